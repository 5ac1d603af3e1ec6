import type { Day } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { tagsQueries } from './tags'
import { trendMarksQueries } from './trend-page'
import { trendsQueries } from './trends'

/** What links between numbers, and between tags and numbers, are read from: days of some metrics, of every tag, and rest mode. */
export const linkQueries = (metrics: readonly Metric[], { from, to }: { from: Day; to: Day }) => ({
  series: trendsQueries.series(metrics, { from, to, bucket: 'day' }),
  tags: tagsQueries.days(from, to),
  /** Rest mode is among them. */
  marks: trendMarksQueries.range({ from, to }),
})
