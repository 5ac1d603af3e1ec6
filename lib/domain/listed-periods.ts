import type { Sleep } from '@/lib/oura/schemas'
import type { Day } from './day'
import { instantOf, localDay, minuteOfDay, offsetOf } from './local-clock'
import { sleepInterval, sleepPeriods } from './sleep-periods'

/** What a sleep document is to a day. `next_day`: a late nap of this evening, which Oura counts for tomorrow. `unplaced`: without a time of its own. */
export type PeriodKind = 'night' | 'part' | 'nap' | 'late_nap' | 'next_day' | 'rest' | 'deleted' | 'superseded' | 'unplaced'
export const COUNTED: readonly PeriodKind[] = ['night', 'part', 'nap', 'late_nap']

/** A sleep document in a list: clock times in minutes of the wearer's day, durations in seconds. */
export type ListedPeriod = {
  id: string
  kind: PeriodKind
  /** Which part of a split night, from 1. */
  part: number | null
  from: number
  /** Null while it goes on. */
  to: number | null
  asleep: number | null
  inBed: number
  /** Epoch ms, for the order. */
  start: number
}

/** Minutes of the wearer's clock at a moment written with its offset. */
const clockAt = (moment: string) => minuteOfDay(instantOf(moment), offsetOf(moment) ?? 0)

/** Every sleep document of a day, and late naps of its evening, in order of time. `docs` may hold neighbouring days. */
export function listedPeriods(docs: readonly Sleep[], day: Day): ListedPeriod[] {
  const { kept, naps, rejected, deleted, superseded } = sleepPeriods(docs.filter((doc) => doc.day === day))
  const long = kept.filter((doc) => !naps.includes(doc))
  const evening = docs.filter(
    (doc) => doc.type === 'late_nap' && doc.day > day && localDay(instantOf(doc.bedtime_start), offsetOf(doc.bedtime_start) ?? 0) === day,
  )
  const listed = (kind: PeriodKind, part: number | null = null) => {
    return (doc: Sleep): ListedPeriod => ({
      id: doc.id,
      kind,
      part,
      from: clockAt(doc.bedtime_start),
      to: doc.bedtime_end ? clockAt(doc.bedtime_end) : null,
      asleep: doc.total_sleep_duration ?? null,
      inBed: doc.time_in_bed,
      start: instantOf(doc.bedtime_start),
    })
  }
  return [
    ...long.map((doc, index) => (long.length > 1 ? listed('part', index + 1) : listed('night'))(doc)),
    ...naps.map((doc) => listed(doc.type === 'late_nap' ? 'late_nap' : 'nap')(doc)),
    ...evening.map(listed('next_day')),
    ...rejected.map(listed('rest')),
    ...deleted.map(listed('deleted')),
    ...superseded.map((doc) => listed(sleepInterval(doc) ? 'superseded' : 'unplaced')(doc)),
  ].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
}
