'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { partsAlive } from '@/components/ui/later'
import { hasArrivedSince, waitFor, waitingChanges } from '@/lib/queries/waiting'

const AGAIN_MS = 20_000

/**
 * Sends what `account` wrote while the server did not answer: at the next visit, when the network is back, and now and then; what arrived
 * while this page was on its way is read anew, and what waits is shown on it.
 */
export function WaitingKeeper({ account }: { account: string }) {
  const client = useQueryClient()
  useEffect(() => {
    waitFor(account)
    const send = () => {
      if (waitingChanges().some(({ refused }) => refused === null))
        void import('@/lib/queries/outbox').then(({ sendWaiting }) => sendWaiting(client)).catch(() => undefined)
    }
    send()
    if (hasArrivedSince()) void import('@/lib/queries/outbox').then(({ readAnew }) => readAnew(client)).catch(() => undefined)
    let stop = () => {}
    let gone = false
    void partsAlive()
      .then(() => import('@/lib/queries/show-waiting'))
      .then(({ keepShowingWaiting }) => {
        if (!gone) stop = keepShowingWaiting(client)
      })
      .catch(() => undefined)
    const timer = setInterval(send, AGAIN_MS)
    window.addEventListener('online', send)
    return () => {
      gone = true
      stop()
      clearInterval(timer)
      window.removeEventListener('online', send)
    }
  }, [account, client])
  return null
}
