'use client'
import { createContext, type ReactNode, startTransition, useContext, useEffect, useState } from 'react'
import { partsAlive } from './later'

type Present = { now: number; zone: string }

const NowContext = createContext<Present | null>(null)
const TICK_MS = 30_000

/**
 * The present for everything below: first what the server rendered with, so that both write the same, then the browser's own clock and
 * zone, twice a minute and whenever the page is looked at again.
 */
export function NowProvider({ now, zone, children }: Present & { children: ReactNode }) {
  const [present, setPresent] = useState<Present>({ now, zone })
  useEffect(() => {
    let isAlive = false
    // Nobody waits for it: a transition leaves the finger alone.
    const tick = () => {
      if (isAlive) startTransition(() => setPresent({ now: Date.now(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone || zone }))
    }
    let gone = false
    // A change above parts that are not alive yet would make React draw them anew.
    void partsAlive().then(() => {
      isAlive = !gone
      tick()
    })
    const timer = setInterval(tick, TICK_MS)
    document.addEventListener('visibilitychange', tick)
    return () => {
      gone = true
      isAlive = false
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [zone])
  return <NowContext value={present}>{children}</NowContext>
}

/** Epoch ms and the reader's IANA zone. */
export function useNow(): Present {
  const present = useContext(NowContext)
  if (!present) throw new Error('NowProvider is missing above this component')
  return present
}
