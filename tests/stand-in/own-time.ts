import type { Collection } from '@/lib/oura/collections'

type Json = Record<string, unknown>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const midnight = (document: Json) => `${text(document.day) || text(document.start_day)}T00:00:00`

/** The moment that Oura compares with `start_date`, by collection (facts §4.3: a bare date is midnight, a document has a time). */
export function startOf(collection: Collection, document: Json): string {
  if (collection === 'daily_activity') return text(document.timestamp)
  if (collection === 'sleep') return text(document.bedtime_start)
  if (collection === 'workout' || collection === 'session') return text(document.start_datetime)
  if (collection === 'ring_configuration') return text(document.set_up_at)
  return midnight(document)
}

/** The moment that Oura compares with `end_date`: a night counts by its end, so that its own day is missed by a bare date. */
export function endOf(collection: Collection, document: Json): string {
  return collection === 'sleep' ? text(document.bedtime_end) || text(document.bedtime_start) : startOf(collection, document)
}

const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/

/** The reading of a wall clock as if it were UTC, epoch ms. */
export function wallOf(moment: string): number {
  return (
    Date.parse(`${moment.slice(0, 10)}T00:00:00Z`) + (Date.parse(`1970-01-01T${moment.slice(11).replace(OFFSET, '') || '00:00'}Z`) || 0)
  )
}

/** The instant of a moment, epoch ms; one without offset is read as UTC. */
export function instantOf(moment: string): number {
  return Date.parse(moment.length > 10 && !OFFSET.test(moment.slice(11)) ? `${moment}Z` : moment)
}
