import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { Interval } from '@/lib/domain/block-bootstrap'
import { METRICS, type Metric, type Unit } from '@/lib/domain/metrics'
import { written } from '@/lib/format'

/** Means and differences of many days are known finer than the days themselves. */
const DIGITS: Partial<Record<Unit, number>> = {
  score: 1,
  ms: 1,
  bpm: 1,
  percent: 1,
  breaths: 2,
  celsius_delta: 2,
  index: 2,
  level: 2,
  met: 2,
  m_per_s: 2,
  years: 1,
  ml_kg_min: 1,
}
/** Counts of a few a day. */
const FEW: readonly Metric[] = ['workouts', 'inactivity_alerts', 'restless_periods']

export type EffectWords = {
  /** A difference with its sign: in full, and without its unit. */
  difference: (metric: Metric, value: number) => string
  bare: (metric: Metric, value: number) => string
  /** A round number on an axis whose steps are `step` apart. */
  tick: (metric: Metric, value: number, step: number) => string
  /** The mean of some days. */
  mean: (metric: Metric, value: number) => string
  /** `−8.7 to −7.1 ms`. */
  interval: (metric: Metric, interval: Interval) => string
}

/** How differences between days, and their intervals, are written. */
export function useEffectWords(): EffectWords {
  const t = useTranslations('links')
  const format = useFormat()
  return useMemo(() => {
    const digits = (metric: Metric) => (FEW.includes(metric) ? 1 : DIGITS[METRICS[metric]])
    const quantity = (metric: Metric, value: number) => format.measureDelta(value, METRICS[metric], digits(metric))
    const difference = (metric: Metric, value: number) => written(quantity(metric, value))
    return {
      difference,
      bare: (metric, value) => quantity(metric, value).value,
      tick: (metric, value, step) => format.measureDelta(value, METRICS[metric], step >= 1 ? 0 : step >= 0.1 ? 1 : 2).value,
      mean: (metric, value) => written(format.measure(value, METRICS[metric], digits(metric))),
      interval: (metric, [low, high]) => t('interval', { from: quantity(metric, low).value, to: difference(metric, high) }),
    }
  }, [t, format])
}
