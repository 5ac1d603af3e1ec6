import { addDays, type Day } from '@/lib/domain/day'
import type { RelationChoice } from '@/lib/domain/link-choice'
import { isNightly } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import { tagsQueries } from './tags'
import { trendMarksQueries } from './trend-page'
import { trendsQueries } from './trends'

/** What links between numbers, and between tags and numbers, are read from: days of some metrics, of every tag, and rest mode. */
export const linkQueries = (metrics: readonly Metric[], { from, to }: { from: Day; to: Day }) => ({
  series: trendsQueries.series(metrics, { from, to, bucket: 'day' }),
  /** Of nights also those of the evening before the first, which is what that night follows. */
  tags: tagsQueries.days(metrics.some(isNightly) ? addDays(from, -1) : from, to),
  /** Rest mode is among them. */
  marks: trendMarksQueries.range({ from, to }),
})

/** The days of two metrics that are held against each other. */
export const relationSeries = ({ x, y }: Pick<RelationChoice, 'x' | 'y'>, { from, to }: { from: Day; to: Day }) =>
  trendsQueries.series([...new Set([x, y])], { from, to, bucket: 'day' })
