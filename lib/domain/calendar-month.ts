import { addDays, type Day, daysBetween, eachDay, weekday } from './day'

/** The first day of the month `count` months after the one that holds `day`. */
export function monthStart(day: Day, count = 0): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

/** The last day of the month that holds `day`. */
export function monthEnd(day: Day): Day {
  return addDays(monthStart(day, 1), -1)
}

/** The weeks of a month, Monday first; null where a cell belongs to another month. Always six rows, so that the sheet keeps its height. */
export function calendarMonth(day: Day): (Day | null)[][] {
  const first = monthStart(day)
  const blanks = weekday(first) - 1
  const days = eachDay(first, monthEnd(day))
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, column) => days[week * 7 + column - blanks] ?? null))
}

/** The day that an arrow key moves to, kept between `first` and `last`. */
export function clampDay(day: Day, first: Day | null, last: Day): Day {
  if (daysBetween(day, last) < 0) return last
  return first !== null && daysBetween(first, day) < 0 ? first : day
}
