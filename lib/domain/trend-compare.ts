import { addDays, type Day, daysBetween } from './day'
import type { TrendChoice } from './trend-choice'
import { BASELINE_DAYS } from './trend-points'
import { type DailySeries, spread, trendSlots, valuesOf } from './trend-slots'

/** Fifty-two whole weeks: a Monday lies over a Monday. */
export const SAME_WEEKS_DAYS = 364
const YEAR_DAYS = 366
const YEAR_SLOT_DAYS = 7

/** How many days back the earlier range lies; the same weeks of a range as long as a year share a day or two with it. */
export function comparedDaysBack(choice: Pick<TrendChoice, 'from' | 'to'>, compare: 'previous' | 'last-year'): number {
  const length = daysBetween(choice.from, choice.to) + 1
  return compare === 'previous' ? length : Math.ceil(length / YEAR_DAYS) * SAME_WEEKS_DAYS
}

/** The days that the chart of a choice needs: its own, those of its baseline, and what it is compared with. */
export function neededDays(choice: TrendChoice, oldest: Day | null): { from: Day; to: Day } {
  const { from, to, compare } = choice
  if (compare === 'years') {
    const first = `${(oldest ?? from).slice(0, 4)}-01-01`
    return { from: first < from ? first : from, to }
  }
  const back = compare === null ? 0 : comparedDaysBack(choice, compare)
  return { from: addDays(from, -Math.max(back, BASELINE_DAYS)), to }
}

/** Medians of the slots of a range, and of the slots `back` days earlier, place by place. */
export function comparedValues(series: DailySeries, { from, to, step }: Pick<TrendChoice, 'from' | 'to' | 'step'>, back: number) {
  return trendSlots(from, to, step).map((slot) => {
    const [start, end] = [addDays(slot.from, -back), addDays(slot.to, -back)]
    return {
      ...slot,
      value: spread(valuesOf(series, slot.from, slot.to))?.median ?? null,
      past: { from: start, to: end, value: spread(valuesOf(series, start, end))?.median ?? null },
    }
  })
}

const LEAP_DAY = 59

/** The day of `year` at a place (0 … 365) of a leap year's calendar; null for 29 February of other years. */
export function dayInYear(year: number, place: number): Day | null {
  const start = `${year}-01-01`
  const isLeap = daysBetween(start, `${year + 1}-01-01`) === YEAR_DAYS
  if (!isLeap && place === LEAP_DAY) return null
  return addDays(start, place - (!isLeap && place > LEAP_DAY ? 1 : 0))
}

export type YearLine = { year: number; values: (number | null)[] }

/**
 * Every calendar year that has a value, oldest first, as medians of the same seven dates: 1–7 January, 8–14 January … 30–31 December.
 * 1 March is in one place in every year; 29 February belongs to the days before it where there is one.
 */
export function yearLines(series: DailySeries, to: Day): YearLine[] {
  const [first] = series.days
  if (first === undefined) return []
  const lines: YearLine[] = []
  for (let year = Number(first.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    const days = Array.from({ length: YEAR_DAYS }, (_, place) => dayInYear(year, place))
    const values = days.map((day) => (day === null || day > to ? null : (valuesOf(series, day, day)[0] ?? null)))
    const medians = Array.from(
      { length: Math.ceil(YEAR_DAYS / YEAR_SLOT_DAYS) },
      (_, slot) => spread(values.slice(slot * YEAR_SLOT_DAYS, (slot + 1) * YEAR_SLOT_DAYS))?.median ?? null,
    )
    if (medians.some((value) => value !== null)) lines.push({ year, values: medians })
  }
  return lines
}

/** The dates of a place among `yearLines`, in a leap year's calendar. */
export function yearSlots(): { from: Day; to: Day }[] {
  return Array.from({ length: Math.ceil(YEAR_DAYS / YEAR_SLOT_DAYS) }, (_, slot) => ({
    from: addDays('2024-01-01', slot * YEAR_SLOT_DAYS),
    to: addDays('2024-01-01', Math.min(YEAR_DAYS, (slot + 1) * YEAR_SLOT_DAYS) - 1),
  }))
}
