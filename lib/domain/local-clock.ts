import type { Day } from './day'

const HOUR_MS = 3_600_000
/** Oura's activity day runs from 04:00 to 04:00 local time and is named after its first date (facts §4.6). */
export const DAY_START_HOUR = 4

/** Minutes east of UTC that an ISO 8601 moment carries: `+05:45` → 345, `Z` → 0; null when it carries none. */
export function offsetOf(moment: string): number | null {
  if (moment.endsWith('Z')) return 0
  const match = /([+-])(\d{2}):?(\d{2})$/.exec(moment.slice(10))
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}

/** An instant (epoch ms) as ISO 8601 where the clock is `offset` minutes east of UTC, to the second: `2026-03-29T03:00:00+02:00`. */
export function momentOf(instant: number, offset: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const size = Math.abs(offset)
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, 19)
  return `${local}${offset < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`
}

/** The instant of an ISO 8601 moment, epoch ms; NaN when it is none. */
export function instantOf(moment: string): number {
  return Date.parse(moment)
}

// Making a formatter costs some hundred times what using it does.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  if (formatters.size < 1000) formatters.set(zone, made)
  return made
}

/** Minutes east of UTC in an IANA zone at an instant. Throws RangeError when the zone is unknown. */
export function zoneOffset(zone: string, instant: number): number {
  const name = formatterOf(zone).formatToParts(instant).at(-1)?.value ?? 'GMT'
  const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::\d{2})?)?/.exec(name)
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)
  return match?.[1] === '-' ? -minutes : minutes
}

/** The calendar day at an instant where the clock is `offset` minutes east of UTC. */
export function localDay(instant: number, offset: number): Day {
  return new Date(instant + offset * 60_000).toISOString().slice(0, 10)
}

/** The activity day in force at an instant: before 04:00 it is still yesterday's. */
export function activityDay(instant: number, offset: number): Day {
  return localDay(instant - DAY_START_HOUR * HOUR_MS, offset)
}

/** Minutes since midnight on the clock that a moment (ISO 8601) was written by; by UTC where it names none. */
export const minuteOfMoment = (moment: string): number => minuteOfDay(instantOf(moment), offsetOf(moment) ?? 0)

/** Minutes since local midnight, 0 … 1439, at an instant where the clock is `offset` minutes east of UTC. */
export function minuteOfDay(instant: number, offset: number): number {
  return Math.floor(((((instant + offset * 60_000) % 86_400_000) + 86_400_000) % 86_400_000) / 60_000)
}

/**
 * The instant (epoch ms) at which a zone's clock shows `hour`:00 on a day. Where the clock skips that hour, the first moment after the
 * gap; where it shows it twice, the first time.
 */
export function zonedHour(day: Day, hour: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + hour * HOUR_MS
  const candidates = [wall - HOUR_MS * 24, wall + HOUR_MS * 24].map((near) => wall - zoneOffset(zone, near) * 60_000)
  const exact = candidates.filter((instant) => instant + zoneOffset(zone, instant) * 60_000 === wall).sort((a, b) => a - b)
  return exact[0] ?? Math.max(...candidates)
}
