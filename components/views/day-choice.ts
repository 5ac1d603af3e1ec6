'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { changeAddress, readAddress, useAddress } from '@/components/ui/address'
import { useNow } from '@/components/ui/now'
import { addDays, type Day, isDay } from '@/lib/domain/day'
import { activityDay, localDay } from '@/lib/domain/local-clock'
import { syncQueries } from '@/lib/queries/sync'

/**
 * The day of a page, which is in its address; without one, or with one that does not exist, it is today. A night may be under way on the
 * day after, before the activity day turns at 04:00: `newest` is the last day that may be asked for.
 */
export function useDayChoice(of: 'day' | 'night' = 'day') {
  const { now, offset } = useNow()
  const today = activityDay(now, offset)
  const newest = of === 'night' ? localDay(now, offset) : today
  const asked = useAddress().get('day')
  const isKnown = asked !== null && isDay(asked) && asked <= newest
  const day = isKnown ? asked : today
  const oldest = useQuery(syncQueries.status()).data?.oldest_day ?? null
  const heading = useRef<HTMLHeadingElement>(null)
  const [moved, setMoved] = useState(false)

  // The address is ahead of what is drawn while somebody steps quickly.
  const chosen = useCallback((): Day => {
    const named = readAddress().get('day')
    return named !== null && isDay(named) && named <= newest ? named : today
  }, [today, newest])
  const pick = useCallback(
    (to: Day) => {
      if (to === chosen() || to > newest) return
      changeAddress({ day: to === today ? null : to })
      setMoved(true)
      heading.current?.focus({ preventScroll: true })
    },
    [chosen, today, newest],
  )
  const steps = {
    previous: () => (oldest === null || chosen() > oldest) && pick(addDays(chosen(), -1)),
    next: () => pick(addDays(chosen(), 1)),
  }
  /** What is wrong with the address's day, if something is. */
  const wrong = asked === null || isKnown ? null : isDay(asked) ? ('future' as const) : ('unknown' as const)
  return { day, today, newest, oldest, wrong, moved, heading, pick, steps }
}
