'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { metricClass } from '@/components/charts/metric-color'
import { WeekdayChart } from '@/components/charts/weekday-chart'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { endedValues } from '@/lib/domain/measured-day'
import { METRICS } from '@/lib/domain/metrics'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { illDays } from '@/lib/domain/trend-marks'
import { measuredTags } from '@/lib/domain/trend-tags'
import { canCompare, daysOf, type WeekdaySpread, weekdayExtremes, weekdayPattern } from '@/lib/domain/trend-weekday'
import { written } from '@/lib/format'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { zoomedFrom } from '@/lib/queries/trends'
import { Loaded } from './loaded'
import { useMetricWords } from './metric-words'
import { WeekdayTable } from './weekday-table'

/** Characters of a median from which on seven of them do not fit side by side on a phone: `12,187`, `10:53 pm`. */
const WIDE = 6

type Props = { choice: TrendChoice; today: Day; oldest: Day | null; className?: string }

/** What the days of the week have in common over the range; days in rest mode or tagged as ill are left out, and that is said. */
export function WeekdayPanel({ choice, today, oldest, className = '' }: Props) {
  const t = useTranslations('trends.weekday')
  const { metric, from, to } = choice
  const queries = trendPageQueries(choice, today, oldest)
  const query = useQuery({ ...queries.main, placeholderData: zoomedFrom(queries.main.queryKey) })
  const marks = useQuery(queries.marks).data
  const ill = illDays(measuredTags(useQuery(queries.tags).data ?? [], metric, from, to))
  const rest = new Set([
    ...ill,
    ...daysOf(
      (marks ?? []).filter(({ kind }) => kind === 'rest_mode'),
      from,
      to,
    ),
  ])
  return (
    <Card
      title={t('title')}
      aside={rest.size > 0 ? t(ill.length > 0 ? 'illLeftOut' : 'leftOut', { days: rest.size }) : null}
      className={`${metricClass(metric)} ${className}`}
    >
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-64" />}>
        {({ days, metrics, unfinished }) => (
          <Week
            choice={choice}
            pattern={weekdayPattern(
              { days, values: endedValues(metric, { days, values: metrics[metric], unfinished }, today) },
              from,
              to,
              rest,
            )}
          />
        )}
      </Loaded>
    </Card>
  )
}

function Week({ choice: { metric }, pattern }: { choice: TrendChoice; pattern: WeekdaySpread[] }) {
  const t = useTranslations('trends.weekday')
  const tables = useTranslations('trends.table')
  const [table, setTable] = useState(false)
  const [index, setIndex] = useState<number | null>(null)
  const format = useFormat()
  const words = useMetricWords()
  const extremes = weekdayExtremes(pattern)
  const known = pattern.reduce((all, { values }) => all + values.length, 0)
  if (known === 0) return <p className="text-secondary text-ink2">{t('nothing', { name: words.name(metric) })}</p>
  const short = (value: number | null) => (value === null ? '–' : words.short(metric, value))
  const isWide = pattern.some(({ median }) => short(median).length >= WIDE)
  const one = index === null ? undefined : pattern[index]
  const told = ({ weekday, median, low, high, values }: WeekdaySpread) =>
    t('at', {
      weekday: format.weekdayLong(weekday),
      median: written(words.value(metric, median)),
      half: low === null || high === null ? '–' : written(words.range(metric, [low, high])),
      days: values.length,
    })
  const difference = extremes ? written(words.delta(metric, extremes.difference)).replace('+', '') : ''
  // A difference that is written as nothing is none.
  const sentence =
    extremes && /[1-9]/.test(difference)
      ? t(METRICS[metric] === 'minute_of_day' ? 'later' : 'extremes', {
          high: format.weekdayLong(extremes.highest),
          low: format.weekdayLong(extremes.lowest),
          difference,
        })
      : t(canCompare(pattern) ? 'alike' : 'few')
  return (
    <>
      <p className="-mt-1 mb-2 text-secondary text-ink2">{sentence}</p>
      <WeekdayChart
        pattern={pattern}
        unit={METRICS[metric]}
        label={`${words.name(metric)}. ${sentence}`}
        mark={(value) => words.tick(metric, value)}
        index={index}
        onIndex={setIndex}
      />
      <table className="weekday-table" data-wide={isWide || undefined} aria-hidden="true">
        <thead>
          <tr>
            {pattern.map(({ weekday }) => (
              <th key={weekday} scope="col">
                {format.weekdayName(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {pattern.map(({ weekday, median }) => (
              <td key={weekday}>{short(median)}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <p className="mt-1.5 flex items-center justify-between gap-2">
        <span className="text-caption text-ink2" aria-live="polite">
          {one && told(one)}
        </span>
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {tables('open')}
        </button>
      </p>
      <WeekdayTable metric={metric} pattern={pattern} sentence={sentence} open={table} onClose={() => setTable(false)} />
    </>
  )
}
