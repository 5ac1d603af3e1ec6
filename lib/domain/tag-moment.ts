import { addDays, type Day, utcMidnight } from './day'
import { DAY_START_HOUR, momentOf } from './local-clock'
import { offsetAt, type WallClock } from './wall-clock'

/** Minutes since midnight of `21:30`; null for what is no time. */
export function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return minutes !== undefined && minute < 1440 && Number(minutes) < 60 ? minute : null
}

/** `21:30` for minutes since midnight, as `<input type="time">` takes it. */
export function timeText(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** The moment within an activity day at which the wearer's clock shows `minute` since midnight, ISO 8601; before 04:00 it is the next date. */
export function momentOnDay(day: Day, minute: number, wall: WallClock): string {
  const date = minute < DAY_START_HOUR * 60 ? addDays(day, 1) : day
  const shown = utcMidnight(date) + minute * 60_000
  const near = offsetAt(wall, shown - offsetAt(wall, shown) * 60_000)
  return momentOf(shown - near * 60_000, near)
}

/** The minute at hand on the wearer's clock, ISO 8601. */
export const presentMoment = (now: number, wall: WallClock): string => momentOf(Math.floor(now / 60_000) * 60_000, offsetAt(wall, now))
