import { queryOptions } from '@tanstack/react-query'
import type { TrendMarksBody } from '@/lib/api'
import { addDays, type Day, sinceFirstDay } from '@/lib/domain/day'
import { isNightly } from '@/lib/domain/measured-day'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { neededDays } from '@/lib/domain/trend-compare'
import { overviewRange } from '@/lib/domain/trend-overview'
import { smallMetrics, smallRange } from '@/lib/domain/trend-small'
import { fetchJson } from './fetch-json'
import { tagsQueries } from './tags'
import { trendsQueries } from './trends'

export const trendMarksQueries = {
  all: () => ['trend-marks'] as const,
  /** Rest mode, journeys and ring changes of the days `from` … `to`. */
  range: (asked: { from: Day; to: Day }) => {
    const range = sinceFirstDay(asked)
    return queryOptions({
      queryKey: [...trendMarksQueries.all(), range] as const,
      queryFn: async ({ signal }) => (await fetchJson<TrendMarksBody>(`/api/trend-marks?${new URLSearchParams(range)}`, { signal })).data,
    })
  },
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
    /** The chosen metric over the whole archive, for the strip under the chart. */
    overview: trendsQueries.series([metric], overviewRange(oldest, today)),
    small: trendsQueries.series(smallMetrics(metric, isAll), smallRange(from, to)),
    marks: trendMarksQueries.range({ from, to }),
    /** The first night follows the day before it. */
    tags: tagsQueries.days(isNightly(metric) ? addDays(from, -1) : from, to),
  }
}
