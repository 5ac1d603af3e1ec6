'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAddress } from '@/components/ui/address'
import { useNow } from '@/components/ui/now'
import type { Day } from '@/lib/domain/day'
import { activityDay } from '@/lib/domain/local-clock'
import { type TrendChoice, trendChoice } from '@/lib/domain/trend-choice'
import { syncQueries } from '@/lib/queries/sync'

/** What the address of the Trends page asks for, and the days it can ask for. */
export function useTrendChoice(): { choice: TrendChoice; today: Day; oldest: Day | null } {
  const { now, offset } = useNow()
  const today = activityDay(now, offset)
  const params = useAddress()
  const oldest = useQuery(syncQueries.status()).data?.oldest_day ?? null
  const choice = useMemo(() => trendChoice(params, today, oldest), [params, today, oldest])
  return { choice, today, oldest }
}
