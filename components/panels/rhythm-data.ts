import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNow } from '@/components/ui/now'
import { type ActogramSpan, actogramRows } from '@/lib/domain/actogram'
import { addDays, type Day } from '@/lib/domain/day'
import { rhythmGrid } from '@/lib/domain/rhythm-grid'
import { restModeDays } from '@/lib/domain/trend-marks'
import { rhythmPageQueries } from '@/lib/queries/rhythm'

/** Whether a day was one of rest mode; false while that is not known. */
export function useRestDays(today: Day): (day: Day) => boolean {
  const days = useQuery({ ...rhythmPageQueries(today, 30).marks, select: restModeDays }).data
  return useMemo(() => (day: Day) => days?.has(day) ?? false, [days])
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
    () => (days ? actogramRows(rhythmGrid(days, zone, addDays(today, 1 - span), addDays(today, 1)), days, isRest) : []),
    [days, zone, today, span, isRest],
  )
  return { query, rows: useMemo(() => all.slice(0, span), [all, span]), after: all[span] ?? null }
}
