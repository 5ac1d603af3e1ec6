import { quantile } from './baseline'
import { addDays, type Day, eachDay, weekday } from './day'
import { type DailySeries, valuesOf } from './trend-slots'

export type WeekdaySpread = {
  /** 1 Monday … 7 Sunday. */
  weekday: number
  values: number[]
  /** Null under two values. */
  median: number | null
  low: number | null
  high: number | null
}

const FEWEST = 2
/** Each weekday needs this many before two of them are compared in words. */
const FEWEST_TO_COMPARE = 4

/** The known values of each weekday over `from` … `to`, without the days of `leftOut`. */
export function weekdayPattern(series: DailySeries, from: Day, to: Day, leftOut: ReadonlySet<Day>): WeekdaySpread[] {
  const values = valuesOf(series, from, to)
  const by = new Map<number, number[]>(Array.from({ length: 7 }, (_, index) => [index + 1, []]))
  for (const [index, value] of values.entries()) {
    const day = addDays(from, index)
    if (value !== null && !leftOut.has(day)) by.get(weekday(day))?.push(value)
  }
  return [...by].map(([day, known]) => {
    const sorted = [...known].sort((a, b) => a - b)
    const at = (share: number) => (sorted.length < FEWEST ? null : quantile(sorted, share))
    return { weekday: day, values: known, median: at(0.5), low: at(0.25), high: at(0.75) }
  })
}

/** Whether each weekday has days enough to be compared with the others. */
export const canCompare = (pattern: readonly WeekdaySpread[]): boolean => pattern.every(({ values }) => values.length >= FEWEST_TO_COMPARE)

/** The weekdays with the highest and the lowest median; null where one has too few days, or all are alike. */
export function weekdayExtremes(pattern: readonly WeekdaySpread[]): { highest: number; lowest: number; difference: number } | null {
  if (!canCompare(pattern)) return null
  const sorted = [...pattern].sort((a, b) => (a.median ?? 0) - (b.median ?? 0))
  const [low] = sorted
  const high = sorted.at(-1)
  if (!low || !high) return null
  const difference = (high.median ?? 0) - (low.median ?? 0)
  return difference > 0 ? { highest: high.weekday, lowest: low.weekday, difference } : null
}

/** Every day of some stretches that lies in `from` … `to`. */
export function daysOf(stretches: readonly { from: Day; to: Day }[], from: Day, to: Day): Set<Day> {
  return new Set(stretches.flatMap((one) => eachDay(one.from > from ? one.from : from, one.to < to ? one.to : to)))
}
