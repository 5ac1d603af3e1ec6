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

/**
 * The weeks of a month, each with its Monday; null where a cell belongs to another month. Always six, so that the sheet keeps its height.
 */
export function calendarMonth(day: Day): { monday: Day; days: (Day | null)[] }[] {
  const first = monthStart(day)
  const last = monthEnd(day)
  const monday = addDays(first, 1 - weekday(first))
  return [0, 7, 14, 21, 28, 35].map((offset) => {
    const start = addDays(monday, offset)
    const days = eachDay(start, addDays(start, 6)).map((cell) => (cell < first || cell > last ? null : cell))
    return { monday: start, days }
  })
}

/** The day that an arrow key moves to, kept between `first` and `last`. */
export function clampDay(day: Day, first: Day | null, last: Day): Day {
  if (daysBetween(day, last) < 0) return last
  return first !== null && daysBetween(first, day) < 0 ? first : day
}
