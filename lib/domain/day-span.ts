import type { DailyActivity } from '@/lib/oura/schemas'
import { addDays, type Day } from './day'
import { DAY_START_HOUR, instantOf, offsetOf, zonedHour, zoneOffset } from './local-clock'

const MINUTE_MS = 60_000
const LONGEST = 48 * 60

/** The axis of an activity day: its first instant (epoch ms) and its real length in minutes (1440, 1380 or 1500 on DST days, more on flights). */
export type DaySpan = { day: Day; start: number; minutes: number }
export type ActivityShape = Pick<DailyActivity, 'timestamp' | 'class_5_min' | 'met'>

/** Minutes since the span's start of an instant (epoch ms), with fraction; may lie outside the axis. */
export function minuteAt(span: DaySpan, instant: number): number {
  return (instant - span.start) / MINUTE_MS
}

const startOf = (document: Pick<ActivityShape, 'timestamp'> | undefined): number | undefined => {
  const instant = document ? instantOf(document.timestamp) : Number.NaN
  return Number.isNaN(instant) ? undefined : instant
}

function sampledUntil(document: ActivityShape): number {
  const met = instantOf(document.met.timestamp) + document.met.items.length * document.met.interval * 1000
  const classes = instantOf(document.timestamp) + (document.class_5_min?.length ?? 0) * 5 * MINUTE_MS
  return Math.max(classes, Number.isNaN(met) ? 0 : met)
}

/**
 * Where an activity day begins and how long it is: from its document and the next day's, which carry the wearer's own offsets; from the
 * zone (an IANA name) where there are none, or where the document's offset is that zone's.
 */
export function daySpan(day: Day, zone: string, document?: ActivityShape, next?: Pick<ActivityShape, 'timestamp'>): DaySpan {
  const following = startOf(next)
  const zoned = zonedHour(day, DAY_START_HOUR, zone)
  const zonedEnd = zonedHour(addDays(day, 1), DAY_START_HOUR, zone)
  const start = startOf(document) ?? (following === undefined || following === zonedEnd ? zoned : following - 1440 * MINUTE_MS)
  const offset = document ? offsetOf(document.timestamp) : null
  const inZone = offset === null || offset === zoneOffset(zone, start)
  const nearby = following !== undefined && following > start && following - start <= LONGEST * MINUTE_MS
  const end = nearby ? following : inZone && zonedEnd > start ? zonedEnd : start + 1440 * MINUTE_MS
  const sampled = document ? sampledUntil(document) : 0
  return { day, start, minutes: Math.min(LONGEST, Math.ceil(Math.max(end - start, sampled - start) / MINUTE_MS)) }
}

/** Whether a document reaches to where its day ends: the start of the next, or where that is not known an hour less than a day. */
export function isWhole(document: ActivityShape, next?: Pick<ActivityShape, 'timestamp'>): boolean {
  const start = startOf(document) ?? Number.NaN
  const end = startOf(next) ?? start + 23 * 60 * MINUTE_MS
  return !(sampledUntil(document) < end - 5 * MINUTE_MS)
}
