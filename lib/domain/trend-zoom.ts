import { addDays, type Day, daysBetween } from './day'

/** No range is zoomed to fewer days. */
export const FEWEST_DAYS = 7

/**
 * A range made `factor` times as long around the place that lies `share` (0 … 1) of its length in, at least a week, and moved so that it
 * stays between the first and the last day of the archive where it can.
 */
export function zoomedRange(
  { from, to }: { from: Day; to: Day },
  { factor, share, oldest, today }: { factor: number; share: number; oldest: Day | null; today: Day },
): { from: Day; to: Day } {
  const length = daysBetween(from, to) + 1
  const first = oldest !== null && oldest < from ? oldest : from
  const longest = Math.max(length, daysBetween(first, today) + 1)
  const days = Math.max(Math.min(FEWEST_DAYS, longest), Math.min(longest, Math.round(length * factor)))
  const start = addDays(from, Math.round((length - days) * share))
  const end = addDays(start, days - 1)
  if (end > today) return { from: addDays(today, 1 - days), to: today }
  return start < first ? { from: first, to: addDays(first, days - 1) } : { from: start, to: end }
}
