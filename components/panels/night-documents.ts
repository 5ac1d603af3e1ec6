import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNow } from '@/components/ui/now'
import type { Day } from '@/lib/domain/day'
import { type NightChart, nightChart } from '@/lib/domain/night-chart'
import { nightQueries } from '@/lib/queries/day'

/** A day's night from its documents: undefined while they are not here, null where there is none. `fine` prefers 30-second phases. */
export function useNightChart(day: Day, fine = false): NightChart | null | undefined {
  const { zone } = useNow()
  const docs = useQuery(nightQueries(day).sleep).data
  return useMemo(() => docs && nightChart(day, docs, zone, fine), [day, docs, zone, fine])
}
