import { addDays, type Day, daysBetween } from './day'
import { FEWEST_DAYS } from './trend-zoom'

type Range = { from: Day; to: Day }

/** An archive shorter than this is on the chart as a whole. */
const FEWEST_OVERVIEW_DAYS = 28
/** Up to five years a point a week, above a point a month: a strip of some hundred pixels shows no more. */
const MOST_WEEKLY_DAYS = 1830

/** What the strip under the chart is drawn from: all days of the archive. */
export function overviewRange(oldest: Day | null, today: Day): Range & { bucket: 'week' | 'month' } {
  const from = oldest ?? today
  return { from, to: today, bucket: daysBetween(from, today) < MOST_WEEKLY_DAYS ? 'week' : 'month' }
}

/** A range as places among the days of the archive, counted from its first; null where the archive is too short to be looked over. */
export type OverviewWindow = { days: number; start: number; end: number }

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value))

/** The days shown as a window in the archive, at least a week wide; what lies before the archive is cut off. */
export function overviewWindow({ from, to }: Range, oldest: Day | null, today: Day): OverviewWindow | null {
  const days = oldest === null ? 0 : daysBetween(oldest, today) + 1
  if (oldest === null || days < FEWEST_OVERVIEW_DAYS) return null
  const end = between(FEWEST_DAYS - 1, daysBetween(oldest, to), days - 1)
  return { days, start: between(0, daysBetween(oldest, from), end - FEWEST_DAYS + 1), end }
}

/** A window with one end, or all of it, moved so that its end, or its start, comes to lie at a place; it stays in the archive. */
export function movedWindow({ days, start, end }: OverviewWindow, edge: 'start' | 'end' | 'both', place: number): OverviewWindow {
  if (edge === 'start') return { days, start: between(0, place, end - FEWEST_DAYS + 1), end }
  if (edge === 'end') return { days, start, end: between(start + FEWEST_DAYS - 1, place, days - 1) }
  const moved = between(0, place, days - 1 - (end - start))
  return { days, start: moved, end: moved + end - start }
}

/** The days of a window. */
export const windowRange = ({ start, end }: OverviewWindow, oldest: Day): Range => ({
  from: addDays(oldest, start),
  to: addDays(oldest, end),
})
