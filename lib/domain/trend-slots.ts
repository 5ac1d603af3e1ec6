import { quantile } from './baseline'
import { monthEnd } from './calendar-month'
import { addDays, type Day, daysBetween, eachDay, weekday } from './day'
import type { DailyNumbers } from './measured-day'
import type { TrendStep } from './trend-choice'

/** A value a day without gaps. */
export type DailySeries = DailyNumbers

/** One place on the axis: a day, or the days of a week or month that lie in the range, both ends included. */
export type Slot = { readonly from: Day; readonly to: Day }

const LAST_OF: Record<TrendStep, (day: Day) => Day> = {
  day: (day) => day,
  week: (day) => addDays(day, 7 - weekday(day)),
  month: monthEnd,
}

/** The places of a range, oldest first; weeks begin on Monday (ISO 8601), and the first and last may be cut by the range. */
export function trendSlots(from: Day, to: Day, step: TrendStep): Slot[] {
  if (step === 'day') return eachDay(from, to).map((day) => ({ from: day, to: day }))
  const slots: Slot[] = []
  for (let start = from; start <= to; ) {
    const last = LAST_OF[step](start)
    const end = last < to ? last : to
    slots.push({ from: start, to: end })
    start = addDays(end, 1)
  }
  return slots
}

/** The last place that has begun by a day; −1 before all of them. */
export function slotAt(slots: readonly Slot[], day: Day): number {
  let [low, high] = [0, slots.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((slots[middle]?.from ?? '') <= day) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The values of the days `from` … `to`; days outside of the series are null. */
export function valuesOf({ days, values }: DailySeries, from: Day, to: Day): (number | null)[] {
  const [first] = days
  if (first === undefined) return new Array<null>(Math.max(0, daysBetween(from, to) + 1)).fill(null)
  const start = daysBetween(first, from)
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => values[start + index] ?? null)
}

/** Median, least and greatest of the known values; null when none is known. */
export function spread(values: readonly (number | null)[]): { median: number; low: number; high: number; known: number } | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  const [low] = known
  const high = known.at(-1)
  return low === undefined || high === undefined ? null : { median: quantile(known, 0.5), low, high, known: known.length }
}
