import type { Day } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { ouraQueries } from './oura'
import { tagsQueries } from './tags'
import { trendsQueries } from './trends'

/** What links between numbers, and between tags and numbers, are read from: days of some metrics, of every tag, and rest mode. */
export const linkQueries = (metrics: readonly Metric[], { from, to }: { from: Day; to: Day }) => ({
  series: trendsQueries.series(metrics, { from, to, bucket: 'day' }),
  tags: tagsQueries.days(from, to),
  restMode: ouraQueries.documents('rest_mode_period', { start_date: from, end_date: to }, ['start_day', 'end_day']),
})
