import { localDay, minuteOfDay, offsetOf, zoneOffset } from './local-clock'

const MINUTE_MS = 60_000

/** The wearer's clock: from each instant on (epoch ms), minutes east of UTC. The first entry reaches back without end. */
export type WallClock = readonly { from: number; offset: number }[]

/** The first whole minute in (`from`, `to`] at which the zone has the offset it has at `to`. */
function changeOf(zone: string, from: number, to: number): number {
  const target = zoneOffset(zone, to)
  let before = Math.floor(from / MINUTE_MS)
  let after = Math.ceil(to / MINUTE_MS)
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (zoneOffset(zone, middle * MINUTE_MS) === target) after = middle
    else before = middle
  }
  return after * MINUTE_MS
}

/**
 * The wearer's clock between two instants, from the local moments that documents carry (ISO 8601 with offset). Between two moments of
 * different offset the clock changes when the zone's does, if the zone agrees with both (DST), else at the later moment (a flight).
 */
export function wallClock(moments: readonly string[], zone: string, from: number, to: number): WallClock {
  const known = moments
    .map((moment) => ({ from: Date.parse(moment), offset: offsetOf(moment) }))
    .filter((entry): entry is { from: number; offset: number } => entry.offset !== null && !Number.isNaN(entry.from))
    .sort((a, b) => a.from - b.from)
    .filter((entry, index, all) => entry.from !== all[index - 1]?.from)
  const ofZone = (instant: number) => ({ from: instant, offset: zoneOffset(zone, instant) })
  const agrees = (entry: { from: number; offset: number }) => zoneOffset(zone, entry.from) === entry.offset
  const first = known[0]
  const last = known.at(-1)
  const evidence = [...known]
  if (!first || (first.from > from && agrees(first))) evidence.unshift(ofZone(from))
  if (!last || (last.from < to && agrees(last))) evidence.push(ofZone(to))

  const clock: { from: number; offset: number }[] = []
  for (const [index, entry] of evidence.entries()) {
    const previous = evidence[index - 1]
    if (!previous) clock.push({ from: Number.NEGATIVE_INFINITY, offset: entry.offset })
    else if (previous.offset !== entry.offset) {
      const at = agrees(previous) && agrees(entry) ? changeOf(zone, previous.from, entry.from) : entry.from
      clock.push({ from: at, offset: entry.offset })
    }
  }
  return clock
}

/** Minutes east of UTC that the wearer's clock shows at an instant (epoch ms). */
export function offsetAt(clock: WallClock, instant: number): number {
  return clock.findLast((entry) => entry.from <= instant)?.offset ?? 0
}

/** What the wearer's clock shows at an instant (epoch ms): the calendar day, and minutes since its midnight. */
export function wallTime(clock: WallClock, instant: number): { day: string; minute: number } {
  const offset = offsetAt(clock, instant)
  return { day: localDay(instant, offset), minute: minuteOfDay(instant, offset) }
}

/** An instant as ISO 8601 in the wearer's own offset, to the minute: `2026-03-29T03:00+02:00`. */
export function wallMoment(clock: WallClock, instant: number): string {
  const offset = offsetAt(clock, instant)
  const size = Math.abs(offset)
  const two = (value: number) => String(value).padStart(2, '0')
  const local = new Date(instant + offset * MINUTE_MS).toISOString().slice(0, 16)
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
