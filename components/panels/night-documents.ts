import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNow } from '@/components/ui/now'
import type { Day } from '@/lib/domain/day'
import { type NightChart, nightChart } from '@/lib/domain/night-chart'
import { sleepPeriods } from '@/lib/domain/sleep-periods'
import { lowestHeartRateInstant } from '@/lib/domain/vitals'
import { wallTime } from '@/lib/domain/wall-clock'
import { nightQueries } from '@/lib/queries/day'

/** A day's night from its documents: undefined while they are not here, null where there is none. `fine` prefers 30-second phases. */
export function useNightChart(day: Day, fine = false): NightChart | null | undefined {
  const { zone } = useNow()
  const docs = useQuery(nightQueries(day).sleep).data
  return useMemo(() => docs && nightChart(day, docs, zone, fine), [day, docs, zone, fine])
}

/**
 * When the main night's lowest heart rate was, in minutes of the clock at that moment, as in the chart: it may have been set since bedtime.
 * Null where no curve is known.
 */
export function useLowestAt(day: Day): number | null {
  const { zone } = useNow()
  const docs = useQuery(nightQueries(day).sleep).data
  return useMemo(() => {
    const night = docs && sleepPeriods(docs.filter((doc) => doc.day === day)).main
    const lowest = night ? lowestHeartRateInstant(night) : null
    const wall = lowest === null ? undefined : nightChart(day, docs ?? [], zone)?.wall
    return lowest === null || !wall ? null : wallTime(wall, lowest).minute
  }, [day, docs, zone])
}
