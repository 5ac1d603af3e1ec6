export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Days since 1970-01-01; inside the demo ring a day is a number, outside it is a string. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY)
export const dayName = (n: number): string => new Date(n * DAY).toISOString().slice(0, 10)
export const yearOf = (n: number): number => new Date(n * DAY).getUTCFullYear()
/** 1 Monday … 7 Sunday. */
export const weekday = (n: number): number => ((((n + 3) % 7) + 7) % 7) + 1
export const numberOf = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / DAY

/** One zone's wall clock: offsets in minutes east of UTC, instants in epoch ms. */
export type ZoneClock = {
  offset(instant: number): number
  /** The instant at which this clock shows `minute` minutes after midnight of day `n`; negative minutes are the evening before. */
  at(n: number, minute: number): number
}

const clocks = new Map<string, ZoneClock>()

/** The clock of an IANA zone. Throws RangeError when the zone is unknown. */
export function zoneClock(zone: string): ZoneClock {
  const known = clocks.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const measure = (instant: number) => {
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(format.formatToParts(instant).at(-1)?.value ?? '')
    const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)
    return match?.[1] === '-' ? -minutes : minutes
  }
  // Asking Intl costs microseconds and is done thousands of times a day: one answer a UTC day, and the moment of a change inside it.
  const days = new Map<number, { before: number; after: number; change: number }>()
  const offsetsOf = (n: number) => {
    const found = days.get(n)
    if (found) return found
    const [before, after] = [measure(n * DAY), measure((n + 1) * DAY - MINUTE)]
    let [low, high] = [0, 24 * 60]
    while (before !== after && high - low > 1) {
      const middle = (low + high) >> 1
      if (measure(n * DAY + middle * MINUTE) === before) low = middle
      else high = middle
    }
    const offsets = { before, after, change: n * DAY + high * MINUTE }
    days.set(n, offsets)
    return offsets
  }
  const offset = (instant: number) => {
    const { before, after, change } = offsetsOf(Math.floor(instant / DAY))
    return instant < change ? before : after
  }
  const at = (n: number, minute: number) => {
    const wall = n * DAY + minute * MINUTE
    const near = wall - offset(wall - 12 * HOUR) * MINUTE
    return wall - offset(near) * MINUTE
  }
  const clock = { offset, at }
  clocks.set(zone, clock)
  return clock
}

/** ISO 8601 with the offset of that moment, seconds only, as Oura writes its documents. */
export function iso(instant: number, offset: number): string {
  const sign = offset < 0 ? '-' : '+'
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0')
  return `${new Date(instant + offset * MINUTE).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`
}

/** The same with milliseconds, as Oura writes the start of a series. */
export const isoMillis = (instant: number, offset: number): string => {
  const text = iso(instant, offset)
  return `${text.slice(0, 19)}.${String(instant % 1000).padStart(3, '0')}${text.slice(19)}`
}
