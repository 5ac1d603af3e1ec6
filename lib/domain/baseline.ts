import type { Day } from './day'
import { addDays } from './day'

/** How many days before a day its "usual" looks back on. */
export const USUAL_DAYS = 30
const FEWEST = 5

/** What is usual for this person: the median and the middle half (25–75 %) of `days` known days. */
export type Baseline = { median: number; low: number; high: number; days: number }

/** The range that `usual` needs: the day itself and the 30 before it. */
export function usualRange(day: Day): { from: Day; to: Day } {
  return { from: addDays(day, -USUAL_DAYS), to: day }
}

/** The value below which the share `p` of sorted numbers lies, between neighbours by straight line (Hyndman–Fan type 7). */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

/** The usual of some days; null under five known ones, because fewer say nothing. */
export function baseline(values: readonly (number | null)[]): Baseline | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  if (known.length < FEWEST) return null
  return { median: quantile(known, 0.5), low: quantile(known, 0.25), high: quantile(known, 0.75), days: known.length }
}

/** The usual for the last day of a series, which itself does not count. */
export function usual(series: readonly (number | null)[]): Baseline | null {
  return baseline(series.slice(0, -1).slice(-USUAL_DAYS))
}
