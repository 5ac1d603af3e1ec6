'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { addDays, type Day } from '@/lib/domain/day'
import { type Pace, usualByNow } from '@/lib/domain/goal'
import type { DailyActivity } from '@/lib/oura/schemas'
import { ouraQueries } from '@/lib/queries/oura'

const LOOK_BACK = 14

/** What is usual by the minute that today's document reaches; null until known. The curves behind it are fetched after the page is there. */
export function usePace(day: Day, today: Pick<DailyActivity, 'met'> | null): Pace | null {
  const range = { start_date: addDays(day, -LOOK_BACK), end_date: addDays(day, -1) }
  const past = useQuery({
    ...ouraQueries.documents('daily_activity', range, [
      'day',
      'met',
      'target_meters',
      'meters_to_target',
      'steps',
      'active_calories',
      'equivalent_walking_distance',
    ]),
    enabled: today !== null,
    staleTime: 3_600_000,
  }).data
  const minute = today ? (today.met.items.length * today.met.interval) / 60 : 0
  return useMemo(() => (past && minute > 0 ? usualByNow(past, minute) : null), [past, minute])
}
