import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNow } from '@/components/ui/now'
import { type ActogramSpan, actogramRows } from '@/lib/domain/actogram'
import { addDays, type Day } from '@/lib/domain/day'
import { restModeOn } from '@/lib/domain/rest-mode'
import { rhythmGrid } from '@/lib/domain/rhythm-grid'
import { rhythmPageQueries } from '@/lib/queries/rhythm'

/** The days of a span up to today on the wearer's own clock, as rows of an actogram; empty until they are here. */
export function useRhythmRows(today: Day, span: ActogramSpan) {
  const { zone } = useNow()
  const queries = rhythmPageQueries(today, span)
  const query = useQuery(queries.days)
  const rests = useQuery(queries.rests).data
  const days = query.data
  const rows = useMemo(
    () => (days ? actogramRows(rhythmGrid(days, zone, addDays(today, 1 - span), today), days, rests ?? []) : []),
    [days, zone, today, span, rests],
  )
  return { query, rows }
}

/** Whether a day was one of rest mode; false while that is not known. */
export function useRestDays(today: Day): (day: Day) => boolean {
  const rests = useQuery(rhythmPageQueries(today, 30).rests).data
  return useMemo(() => (day: Day) => rests !== undefined && restModeOn(rests, day) !== null, [rests])
}
