import 'server-only'
import { addDays, type Day, daysBetween, utcDay, utcMidnight } from '@/lib/domain/day'
import { COLLECTION_NAMES, COLLECTIONS, type Collection } from '@/lib/oura/collections'
import type { StoredState } from './db/schema'

/**
 * One request's worth of work: a collection's days `from` … `to`, both included (UTC days for samples). `since`: of samples only those
 * from this moment on (epoch ms), because the ones before are known.
 */
export type Ask = { readonly collection: Collection; readonly from: Day; readonly to: Day; readonly since?: number }
export type DayRange = { readonly from: Day; readonly to: Day }
/** What is known of a day of a collection: the stored state and when Oura last confirmed it, epoch ms. */
export type Covered = { readonly state: StoredState; readonly checkedAt: number }
/** Looks up what is known; undefined is `not_asked`. */
export type Coverage = (collection: Collection, day: Day) => Covered | undefined

const DAY_MS = 86_400_000
/** Oura sold its first rings in 2015; development units carry documents from 2013 on. Nothing is asked for below. */
export const FIRST_DAY: Day = '2013-01-01'
/** How long Oura must have had nothing at all before the history counts as read to its end. */
export const SILENT_DAYS = 365
/** Every sync asks again for today and the two days before: four days by UTC, since where clocks are behind it today may be yesterday. */
const TRAILING_DAYS = 4
const SILENT_REACH_DAYS = 29
/** Days up to this age are asked for again once a night: scores are finalised, bedtimes edited, nights re-analysed. */
const NIGHTLY_DAYS = 14
/** The window that is fetched at once, before the history. */
const RECENT_DAYS = 30
/** A little less than a day, so that a nightly re-read does not drift around the clock. */
const NIGHTLY_MS = DAY_MS - 3_600_000
/**
 * How long after a day's midnight by UTC an answer speaks of a whole day: where clocks are behind UTC it ends 12 hours after the next
 * midnight, and the activity day four hours later still.
 */
export const OVER_MS = 2 * DAY_MS
/** A period of rest, or a tag, may end or be set weeks after the day it is filed under; one request holds them all. */
export const OPEN_ENDED: readonly Collection[] = ['rest_mode_period', 'enhanced_tag', 'tag']
const OPEN_ENDED_DAYS = 92

/** The collections that are asked for by a range; the others (ring_configuration) come whole. */
export const RANGED = COLLECTION_NAMES.filter((name) => COLLECTIONS[name].asked !== 'neither')

/** Whether Oura has answered for the day: nothing is left to ask until it may have changed. */
export const isConfirmed = (covered: Covered | undefined) =>
  covered?.state === 'have' || covered?.state === 'none' || covered?.state === 'not_worn'

/** The last day to ask for: where clocks are up to 14 hours ahead of UTC it is tomorrow already. */
export const lastDay = (now: number): Day => addDays(utcDay(now), 1)
/**
 * The first window of every sync: today and the two days before on any wearer's clock, or more when the newest numbers are older than that: a ring that meets
 * its phone again after a week brings that week.
 */
export function newest(now: number, lastKnown: Day | null = null): DayRange {
  const today = utcDay(now)
  const usual = addDays(today, 1 - TRAILING_DAYS)
  const reach = addDays(today, -SILENT_REACH_DAYS)
  return { from: lastKnown && lastKnown < usual ? (lastKnown < reach ? reach : lastKnown) : usual, to: lastDay(now) }
}
/** The second: what makes the last 30 days whole. */
export const recent = (now: number): DayRange => ({
  from: addDays(utcDay(now), 1 - RECENT_DAYS),
  to: addDays(utcDay(now), -TRAILING_DAYS),
})
/** The last day that belongs to the history, which is read month by month. */
export const historyEnd = (now: number): Day => addDays(utcDay(now), -RECENT_DAYS)
/** How far back to ask, knowing the oldest document so far; `null` when there is none yet. */
export function historyFloor(oldest: Day | null, now: number): Day {
  const floor = addDays(oldest ?? utcDay(now), -SILENT_DAYS)
  return floor < FIRST_DAY ? FIRST_DAY : floor
}

/** The calendar months of `from` … `to`, newest first, cut to that range. */
export function monthsBack(from: Day, to: Day): DayRange[] {
  const months: DayRange[] = []
  for (let end = to; end >= from; ) {
    const first = `${end.slice(0, 7)}-01`
    const begin = first < from ? from : first
    months.push({ from: begin, to: end })
    end = addDays(begin, -1)
  }
  return months
}

function isDue(day: Day, covered: Covered | undefined, now: number): boolean {
  const age = daysBetween(day, utcDay(now))
  if (!covered || !isConfirmed(covered)) return true
  return covered.checkedAt < utcMidnight(day) + OVER_MS || (age <= NIGHTLY_DAYS && now - covered.checkedAt >= NIGHTLY_MS)
}

/** A range cut into requests no longer than the collection allows, newest first. */
export function requests(collection: Collection, { from, to }: DayRange): Ask[] {
  const asks: Ask[] = []
  for (let end = to; end >= from; ) {
    const begin = addDays(end, 1 - COLLECTIONS[collection].maxDays)
    asks.push({ collection, from: begin < from ? from : begin, to: end })
    end = addDays(begin, -1)
  }
  return asks
}

/** What every sync asks for first: all of a range, and further back what may change long after its day. */
export function trailing(range: DayRange, off: ReadonlySet<Collection>): Ask[] {
  return RANGED.filter((collection) => !off.has(collection)).flatMap((collection) => {
    const early = addDays(range.to, -OPEN_ENDED_DAYS)
    return requests(collection, OPEN_ENDED.includes(collection) && early < range.from ? { from: early, to: range.to } : range)
  })
}

/**
 * What to ask for within a range: for each collection that is not off, from the first day that is due to the last one. A day is due when
 * Oura never confirmed it, or not since it was over, and once a night when it is among the last fourteen.
 */
export function due(range: DayRange, coverage: Coverage, off: ReadonlySet<Collection>, now: number): Ask[] {
  return RANGED.filter((collection) => !off.has(collection)).flatMap((collection) => {
    let from: Day | null = null
    let to = range.from
    for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
      if (!isDue(day, coverage(collection, day), now)) continue
      from ??= day
      to = day
    }
    return from ? requests(collection, { from, to }) : []
  })
}
