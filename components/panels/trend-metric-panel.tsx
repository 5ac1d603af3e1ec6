'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { metricClass } from '@/components/charts/metric-color'
import { Icon } from '@/components/ui/icon'
import { Pill } from '@/components/ui/pill'
import type { Metric } from '@/lib/domain/metrics'
import { SCORES } from '@/lib/domain/scores'
import { MetricSheet } from './metric-sheet'
import { useMetricWords } from './metric-words'

type Props = { metric: Metric; onPick: (metric: Metric) => void; className?: string }

/** Which metric is shown: one of the three scores at a touch, any other from a sheet. */
export function TrendMetricPanel({ metric, onPick, className = '' }: Props) {
  const t = useTranslations('trends')
  const scores = useTranslations('scores.names')
  const words = useMetricWords()
  const [open, setOpen] = useState(false)
  const isScore = SCORES.some((name) => `${name}_score` === metric)
  return (
    <fieldset className={`flex flex-wrap items-center gap-1.5 max-lg:[&>button]:px-2.5 lg:gap-2 ${className}`}>
      <legend className="sr-only">{t('metric')}</legend>
      {(['activity', 'sleep', 'readiness'] as const).map((name) => (
        <Choice key={name} metric={`${name}_score`} chosen={metric} onPick={onPick}>
          {scores(`${name}`)}
        </Choice>
      ))}
      {!isScore && (
        <Choice metric={metric} chosen={metric} onPick={onPick}>
          {words.name(metric)}
        </Choice>
      )}
      <Pill className="ml-auto border-line text-ink2" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('more')}
        <Icon name="chevron-down" className="size-3.5" />
      </Pill>
      <MetricSheet
        open={open}
        title={t('metric')}
        chosen={metric}
        onClose={() => setOpen(false)}
        onPick={(picked) => {
          setOpen(false)
          onPick(picked)
        }}
      />
    </fieldset>
  )
}

function Choice({
  metric,
  chosen,
  onPick,
  children,
}: {
  metric: Metric
  chosen: Metric
  onPick: (metric: Metric) => void
  children: string
}) {
  return (
    <Pill
      aria-pressed={metric === chosen}
      className={`border-line text-ink2 aria-pressed:border-control aria-pressed:bg-raised aria-pressed:text-ink ${metricClass(metric)}`}
      onClick={() => onPick(metric)}
    >
      {metric === chosen && (
        <svg viewBox="0 0 8 8" aria-hidden="true" className="size-2">
          <circle cx="4" cy="4" r="4" className="metric-fill" />
        </svg>
      )}
      {children}
    </Pill>
  )
}
