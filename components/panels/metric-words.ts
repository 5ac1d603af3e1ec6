import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { METRICS, type Metric, RESILIENCE_LEVELS, STRESS_SUMMARIES } from '@/lib/domain/metrics'
import type { Quantity } from '@/lib/format'

/** Numbers that are written with a decimal although their unit has none. */
const DIGITS: Partial<Record<Metric, number>> = { spo2: 1 }
/** Small counts, whose medians and means fall between two whole numbers. */
const COUNTED: readonly Metric[] = ['workouts', 'inactivity_alerts']

export type MetricWords = {
  name: (metric: Metric) => string
  /** A value, levels by their name. */
  value: (metric: Metric, value: number | null) => Quantity
  /** A difference with its sign. */
  delta: (metric: Metric, value: number | null) => Quantity
  range: (metric: Metric, range: readonly [number, number]) => Quantity
  /** A value beside an axis, as short as can be: `7.5 h`, `45 m`, `85`. */
  tick: (metric: Metric, value: number) => string
  /** Any value where there is little room, rounded: `7.1 h`, `18,147`, `54`. */
  short: (metric: Metric, value: number) => string
}

/** How any metric is called and written, in the reader's language and units. */
export function useMetricWords(): MetricWords {
  const names = useTranslations('metric.names')
  const levels = useTranslations('metric.resilience')
  const summaries = useTranslations('metric.stress')
  const format = useFormat()
  return useMemo(() => {
    const digits = (metric: Metric, value: number | null) =>
      DIGITS[metric] ?? (COUNTED.includes(metric) && value !== null && !Number.isInteger(value) ? 1 : undefined)
    const level = (metric: Metric, value: number | null) => {
      const at = value === null ? -1 : Math.round(value) - 1
      const strength = metric === 'resilience' ? RESILIENCE_LEVELS[at] : undefined
      const summary = metric === 'stress_summary' ? STRESS_SUMMARIES[at] : undefined
      return strength ? levels(`${strength}`) : summary ? summaries(`${summary}`) : null
    }
    const value: MetricWords['value'] = (metric, of) => {
      const named = level(metric, of)
      return named === null ? format.measure(of, METRICS[metric], digits(metric, of)) : { value: named, unit: '' }
    }
    return {
      name: (metric) => names(`${metric}`),
      value,
      delta: (metric, of) => format.measureDelta(of, METRICS[metric], METRICS[metric] === 'level' ? 1 : digits(metric, of)),
      range: (metric, [low, high]) => {
        const [from, to] = [level(metric, low), level(metric, high)]
        if (from === null || to === null) return format.measureRange([low, high], METRICS[metric], digits(metric, low))
        return from === to ? { value: from, unit: '' } : { value: `${from} – ${to}`, unit: '' }
      },
      short: (metric, of) => {
        const unit = METRICS[metric]
        if (unit === 'level') return format.number(of, Number.isInteger(of) ? 0 : 1)
        if (unit === 'seconds') return format.shortDuration(Math.abs(of) < 3600 ? of : Math.round(of / 360) * 360)
        return format.measure(of, unit, digits(metric, of)).value
      },
      tick: (metric, of) => {
        const unit = METRICS[metric]
        if (unit === 'seconds') return format.shortDuration(of)
        if (unit === 'level' || unit === 'score') return format.number(of)
        if (unit === 'minute_of_day' || unit === 'meters' || unit === 'celsius_delta') return format.measure(of, unit).value
        return format.number(of, Number.isInteger(of) ? 0 : Number.isInteger(of * 10) ? 1 : 2)
      },
    }
  }, [names, levels, summaries, format])
}
