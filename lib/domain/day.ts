/** A calendar day, `YYYY-MM-DD`. A day is a string: it has no zone and no instant until one is given. */
export type Day = string

const DAY_MS = 86_400_000
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

const utcOf = (day: Day): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))

/** The first day there is here: no ring is nearly as old. */
export const FIRST_DAY: Day = '2000-01-01'

/** The same range without what lies before `FIRST_DAY`, which no answer knows: what looks back from an early day asks for less. */
export const sinceFirstDay = <Range extends { from: Day; to: Day }>(range: Range): Range =>
  range.from < FIRST_DAY ? { ...range, from: FIRST_DAY, to: range.to < FIRST_DAY ? FIRST_DAY : range.to } : range

/** Whether the text is a day that exists in the calendar (`2026-02-29` is not) between the years 2000 and 2099. */
export function isDay(text: string): text is Day {
  return PATTERN.test(text) && text.startsWith('20') && new Date(utcOf(text)).toISOString().startsWith(text)
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(utcOf(day) + count * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcOf(to) - utcOf(from)) / DAY_MS)
}

/** Every day from `from` to `to`, both included; empty when inverted. */
export function eachDay(from: Day, to: Day): Day[] {
  const start = utcOf(from)
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => utcDay(start + index * DAY_MS))
}

/** Day of the week, 1 Monday … 7 Sunday (ISO 8601). */
export function weekday(day: Day): number {
  return new Date(utcOf(day)).getUTCDay() || 7
}

/** Midnight UTC of the day, epoch ms: for arithmetic on days, never for placing a sample. */
export function utcMidnight(day: Day): number {
  return utcOf(day)
}

/** The calendar day in UTC that an instant (epoch ms) falls on: the key of a stored day of samples. */
export function utcDay(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10)
}

/** Whether two days lie in one year, so that it need not be named. */
export const isOneYear = (one: Day, two: Day): boolean => one.slice(0, 4) === two.slice(0, 4)
