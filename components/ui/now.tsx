'use client'
import { createContext, type ReactNode, startTransition, useContext, useEffect, useState } from 'react'
import { zoneOffset } from '@/lib/domain/local-clock'
import { partsAlive } from './later'

type Present = { now: number; zone: string; offset: number }

const NowContext = createContext<Present | null>(null)
const TICK_MS = 30_000

type Props = { now: number; zone: string; offset?: number; children: ReactNode }

/** The present by this device's clock and zone; by `zone` where it does not know its own, and names one that is none (“Etc/Unknown”). */
function presentHere(zone: string): Present {
  const now = Date.now()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone || zone
  try {
    return { now, zone: here, offset: zoneOffset(here, now) }
  } catch {
    return { now, zone, offset: zoneOffset(zone, now) }
  }
}

/**
 * The present for everything below: first what the server rendered with, so that both write the same, then the browser's own clock and
 * zone, twice a minute and whenever the page is looked at again. `offset`: the zone's at `now`; to work it out costs a phone 40 ms.
 */
export function NowProvider({ now, zone, offset = zoneOffset(zone, now), children }: Props) {
  const [present, setPresent] = useState<Present>({ now, zone, offset })
  useEffect(() => {
    let isAlive = false
    // Nobody waits for it: a transition leaves the finger alone.
    const tick = () => {
      if (!isAlive) return
      startTransition(() => setPresent(presentHere(zone)))
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

/** Epoch ms, the reader's IANA zone, and minutes east of UTC there at present. */
export function useNow(): Present {
  const present = useContext(NowContext)
  if (!present) throw new Error('NowProvider is missing above this component')
  return present
}
