import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNow } from '@/components/ui/now'
import { type ActogramSpan, actogramRows } from '@/lib/domain/actogram'
import { addDays, type Day } from '@/lib/domain/day'
import type { RhythmDay } from '@/lib/domain/rhythm-day'
import { type GridDay, rhythmGrid } from '@/lib/domain/rhythm-grid'
import { restModeDays } from '@/lib/domain/trend-marks'
import { rhythmPageQueries } from '@/lib/queries/rhythm'

/** Whether a day was one of rest mode; false while that is not known. */
export function useRestDays(today: Day): (day: Day) => boolean {
  const days = useQuery({ ...rhythmPageQueries(today, 30).marks, select: restModeDays }).data
  return useMemo(() => (day: Day) => days?.has(day) ?? false, [days])
}

const grids = new WeakMap<readonly RhythmDay[], { key: string; grid: readonly GridDay[] }>()

/** Days laid on the clock once for every card that looks at them. */
function gridOf(days: readonly RhythmDay[], zone: string, from: Day, to: Day): readonly GridDay[] {
  const key = `${zone} ${from} ${to}`
  const known = grids.get(days)
  if (known?.key === key) return known.grid
  const grid = rhythmGrid(days, zone, from, to)
  grids.set(days, { key, grid })
  return grid
}

/**
 * The days of a span up to `today` on the wearer's own clock, as rows of an actogram, and the day after them where one is known; empty until
 * they are here.
 */
export function useRhythmRows(today: Day, span: ActogramSpan) {
  const { zone } = useNow()
  const query = useQuery(rhythmPageQueries(today, span).days)
  const isRest = useRestDays(today)
  const days = query.data
  const all = useMemo(
    () => (days ? actogramRows(gridOf(days, zone, addDays(today, 1 - span), addDays(today, 1)), days, isRest) : []),
    [days, zone, today, span, isRest],
  )
  return { query, rows: useMemo(() => all.slice(0, span), [all, span]), after: all[span] ?? null }
}
