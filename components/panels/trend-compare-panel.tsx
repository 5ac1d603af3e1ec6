'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { Pill } from '@/components/ui/pill'
import { Segmented } from '@/components/ui/segmented'
import { Sheet } from '@/components/ui/sheet'
import type { Metric } from '@/lib/domain/metrics'
import { COMPARISONS, type Comparison, TREND_STEPS, type TrendChoice, type TrendStep } from '@/lib/domain/trend-choice'
import { comparedDaysBack, SAME_WEEKS_DAYS } from '@/lib/domain/trend-compare'
import { MetricSheet } from './metric-sheet'
import { useMetricWords } from './metric-words'

type Props = {
  choice: TrendChoice
  onStep: (step: TrendStep) => void
  onCompare: (compare: Comparison | null) => void
  onOther: (metric: Metric) => void
}

const ROW = 'flex min-h-12 w-full items-center gap-2 border-line border-t text-left text-body aria-pressed:font-bold'

/** How coarse the chart is, and what it is laid over: an earlier range, all the years, or a second metric. */
export function TrendComparePanel({ choice, onStep, onCompare, onOther }: Props) {
  const t = useTranslations('trends.compare')
  const words = useMetricWords()
  const [open, setOpen] = useState<'compare' | 'metric' | null>(null)
  const { compare, other, step } = choice
  const years = comparedDaysBack(choice, 'last-year') / SAME_WEEKS_DAYS
  const shown = other ?? compare ?? 'none'
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-4 pt-2.5 lg:px-5">
      {compare === 'years' ? (
        <span className="text-secondary text-ink2">{t('yearsStep')}</span>
      ) : (
        <Segmented
          label={t('step')}
          value={step}
          options={TREND_STEPS.map((value) => ({ value, label: t(`steps.${value}`) }))}
          onChange={onStep}
        />
      )}
      <Pill className="border-line text-ink2" aria-haspopup="dialog" onClick={() => setOpen('compare')}>
        {other !== null ? t('with', { name: words.name(other) }) : t(`pill.${compare ?? 'none'}`, { years })}
        <Icon name="chevron-down" className="size-3.5" />
      </Pill>
      <Sheet open={open === 'compare'} title={t('title')} onClose={() => setOpen(null)} closeLabel={t('close')}>
        {([null, ...COMPARISONS] as const).map((value) => (
          <button
            key={value ?? 'none'}
            type="button"
            aria-pressed={shown === (value ?? 'none')}
            className={ROW}
            onClick={() => {
              setOpen(null)
              onCompare(value)
            }}
          >
            {t(`choice.${value ?? 'none'}`, { years })}
          </button>
        ))}
        <button type="button" aria-pressed={other !== null} className={ROW} onClick={() => setOpen('metric')}>
          {other === null ? t('choice.metric') : t('with', { name: words.name(other) })}
          <Icon name="chevron-right" className="ml-auto size-4" />
        </button>
      </Sheet>
      <MetricSheet
        open={open === 'metric'}
        title={t('choice.metric')}
        chosen={other}
        onClose={() => setOpen(null)}
        onPick={(metric) => {
          setOpen(null)
          onOther(metric)
        }}
      />
    </div>
  )
}
