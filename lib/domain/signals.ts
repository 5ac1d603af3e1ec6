import { USUAL_DAYS } from './baseline'
import type { Day } from './day'
import type { Metric } from './metrics'
import { robustUsual, robustZ } from './robust-z'

/**
 * The numbers that are watched together: which way each moves when a body is strained, and the smallest scale it is measured against.
 * Total sleep moves either way, so it is shown beside them and not counted.
 */
export const SIGNALS = {
  lowest_heart_rate: { strain: 1, floor: 1 },
  average_hrv: { strain: -1, floor: 3 },
  temperature_deviation: { strain: 1, floor: 0.1 },
  average_breath: { strain: 1, floor: 0.2 },
  total_sleep: { strain: 0, floor: 1200 },
} as const satisfies Partial<Record<Metric, { strain: 1 | 0 | -1; floor: number }>>

export type SignalMetric = keyof typeof SIGNALS
export const SIGNAL_METRICS = Object.keys(SIGNALS) as readonly SignalMetric[]

/** The mean of the counted numbers from which on a day is unlike the others. On the demo ring it is reached on one healthy day in a hundred. */
export const UNLIKE = 2
/** No number alone makes a day: beyond this it counts no further. */
const MOST = 5
/** Known days of the 30 before, and counted numbers of the day, without which nothing is compared. */
export const SIGNAL_FEWEST = 14
const FEWEST_NUMBERS = 3

/** A number beside what is usual: `z` counts scales above the median, `strain` the same in the direction of strain (null: not counted). */
export type SignalPart = { metric: SignalMetric; value: number; median: number; z: number; strain: number | null; days: number }
/** A day's watched numbers and the mean of those that count. */
export type Signal = { day: Day; parts: SignalPart[]; together: number; unlike: boolean }

export type SignalSeries = { days: readonly Day[]; metrics: Readonly<Record<SignalMetric, readonly (number | null)[]>> }

const partAt = (metric: SignalMetric, series: readonly (number | null)[], index: number): SignalPart[] => {
  const value = series[index] ?? null
  const { strain, floor } = SIGNALS[metric]
  const usual = robustUsual(series.slice(Math.max(0, index - USUAL_DAYS), index), SIGNAL_FEWEST, floor)
  if (value === null || !usual) return []
  const z = robustZ(value, usual)
  return [{ metric, value, median: usual.median, z, strain: strain === 0 ? null : strain * z, days: usual.days }]
}

/** The watched numbers of the day at `index` against the 30 days before it; null where fewer than three of them can be compared. */
export function signalAt({ days, metrics }: SignalSeries, index: number): Signal | null {
  const day = days[index]
  if (day === undefined) return null
  const parts = SIGNAL_METRICS.flatMap((metric) => partAt(metric, metrics[metric], index))
  const counted = parts.flatMap(({ strain }) => (strain === null ? [] : [Math.max(-MOST, Math.min(MOST, strain))]))
  if (counted.length < FEWEST_NUMBERS) return null
  const together = counted.reduce((sum, strain) => sum + strain, 0) / counted.length
  return { day, parts, together, unlike: together >= UNLIKE }
}

/** Of the last `days` of a series those that are unlike the 30 before them, newest first, and how many could be compared at all. */
export function signals(series: SignalSeries, days: number): { unlike: Signal[]; compared: number } {
  const first = Math.max(0, series.days.length - days)
  const all = series.days.slice(first).flatMap((_, index) => signalAt(series, first + index) ?? [])
  return { unlike: all.filter(({ unlike }) => unlike).reverse(), compared: all.length }
}
