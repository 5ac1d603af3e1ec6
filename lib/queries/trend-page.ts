import { queryOptions } from '@tanstack/react-query'
import type { TrendMarksBody } from '@/lib/api'
import { type Day, daysBetween } from '@/lib/domain/day'
import { MOST_POINTS, type TrendChoice } from '@/lib/domain/trend-choice'
import { neededDays } from '@/lib/domain/trend-compare'
import { smallMetrics, smallRange } from '@/lib/domain/trend-small'
import { fetchJson } from './fetch-json'
import { tagsQueries } from './tags'
import { trendsQueries } from './trends'

export const trendMarksQueries = {
  all: () => ['trend-marks'] as const,
  /** Rest mode, journeys and ring changes of the days `from` … `to`. */
  range: (range: { from: Day; to: Day }) =>
    queryOptions({
      queryKey: [...trendMarksQueries.all(), range] as const,
      queryFn: async ({ signal }) => (await fetchJson<TrendMarksBody>(`/api/trend-marks?${new URLSearchParams(range)}`, { signal })).data,
    }),
}

/**
 * What the metrics of the Trends page read, by noun; the server fills the same keys for the first paint. `oldest` is the first day of the
 * archive, `today` the last.
 */
export const trendPageQueries = (choice: TrendChoice, today: Day, oldest: Day | null) => {
  const { metric, other, from, to, isAll, year } = choice
  const end = `${year}-12-31`
  return {
    /** The chosen metric, a value a day, and the one laid over it. */
    main: trendsQueries.series(other === null ? [metric] : [metric, other], { ...neededDays(choice, oldest), bucket: 'day' }),
    year: trendsQueries.series([metric], { from: `${year}-01-01`, to: end < today ? end : today, bucket: 'day' }),
    small: trendsQueries.series(smallMetrics(metric, isAll), smallRange(from, to)),
    marks: trendMarksQueries.range({ from, to }),
    /** Only where a place is a day: every week has some tag. */
    tags: { ...tagsQueries.days(from, to), enabled: daysBetween(from, to) < MOST_POINTS },
  }
}
