'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { Segmented } from '@/components/ui/segmented'
import { useFormat } from '@/components/ui/settings'
import { type Day, daysBetween } from '@/lib/domain/day'
import { endedValues } from '@/lib/domain/measured-day'
import { TREND_SPANS, type TrendChoice, type TrendSpan } from '@/lib/domain/trend-choice'
import { valuesOf } from '@/lib/domain/trend-slots'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { TrendDatesSheet } from './trend-dates-sheet'

type Props = {
  choice: TrendChoice
  today: Day
  oldest: Day | null
  onSpan: (span: TrendSpan) => void
  onDates: (from: Day, to: Day) => void
  /** Whether it says on how many of the days the metric is known; not where others are looked at. */
  counted?: boolean
}

const SPANS = Object.keys(TREND_SPANS) as TrendSpan[]

/** Which days are shown: one of five ranges that end today, or any two days. */
export function TrendRangePanel({ choice, today, oldest, onSpan, onDates, counted = true }: Props) {
  const t = useTranslations('trends.range')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { from, to, span, metric } = choice
  const range = format.dateRange(from, to)
  const known =
    useQuery({
      ...trendPageQueries(choice, today, oldest).main,
      enabled: counted,
      select: ({ days, metrics, unfinished }) =>
        valuesOf({ days, values: endedValues(metric, { days, values: metrics[metric], unfinished }, today) }, from, to).filter(
          (value) => value !== null,
        ).length,
    }).data ?? null
  return (
    <section
      aria-label={t('label')}
      className="flex flex-col gap-2 px-3 pb-3 lg:col-span-2 lg:flex-row lg:items-center lg:justify-between lg:px-0"
    >
      <div className="flex items-center justify-between gap-2 pl-1">
        <p className="text-secondary text-balance break-keep text-ink2">
          {known === null || !counted
            ? range
            : // A line ends beside the range, not within.
              t('join', {
                range: range.replaceAll(' ', '\u00a0'),
                known: t('known', { known: format.number(known), days: format.number(daysBetween(from, to) + 1) }),
              })}
        </p>
        <IconButton icon="calendar" label={t('dates')} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      </div>
      <Segmented
        label={t('label')}
        value={span ?? 'own'}
        options={[
          ...SPANS.map((value) => ({ value, label: t(`span.${value}`) })),
          ...(span ? [] : [{ value: 'own' as const, label: t('own') }]),
        ]}
        onChange={(value) => value !== 'own' && onSpan(value)}
        className="bg-surface lg:w-[24rem]"
      />
      <TrendDatesSheet
        key={`${from} ${to}`}
        open={open}
        from={from}
        to={to}
        first={oldest}
        today={today}
        onClose={() => setOpen(false)}
        onPick={(start, end) => {
          setOpen(false)
          onDates(start, end)
        }}
      />
    </section>
  )
}
