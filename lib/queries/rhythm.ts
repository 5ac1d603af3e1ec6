import { queryOptions } from '@tanstack/react-query'
import type { RhythmBody } from '@/lib/api'
import type { ActogramSpan } from '@/lib/domain/actogram'
import { USUAL_DAYS } from '@/lib/domain/baseline'
import { addDays, type Day, sinceFirstDay } from '@/lib/domain/day'
import { unpackStates } from '@/lib/domain/rhythm-code'
import type { RhythmDay } from '@/lib/domain/rhythm-day'
import { SIGNAL_METRICS } from '@/lib/domain/signals'
import { TIMING_METRICS } from '@/lib/domain/sleep-timing'
import { fetchJson } from './fetch-json'
import { tagsQueries } from './tags'
import { trendMarksQueries } from './trend-page'
import { trendsQueries } from './trends'

/** Rest and activity of whole days, five minutes a character. */
export const rhythmQueries = {
  all: () => ['rhythm'] as const,
  days: (from: Day, to: Day) => {
    const range = sinceFirstDay({ from, to })
    return queryOptions({
      queryKey: [...rhythmQueries.all(), range] as const,
      queryFn: async ({ signal }): Promise<RhythmDay[]> =>
        (await fetchJson<RhythmBody>(`/api/rhythm?${new URLSearchParams(range)}`, { signal })).data.map((one) => ({
          ...one,
          states: unpackStates(one.states),
        })),
    })
  },
}

const SERIES = [...new Set([...TIMING_METRICS, ...SIGNAL_METRICS])]
/** A year of days to look at, and the days that the first of them is compared with. */
const YEAR = 365 + USUAL_DAYS

/**
 * What the rhythm section reads of the days up to `today`. The day before the first is asked for too, because a journey may bring hours of
 * it, and the day after the last, which stands beside it.
 */
export const rhythmPageQueries = (today: Day, span: ActogramSpan) => ({
  days: rhythmQueries.days(addDays(today, -span), addDays(today, 1)),
  series: trendsQueries.series(SERIES, { from: addDays(today, -YEAR), to: today, bucket: 'day' }),
  marks: trendMarksQueries.range({ from: addDays(today, -YEAR), to: today }),
  tags: tagsQueries.days(addDays(today, -YEAR), today),
})
