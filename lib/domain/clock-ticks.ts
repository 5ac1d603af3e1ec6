import { type DaySpan, minuteAt } from './day-span'
import type { WallClock } from './wall-clock'

const MINUTE_MS = 60_000

/** A full hour of the wearer's clock on the axis: where, what the clock shows, and whether a narrow or a wide axis has room to name it. */
export type HourTick = { minute: number; wall: number; narrow: boolean; wide: boolean }
/** Where the wearer's clock was set, and by how many minutes (+60 in spring, −60 in autumn, anything on a flight). */
export type ClockChange = { minute: number; by: number }

/** Every how many minutes an hour is named, and how near (in minutes of a 24-hour axis) two names may stand. */
type Names = { every: number; apart: number }
const DAY_NAMES = { narrow: { every: 240, apart: 160 }, wide: { every: 120, apart: 90 } }

/** Every full hour of the wearer's clock on the axis, both ends included; hours that the clock skips are missing, repeated ones twice. */
export function hourTicks(clock: WallClock, span: DaySpan, names: { narrow: Names; wide: Names } = DAY_NAMES): HourTick[] {
  const end = span.start + span.minutes * MINUTE_MS
  const hours = clock.flatMap(({ from, offset }, index) => {
    const until = clock[index + 1]?.from ?? Number.POSITIVE_INFINITY
    const shift = offset * MINUTE_MS
    const ticks: { minute: number; wall: number }[] = []
    const first = Math.ceil((Math.max(from, span.start) + shift) / 3_600_000) * 3_600_000 - shift
    for (let at = first; at <= end && at < until; at += 3_600_000)
      ticks.push({ minute: minuteAt(span, at), wall: Math.round((((at + shift) % 86_400_000) + 86_400_000) % 86_400_000) / MINUTE_MS })
    return ticks
  })
  const room = ({ every, apart }: Names) => {
    const named = new Set<number>()
    let last = Number.NEGATIVE_INFINITY
    for (const { minute, wall } of hours) {
      if (wall % every !== 0) continue
      if (minute - last < apart * (span.minutes / 1440)) {
        // The day's end is named rather than an hour shortly before it.
        if (minute < span.minutes || last === 0) continue
        named.delete(last)
      }
      named.add(minute)
      last = minute
    }
    return named
  }
  const narrow = room(names.narrow)
  const wide = room(names.wide)
  return hours.map((tick) => ({ ...tick, narrow: narrow.has(tick.minute), wide: wide.has(tick.minute) }))
}

/** Every change of the wearer's clock inside the axis. */
export function clockChanges(clock: WallClock, span: DaySpan): ClockChange[] {
  return clock.flatMap((entry, index) => {
    const minute = minuteAt(span, entry.from)
    const before = clock[index - 1]
    return before && minute > 0 && minute < span.minutes ? [{ minute, by: entry.offset - before.offset }] : []
  })
}
