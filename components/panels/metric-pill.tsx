import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { metricClass } from '@/components/charts/metric-color'
import { Icon } from '@/components/ui/icon'
import { Pill } from '@/components/ui/pill'
import type { Metric } from '@/lib/domain/metrics'
import { MetricSheet } from './metric-sheet'
import { useMetricWords } from './metric-words'

type Props = { label: string; metric: Metric; onPick: (metric: Metric) => void; dot?: boolean }

/** The metric that something is about, on a button that changes it. */
export function MetricPill({ label, metric, onPick, dot = false }: Props) {
  const t = useTranslations('links')
  const words = useMetricWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Pill
        className={`max-w-full border-line ${metricClass(metric)}`}
        aria-haspopup="dialog"
        aria-label={t('choose', { label, metric: words.name(metric) })}
        onClick={() => setOpen(true)}
      >
        {dot && (
          <svg viewBox="0 0 8 8" aria-hidden="true" className="size-2 flex-none">
            <circle cx="4" cy="4" r="4" className="metric-fill" />
          </svg>
        )}
        <span className="truncate">{words.name(metric)}</span>
        <Icon name="chevron-down" className="size-3.5 flex-none" />
      </Pill>
      <MetricSheet
        open={open}
        title={label}
        chosen={metric}
        onClose={() => setOpen(false)}
        onPick={(picked) => {
          setOpen(false)
          onPick(picked)
        }}
      />
    </>
  )
}
