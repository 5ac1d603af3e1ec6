import 'server-only'
import type { Kysely } from 'kysely'
import { addDays, type Day, daysBetween, eachDay, utcDay, utcMidnight } from '@/lib/domain/day'
import { type Collection, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { readCoverage, upsertCoverage } from './db/coverage'
import { listDocuments } from './db/documents'
import { metricBounds } from './db/metrics'
import { readSampleRows, sampleBounds } from './db/samples'
import type { Database } from './db/schema'
import type { Log } from './log'
import { isResting, type OuraError, type OuraSource } from './oura-source'
import { type Fetched, fetchWindow, OUTAGE } from './sync-fetch'
import { isOff, readOff, turnOff, turnOn } from './sync-off'
import { type Ask, type Covered, type DayRange, due, isConfirmed, newest, trailing } from './sync-plan'
import { progressOf } from './sync-progress'
import { writeWindow } from './sync-write'

export type SyncRun = {
  readonly db: Kysely<Database>
  readonly userId: string
  readonly log: Log
  readonly source: OuraSource
  readonly now: () => number
  readonly signal: AbortSignal
  /** Answers true once when somebody asked for today while the history was being read. */
  readonly askedAgain: () => boolean
  /** Called when today and the days before are in the archive. */
  readonly onNewest: () => Promise<void>
  /** Called when the last 30 days are. */
  readonly onRecent: () => void
}

const DAY_MS = 86_400_000
/** A live workout reaches Oura at once; what the ring measured before it comes when the ring meets its phone, hours later. */
const LATE_MS = 12 * 3_600_000
/** How long the days of a sync may go without all of their samples being read again. */
const WHOLE_MS = 3_600_000
/** What ends a run before its time. Anything else is told beside the answers. */
export const ENDING: readonly OuraError['kind'][] = ['token', 'misconfigured', 'membership', 'limited']

/** What is known of each day of a range, by collection. */
export async function coverageOf(run: SyncRun, range: DayRange) {
  const known = new Map<string, Covered>()
  for (const row of await readCoverage(run.db, run.userId, range.from, range.to))
    known.set(`${row.collection} ${row.day}`, { state: row.state, checkedAt: row.checked_at ?? 0 })
  return (collection: Collection, day: Day) => known.get(`${collection} ${day}`)
}

/** The moment of the newest row of a series; null when there is none. */
async function newestSample(run: SyncRun, series: 'heartrate' | 'ring_battery_level'): Promise<number | null> {
  const bounds = await sampleBounds(run.db, run.userId, series)
  if (!bounds) return null
  const [text] = await readSampleRows(run.db, run.userId, series, utcMidnight(bounds.last), utcMidnight(addDays(bounds.last, 1)))
  const rows: unknown[] = text ? JSON.parse(`[${text}]`) : []
  const row = rows.at(-1)
  const at = row && typeof row === 'object' && 'timestamp' in row ? Date.parse(String(row.timestamp)) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/**
 * Samples are added near the end: asks for them begin twelve hours before the newest one (or before now, where a clock was ahead), unless a
 * day before it was never answered. Once an hour they begin where the others do, for what came later still.
 */
async function sinceNewest(run: SyncRun, asks: readonly Ask[]): Promise<Ask[]> {
  const narrowed: Ask[] = []
  for (const ask of asks) {
    const last = isSampleCollection(ask.collection) ? await newestSample(run, ask.collection) : null
    const at = last && Math.min(last, run.now()) - LATE_MS
    if (at === null || run.now() - at > 29 * DAY_MS) {
      narrowed.push(ask)
      continue
    }
    const day = utcDay(at)
    const from = day < ask.from ? day : ask.from
    const known = await coverageOf(run, { from, to: day })
    const isWhole = eachDay(from, day < ask.to ? day : ask.to).every((one) => isConfirmed(known(ask.collection, one)))
    // A narrow ask leaves the moment at which the first day was read alone, and says with it when all of them were.
    const isLately = run.now() - (known(ask.collection, ask.from)?.checkedAt ?? 0) < WHOLE_MS
    if (!isWhole) narrowed.push(ask)
    // In a series that has been silent for days little lies between: all of it is read.
    else if (day <= ask.from) narrowed.push({ ...ask, from: day })
    else if (!isLately) narrowed.push(ask)
    else if (day <= ask.to) narrowed.push({ ...ask, from: day, since: at })
  }
  return narrowed
}

const subjectOf = (run: SyncRun, collection: Collection) => `${collection} ${run.userId}`

/** Leaves a collection alone for a while; of a request that Oura refused its owner finds a line in the log, once. */
export async function leaveOut(run: SyncRun, collection: Collection, error: OuraError): Promise<void> {
  await turnOff(run.db, run.userId, collection, error, run.now())
  const { kind, status } = error
  if (kind !== 'refused') return
  const line = { user: run.userId, collection, kind, ...(status === null ? {} : { status }) }
  run.log.change(subjectOf(run, collection), `${kind} ${status}`, 'warn', 'oura.refused', line)
}

/** The collection answers again. */
export async function takeUp(run: SyncRun, collection: Collection): Promise<void> {
  await turnOn(run.db, run.userId, collection, run.now())
  run.log.change(subjectOf(run, collection), 'well', 'debug', 'oura.answers', { user: run.userId, collection })
}

/** Writes what came, then says what the failures mean. Where no answer came and `outageAt` asks met silence, Oura is out of reach. */
export async function settle(run: SyncRun, fetched: Fetched, outageAt = OUTAGE): Promise<void> {
  const now = run.now()
  await writeWindow(run.db, run.userId, fetched, now)
  const off = await readOff(run.db, run.userId)
  for (const { ask } of fetched.answers) if (off.some(({ collection }) => collection === ask.collection)) await takeUp(run, ask.collection)
  const ending = fetched.failures.find(({ error }) => ENDING.includes(error.kind))
  if (ending) throw ending.error
  const outages = fetched.failures.filter(({ error }) => error.kind === 'unreachable')
  const [outage] = outages
  // Where some answer and others do not, the way to Oura is there: those are left alone for a while.
  if (outage && fetched.answers.length === 0 && outages.length >= outageAt) throw outage.error
  const resting = fetched.failures.find(({ error }) => isResting(error))
  // Oura went away in the middle: what met silence is asked again with all the rest, as soon as Oura is back.
  const told = fetched.failures.filter(({ error }) => !(resting && error.kind === 'unreachable'))
  for (const { ask, error } of told) await leaveOut(run, ask.collection, error)
  if (resting) throw resting.error
}

async function fetchAndWrite(run: SyncRun, asks: readonly Ask[], outageAt = OUTAGE): Promise<void> {
  if (asks.length === 0) return
  const progress = progressOf(run.userId)
  const held = (ask: Ask) => listDocuments(run.db, run.userId, ask.collection as DocumentCollection, { from: ask.from, to: ask.to })
  const fetched = await fetchWindow(run.source, asks, held, run.signal, (ask) => {
    progress.done += 1
    progress.total = Math.max(progress.total, progress.done)
    progress.collection = ask.collection
  })
  await settle(run, fetched, outageAt)
}

/** The collections to be left alone now. */
export async function offNow(run: SyncRun): Promise<Set<Collection>> {
  const now = run.now()
  return new Set((await readOff(run.db, run.userId)).filter((off) => isOff(off, now)).map((off) => off.collection))
}

/** What is left out because its collection is off is said so, day by day. */
async function sayOff(run: SyncRun, range: DayRange): Promise<void> {
  const now = run.now()
  const offs = (await readOff(run.db, run.userId)).filter((off) => isOff(off, now))
  if (offs.length === 0) return
  const known = await coverageOf(run, range)
  const rows = offs.flatMap(({ collection, reason }) =>
    Array.from({ length: daysBetween(range.from, range.to) + 1 }, (_, index) => addDays(range.from, index))
      .filter((day) => day <= utcDay(now) && !isConfirmed(known(collection, day)) && known(collection, day)?.state !== 'unreadable')
      .map((day) => ({
        collection,
        day,
        state: reason === 'missing_scope' ? ('no_scope' as const) : ('failed' as const),
        checked_at: now,
      })),
  )
  await upsertCoverage(run.db, run.userId, rows)
}

/** Reads today and the days before, as every sync does first. */
export async function readNewest(run: SyncRun): Promise<void> {
  const range = newest(run.now(), (await metricBounds(run.db, run.userId))?.last)
  const asks = await sinceNewest(run, trailing(range, await offNow(run)))
  await fetchAndWrite(run, asks, Math.min(OUTAGE, asks.length))
  await sayOff(run, { from: range.from, to: utcDay(run.now()) })
}

/** Reads what is due within a range. */
export async function readRange(run: SyncRun, range: DayRange): Promise<void> {
  await fetchAndWrite(run, due(range, await coverageOf(run, range), await offNow(run), run.now()))
  await sayOff(run, range)
}
