'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { holdRequests } from '@/lib/queries/fetch-json'

/** Signs a first visitor in to the demo ring without a word: the page is there already, what it asks for next needs a session. */
export function DemoSession() {
  const client = useQueryClient()
  useEffect(() => {
    // Everybody else’s first page does without what signs in.
    const signedIn = import('@/lib/queries/session').then(({ signInAsDemo }) => signInAsDemo())
    holdRequests(signedIn)
    // What was asked too early and refused goes again.
    signedIn.then(() => client.refetchQueries({ predicate: ({ state }) => state.status === 'error' })).catch(() => undefined)
  }, [client])
  return null
}
