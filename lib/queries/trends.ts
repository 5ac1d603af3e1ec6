import { queryOptions } from '@tanstack/react-query'
import type { TrendsBody } from '@/lib/api'
import { type Day, sinceFirstDay } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { fetchJson } from './fetch-json'

export type TrendRange = { from: Day; to: Day; bucket: 'day' | 'week' | 'month' }
/** The answer for exactly the metrics asked: `metrics[name][i]` belongs to `days[i]`. */
type Trends<M extends Metric> = { days: Day[]; metrics: Record<M, (number | null)[]> }

/** One number a day (week, month) for each metric, null where there is none. */
export const trendsQueries = {
  all: () => ['trends'] as const,
  series: <M extends Metric>(metrics: readonly M[], asked: TrendRange) => {
    const range = sinceFirstDay(asked)
    return queryOptions({
      queryKey: [...trendsQueries.all(), range, metrics] as const,
      queryFn: async ({ signal }) => {
        const params = new URLSearchParams({ metrics: metrics.join(','), ...range })
        const body = await fetchJson<TrendsBody>(`/api/trends?${params}`, { signal })
        return body as Trends<M>
      },
    })
  },
}

type SeriesKey = ReturnType<typeof trendsQueries.series>['queryKey']

/**
 * What stands in for a series while it is fetched: the one before, where it is of the same metrics and the ranges overlap, so that zooming
 * and moving on never blank a chart. Give it to `placeholderData`.
 */
export const zoomedFrom =
  ([, range, metrics]: SeriesKey) =>
  <Data>(before: Data | undefined, query: { queryKey: readonly unknown[] } | undefined): Data | undefined => {
    const [, old, oldMetrics] = (query?.queryKey ?? []) as readonly [] | SeriesKey
    if (!old || old.bucket !== range.bucket || oldMetrics?.join() !== metrics.join()) return undefined
    return old.from <= range.to && range.from <= old.to ? before : undefined
  }
