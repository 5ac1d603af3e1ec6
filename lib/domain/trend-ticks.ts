import { monthStart } from './calendar-month'
import { addDays, type Day, daysBetween, weekday } from './day'
import { type Slot, slotAt } from './trend-slots'

/** A named place on the axis of days: `index` counts slots; what is written depends on how much of the calendar is in view. */
export type TrendTick = { index: number; day: Day; name: 'weekday' | 'date' | 'month' | 'year' }

const WEEKDAYS_UP_TO = 10
const DATES_UP_TO = 45
const MONTHS_UP_TO = 130
const QUARTERS_UP_TO = 800

/** The days that are named on an axis of all days `from` … `to`: weekdays, Mondays, months, quarters or years. */
export function namedDays(from: Day, to: Day): Omit<TrendTick, 'index'>[] {
  const length = daysBetween(from, to) + 1
  const found: Omit<TrendTick, 'index'>[] = []
  if (length <= DATES_UP_TO) {
    const isWeek = length <= WEEKDAYS_UP_TO
    for (let day = from; day <= to; day = addDays(day, 1))
      if (isWeek || weekday(day) === 1) found.push({ day, name: isWeek ? 'weekday' : 'date' })
    return found
  }
  const every = length <= MONTHS_UP_TO ? 1 : length <= QUARTERS_UP_TO ? 3 : 12
  for (let day = monthStart(from); day <= to; day = monthStart(day, 1)) {
    const month = Number(day.slice(5, 7))
    if (day < from || (month - 1) % every !== 0) continue
    found.push({ day, name: month === 1 && every > 1 ? 'year' : 'month' })
  }
  return found
}

/** The names of an axis of slots: weekdays, Mondays, months, quarters or years. */
export function trendTicks(slots: readonly Slot[]): TrendTick[] {
  const [first] = slots
  const last = slots.at(-1)
  if (!first || !last) return []
  const ticks = namedDays(first.from, last.to).map(({ day, name }) => ({ index: slotAt(slots, day), day, name }))
  // Where a place is a week or a month it has one name, its first.
  return ticks.filter(({ index }, place) => index !== ticks[place - 1]?.index)
}
