import { queryOptions } from '@tanstack/react-query'
import type { TrendsBody } from '@/lib/api'
import { type Day, daysBetween, sinceFirstDay } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { fetchJson } from './fetch-json'

export type TrendRange = { from: Day; to: Day; bucket: 'day' | 'week' | 'month' }
/** The answer for exactly the metrics asked: `metrics[name][i]` belongs to `days[i]`. */
type Trends<M extends Metric> = { days: Day[]; metrics: Record<M, (number | null)[]>; unfinished?: Day[] | undefined }

/** As many numbers as one answer holds: a number takes up to two bytes on the wire, and an answer is to stay under 60 kB. */
const MOST_NUMBERS = 27_000
const BUCKET_DAYS = { day: 1, week: 7, month: 28 } as const

/** All metrics over years are too much for one answer: the metrics in parts that are not. */
function parts<M extends Metric>(metrics: readonly M[], { from, to, bucket }: TrendRange): M[][] {
  const numbers = Math.ceil((daysBetween(from, to) + 1) / BUCKET_DAYS[bucket])
  const most = Math.max(1, Math.floor(MOST_NUMBERS / numbers))
  return Array.from({ length: Math.ceil(metrics.length / most) }, (_, index) => metrics.slice(index * most, (index + 1) * most))
}

/** One number a day (week, month) for each metric, null where there is none. */
export const trendsQueries = {
  all: () => ['trends'] as const,
  series: <M extends Metric>(metrics: readonly M[], asked: TrendRange) => {
    const range = sinceFirstDay(asked)
    return queryOptions({
      queryKey: [...trendsQueries.all(), range, metrics] as const,
      queryFn: async ({ signal }) => {
        const bodies = await Promise.all(
          parts(metrics, range).map((some) =>
            fetchJson<TrendsBody>(`/api/trends?${new URLSearchParams({ metrics: some.join(','), ...range })}`, { signal }),
          ),
        )
        // Only a part with something that is counted by day says which days are unfinished.
        return { days: [], ...Object.assign({}, ...bodies), metrics: Object.assign({}, ...bodies.map((body) => body.metrics)) } as Trends<M>
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
