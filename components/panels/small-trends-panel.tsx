'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { metricClass } from '@/components/charts/metric-color'
import { SmallTrend } from '@/components/charts/small-trend'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Quantity } from '@/components/ui/quantity'
import { Skeleton } from '@/components/ui/skeleton'
import { type Day, daysBetween } from '@/lib/domain/day'
import { endedValues } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { isWholeWeek, type SmallTrend as Small, smallMetrics, smallRange, smallTrend } from '@/lib/domain/trend-small'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { zoomedFrom } from '@/lib/queries/trends'
import { Loaded } from './loaded'
import { useMetricWords } from './metric-words'

type Props = {
  choice: TrendChoice
  today: Day
  oldest: Day | null
  onPick: (metric: Metric) => void
  onAll: (isAll: boolean) => void
  className?: string
}

/** Every metric small: its last week against the range. A touch puts it on the chart above. */
export function SmallTrendsPanel({ choice, today, oldest, onPick, onAll, className = '' }: Props) {
  const t = useTranslations('trends.small')
  const { small } = trendPageQueries(choice, today, oldest)
  const query = useQuery({ ...small, placeholderData: zoomedFrom(small.queryKey) })
  const { from, to, bucket } = smallRange(choice.from, choice.to)
  const days = daysBetween(from, to) + 1
  return (
    <Card title={t('title')} aside={bucket === 'day' ? t('against', { days }) : t('againstWeeks')} className={className}>
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-80" />}>
        {({ days: each, metrics, unfinished }) => {
          const known = smallMetrics(choice.metric, choice.isAll).flatMap(
            (metric) =>
              smallTrend(
                metric,
                bucket === 'day' ? endedValues(metric, { days: each, values: metrics[metric], unfinished }, today) : metrics[metric],
                bucket,
                isWholeWeek(metric, to, today),
              ) ?? [],
          )
          return known.length > 0 ? (
            <ul className="grid grid-cols-2 gap-x-5 gap-y-3.5 lg:gap-y-5 big-text:grid-cols-1">
              {known.map((small) => (
                <Tile key={small.metric} small={small} onPick={onPick} />
              ))}
            </ul>
          ) : (
            <p className="text-secondary text-ink2">{t('none')}</p>
          )
        }}
      </Loaded>
      <Button look="secondary" size="small" className="mt-4 w-full lg:w-auto" onClick={() => onAll(!choice.isAll)}>
        {t(choice.isAll ? 'fewer' : 'all')}
      </Button>
    </Card>
  )
}

function Tile({ small, onPick }: { small: Small; onPick: (metric: Metric) => void }) {
  const words = useMetricWords()
  const { metric, recent, median, values, band } = small
  const difference = recent !== null && median !== null ? words.delta(metric, recent - median).value : null
  return (
    <li className={`min-w-0 ${metricClass(metric)}`}>
      <button type="button" className="block w-full text-left" onClick={() => onPick(metric)}>
        <span className="block truncate text-caption text-ink2">{words.name(metric)}</span>
        <span className="flex flex-wrap items-baseline justify-between gap-x-2">
          <Quantity of={words.value(metric, recent)} className="text-value" />
          <span className="text-caption text-ink3">{difference !== null && !/[1-9]/.test(difference) ? `±${difference}` : difference}</span>
        </span>
        <SmallTrend values={values} band={band} />
      </button>
    </li>
  )
}
