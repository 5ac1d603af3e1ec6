import type { TrendChoice } from '@/lib/domain/trend-choice'
import { smallBucket, smallMetrics } from '@/lib/domain/trend-small'
import { trendsQueries } from './trends'

/** What the metrics of the Trends page read, by noun; the server fills the same keys for the first paint. */
export const trendPageQueries = (choice: TrendChoice) => {
  const { metric, from, to, isAll } = choice
  return {
    small: trendsQueries.series(smallMetrics(metric, isAll), { from, to, bucket: smallBucket(from, to) }),
  }
}
