import type { Day } from './day'

/** The last day before and the first day after `day` on which any of the series has a value; null where there is none. */
export function nearestDays(
  days: readonly Day[],
  series: readonly (readonly (number | null)[])[],
  day: Day,
): { before: Day | null; after: Day | null } {
  const known = days.filter((_, index) => series.some((values) => values[index] !== null && values[index] !== undefined))
  return { before: known.findLast((one) => one < day) ?? null, after: known.find((one) => one > day) ?? null }
}
