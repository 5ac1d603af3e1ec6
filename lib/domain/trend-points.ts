import { type Baseline, baseline } from './baseline'
import { addDays, type Day } from './day'
import { METRICS, type Metric } from './metrics'
import type { TrendStep } from './trend-choice'
import { type DailySeries, type Slot, spread, trendSlots, valuesOf } from './trend-slots'

/** How many days before a day its baseline looks back on. */
export const BASELINE_DAYS = 14
const SCORE_MARGIN = 5
/** Where five points mean nothing, this share of the band's own width: of normal values about one in eleven. */
const BAND_MARGIN = 0.75

export type TrendPoint = Slot & {
  /** The day's value, or the median of the known days of the week or month. */
  value: number | null
  /** What the line shows: the median of the 14 days before a day; of a week or month its own median. */
  line: number | null
  /** The band: the middle half of those 14 days; of a week or month its lowest and highest day. */
  low: number | null
  high: number | null
  /** Well outside the band. */
  isOutlier: boolean
}

/** More than 5 points outside the band of a score, or more than three quarters of the band's width of anything else. */
export function isOutlier(metric: Metric, value: number, { low, high }: Pick<Baseline, 'low' | 'high'>): boolean {
  const margin = METRICS[metric] === 'score' ? SCORE_MARGIN : BAND_MARGIN * (high - low)
  return margin > 0 && (value > high + margin || value < low - margin)
}

/** A point a day. The values are laid out once: ten years are not looked up day by day. */
function dayPoints(metric: Metric, series: DailySeries, from: Day, to: Day): TrendPoint[] {
  const values = valuesOf(series, addDays(from, -BASELINE_DAYS), to)
  return trendSlots(from, to, 'day').map((slot, index) => {
    const value = values[index + BASELINE_DAYS] ?? null
    const before = baseline(values.slice(index, index + BASELINE_DAYS))
    return {
      ...slot,
      value,
      line: before?.median ?? null,
      low: before?.low ?? null,
      high: before?.high ?? null,
      isOutlier: value !== null && before !== null && isOutlier(metric, value, before),
    }
  })
}

/** A metric over `from` … `to`, a point a day, week or month. `series` should hold the 14 days before, too. */
export function trendPoints(metric: Metric, series: DailySeries, from: Day, to: Day, step: TrendStep): TrendPoint[] {
  if (step === 'day') return dayPoints(metric, series, from, to)
  return trendSlots(from, to, step).map((slot) => {
    const known = spread(valuesOf(series, slot.from, slot.to))
    const median = known?.median ?? null
    return { ...slot, value: median, line: median, low: known?.low ?? null, high: known?.high ?? null, isOutlier: false }
  })
}

export type TrendSummary = {
  median: number
  lowest: { day: Day; value: number }
  highest: { day: Day; value: number }
  known: number
  days: number
}

/** What the days `from` … `to` come to; null when nothing is known of them. */
export function trendSummary(series: DailySeries, from: Day, to: Day): TrendSummary | null {
  const values = valuesOf(series, from, to)
  const all = spread(values)
  if (!all) return null
  const first = (value: number) => ({ day: addDays(from, values.indexOf(value)), value })
  return { median: all.median, lowest: first(all.low), highest: first(all.high), known: all.known, days: values.length }
}
