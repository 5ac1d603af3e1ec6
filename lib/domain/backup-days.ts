import { addDays, type Day, weekday } from './day'

const DAILY = 7
const WEEKLY = 4

/** Which of the days on which a copy was made are kept: the newest seven, and the first one of each of the newest four weeks. */
export function keptBackups(days: readonly Day[]): Set<Day> {
  const ordered = [...days].sort()
  const firstOfWeek = new Map<Day, Day>()
  for (const day of ordered) {
    const monday = addDays(day, 1 - weekday(day))
    if (!firstOfWeek.has(monday)) firstOfWeek.set(monday, day)
  }
  return new Set([...ordered.slice(-DAILY), ...[...firstOfWeek.values()].slice(-WEEKLY)])
}
