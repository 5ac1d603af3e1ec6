import { addDays, type Day } from '@/lib/domain/day'
import { COLLECTIONS, type DocumentCollection } from '@/lib/oura/collections'
import { endOf, instantOf, startOf, wallOf } from './own-time'

/** One end of a range as it was asked for; `wall` is set where no offset was given. */
export type Bound = { instant: number; wall: number | null; bare: boolean }

/** What the API makes of a date: lenient, as pydantic is. Numbers are epoch seconds, the year 24 is a year; null is a 422. */
export function parseBound(value: string): Bound | null {
  if (/^-?\d{1,15}(\.\d+)?$/.test(value)) {
    const number = Number(value)
    return { instant: Math.abs(number) > 2e10 ? number : number * 1000, wall: null, bare: false }
  }
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(value)
  if (!match) return null
  const [, day = '', time, offset] = match
  const midnight = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return null
  const wall = time ? Date.parse(`${day}T${time}Z`) : midnight
  const instant = offset ? Date.parse(`${day}T${time}${offset}`) : wall
  return Number.isNaN(instant) ? null : { instant, wall: offset ? null : wall, bare: time === undefined }
}

/** Whether a document lies between two bounds by its collection's own rule. `open` = the end itself is not included. */
export function isWithin(
  collection: DocumentCollection,
  document: Record<string, unknown>,
  start: Bound,
  end: Bound,
  open: boolean,
): boolean {
  // Workouts are filtered in UTC: the bare date is midnight in Greenwich wherever the wearer was (facts §4.3).
  const inUtc = collection === 'workout'
  const at = (moment: string, bound: Bound) => (bound.wall === null || inUtc ? instantOf(moment) : wallOf(moment))
  const edge = (bound: Bound) => bound.wall ?? bound.instant
  const last = at(endOf(collection, document), end)
  return at(startOf(collection, document), start) >= edge(start) && (open ? last < edge(end) : last <= edge(end))
}

/** The own days that could lie between two bounds, with room for every zone and for nights named after their end. */
export function daysAround(start: Bound, end: Bound): [Day, Day] {
  const dayOf = (bound: Bound) => new Date(bound.wall ?? bound.instant).toISOString().slice(0, 10)
  const clamp = (day: Day) => (day < '1970-01-10' ? '1970-01-10' : day > '2099-12-20' ? '2099-12-20' : day)
  return [addDays(clamp(dayOf(start)), -3), addDays(clamp(dayOf(end)), 3)]
}

export function isOpenEnded(collection: DocumentCollection, unknown: 'exclusive' | 'inclusive'): boolean {
  const rule = COLLECTIONS[collection].endDate
  return (rule === 'unknown' ? unknown : rule) === 'exclusive'
}
