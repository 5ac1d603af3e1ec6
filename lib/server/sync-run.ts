import 'server-only'
import type { Kysely } from 'kysely'
import { addDays, type Day, daysBetween, eachDay, utcDay, utcMidnight } from '@/lib/domain/day'
import { type Collection, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { readCoverage, upsertCoverage } from './db/coverage'
import { countConfirmedByMonth, oldestDay } from './db/coverage-months'
import { listDocuments, replaceDocuments, upsertDocuments } from './db/documents'
import { metricBounds } from './db/metrics'
import { readSampleRows, sampleBounds } from './db/samples'
import type { Database } from './db/schema'
import { finishWindow, planWindows, readWindows } from './db/sync-windows'
import { OuraError, type OuraSource } from './oura-source'
import { type Answer, type Fetched, fetchWindow, inTurn, OUTAGE } from './sync-fetch'
import { type Off, readOff, turnOff, turnOn } from './sync-off'
import {
  type Ask,
  type Covered,
  type DayRange,
  due,
  FIRST_DAY,
  historyEnd,
  historyFloor,
  isConfirmed,
  monthsBack,
  newest,
  RANGED,
  recent,
  requests,
  trailing,
} from './sync-plan'
import { progressOf } from './sync-progress'
import { writeWindow } from './sync-write'

export type SyncRun = {
  readonly db: Kysely<Database>
  readonly userId: string
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
/** With so few documents a year and two years a request, they tell cheaply whether an account has an older life after a silent year. */
const PROBES = ['daily_readiness', 'daily_sleep'] as const satisfies readonly DocumentCollection[]

/** What ends a run before its time. Anything else is told beside the answers. */
const ENDING: readonly OuraError['kind'][] = ['token', 'membership', 'limited']

async function coverageOf(run: SyncRun, range: DayRange) {
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
 * Samples are only ever added at the end: asks for them begin at the newest one, unless a day before it was never answered. What samples
 * arrive late is found by the nightly re-read.
 */
async function sinceNewest(run: SyncRun, asks: readonly Ask[]): Promise<Ask[]> {
  const narrowed: Ask[] = []
  for (const ask of asks) {
    const at = isSampleCollection(ask.collection) ? await newestSample(run, ask.collection) : null
    if (at === null || run.now() - at > 29 * DAY_MS) {
      narrowed.push(ask)
      continue
    }
    const day = utcDay(at)
    const from = day < ask.from ? day : ask.from
    const known = await coverageOf(run, { from, to: day })
    const isWhole = eachDay(from, day < ask.to ? day : ask.to).every((one) => isConfirmed(known(ask.collection, one)))
    if (!isWhole) narrowed.push(ask)
    else if (day <= ask.to) narrowed.push({ ...ask, from: day, since: at })
  }
  return narrowed
}

/** Whether a collection is still to be left alone. */
const isOff = (off: Off, now: number) => off.until > now

/** Writes what came, then says what the failures mean. Where no answer came and `outageAt` asks met silence, Oura is out of reach. */
async function settle(run: SyncRun, fetched: Fetched, outageAt = OUTAGE): Promise<void> {
  const now = run.now()
  await writeWindow(run.db, run.userId, fetched, now)
  const off = await readOff(run.db, run.userId)
  for (const { ask } of fetched.answers)
    if (off.some(({ collection }) => collection === ask.collection)) await turnOn(run.db, run.userId, ask.collection, now)
  const ending = fetched.failures.find(({ error }) => ENDING.includes(error.kind))
  if (ending) throw ending.error
  const outages = fetched.failures.filter(({ error }) => error.kind === 'unreachable')
  const [outage] = outages
  // Where some answer and others do not, the way to Oura is there: those are left alone for a while.
  if (outage && fetched.answers.length === 0 && outages.length >= outageAt) throw outage.error
  for (const { ask, error } of fetched.failures) await turnOff(run.db, run.userId, ask.collection, error, now)
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

async function offNow(run: SyncRun): Promise<Set<Collection>> {
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
      .filter((day) => day <= utcDay(now) && !isConfirmed(known(collection, day)))
      .map((day) => ({
        collection,
        day,
        state: reason === 'missing_scope' ? ('no_scope' as const) : ('failed' as const),
        checked_at: now,
      })),
  )
  await upsertCoverage(run.db, run.userId, rows)
}

/** Who the wearer is and which rings they have had: once a day, whole. */
async function profile(run: SyncRun): Promise<void> {
  const now = run.now()
  const today = utcDay(now)
  const off = await offNow(run)
  const known = (await coverageOf(run, { from: addDays(today, -1), to: today }))('ring_configuration', today)
  if (off.has('ring_configuration') || (known && isConfirmed(known))) return
  const say = (state: 'have' | 'none' | 'no_scope' | 'failed') =>
    upsertCoverage(run.db, run.userId, [{ collection: 'ring_configuration', day: today, state, checked_at: run.now() }])
  try {
    const { body } = await inTurn(() => run.source.personalInfo(run.signal))
    await upsertDocuments(run.db, run.userId, 'personal_info', [{ id: 'personal_info', day: null, body }], now)
  } catch (error) {
    if (!(error instanceof OuraError) || ENDING.includes(error.kind)) throw error
  }
  try {
    const rings = await inTurn(() => run.source.documents('ring_configuration', today, today, run.signal))
    if (rings.quarantined.length === 0) await replaceDocuments(run.db, run.userId, 'ring_configuration', null, rings.items, now)
    else await upsertDocuments(run.db, run.userId, 'ring_configuration', rings.items, now)
    await say(rings.items.length > 0 ? 'have' : 'none')
    await turnOn(run.db, run.userId, 'ring_configuration', now)
  } catch (error) {
    if (!(error instanceof OuraError) || ENDING.includes(error.kind)) throw error
    await say(error.kind === 'scope' ? 'no_scope' : 'failed')
    await turnOff(run.db, run.userId, 'ring_configuration', error, now)
  }
}

async function readNewest(run: SyncRun): Promise<void> {
  const range = newest(run.now(), (await metricBounds(run.db, run.userId))?.last)
  const asks = await sinceNewest(run, trailing(range, await offNow(run)))
  await fetchAndWrite(run, asks, Math.min(OUTAGE, asks.length))
  await sayOff(run, { from: range.from, to: utcDay(run.now()) })
}

async function readRange(run: SyncRun, range: DayRange): Promise<void> {
  await fetchAndWrite(run, due(range, await coverageOf(run, range), await offNow(run), run.now()))
  await sayOff(run, range)
}

/** The months of the history in which something was never answered, newest first. */
async function openMonths(run: SyncRun, floor: Day): Promise<DayRange[]> {
  const end = historyEnd(run.now())
  const off = await offNow(run)
  const confirmed = new Map<string, number>()
  for (const { month, collection, days } of await countConfirmedByMonth(run.db, run.userId, end))
    confirmed.set(`${collection} ${month}`, days)
  return monthsBack(floor, end).filter(({ from, to }) =>
    RANGED.some(
      (collection) => !off.has(collection) && (confirmed.get(`${collection} ${from.slice(0, 7)}`) ?? 0) < daysBetween(from, to) + 1,
    ),
  )
}

/** An answer cut to the days of which there is something: looking far is not the same as having asked for every day. */
function whereSomething(answer: Answer): Answer[] {
  const days = answer.kind === 'documents' ? answer.items.flatMap(({ day }) => day ?? []).sort() : []
  const [from, to] = [days[0], days.at(-1)]
  return from && to ? [{ ...answer, ask: { ...answer.ask, from, to } }] : []
}

/** Looks below a silent year for an older life of the account. Once it has answered, it is not asked again. */
async function probe(run: SyncRun, floor: Day): Promise<void> {
  if (floor <= FIRST_DAY) return
  const range = { from: FIRST_DAY, to: addDays(floor, -1) }
  const off = await offNow(run)
  const windows = await readWindows(run.db, run.userId)
  const open = PROBES.filter(
    (collection) =>
      !off.has(collection) && !windows.some((one) => one.collection === collection && one.state === 'done' && one.from_day < one.to_day),
  )
  for (const collection of open) {
    const fetched = await fetchWindow(run.source, requests(collection, range), async () => [], run.signal)
    await settle(run, { ...fetched, answers: fetched.answers.flatMap(whereSomething) })
    if (fetched.failures.length > 0) return
    const window = { collection, from_day: range.from, to_day: range.to }
    await planWindows(run.db, run.userId, [window])
    await finishWindow(run.db, run.userId, window, run.now())
  }
}

/**
 * Reads the history, newest month first, until Oura has had nothing at all for a year below the oldest document. Every month is settled
 * before the next, and what was settled is not asked for again, whatever happens in between.
 */
async function readHistory(run: SyncRun): Promise<void> {
  const progress = progressOf(run.userId)
  const tried = new Set<string>()
  for (;;) {
    progress.oldest = await oldestDay(run.db, run.userId)
    const floor = historyFloor(progress.oldest, run.now())
    const open = (await openMonths(run, floor)).filter(({ to }) => !tried.has(to))
    progress.total = progress.done + open.length * RANGED.length
    const [month] = open
    if (!month) {
      await probe(run, floor)
      if (historyFloor(await oldestDay(run.db, run.userId), run.now()) === floor) return
      continue
    }
    tried.add(month.to)
    await readRange(run, month)
    if (run.askedAgain()) await readNewest(run)
  }
}

/**
 * One sync of one person: today and the days before, then the last 30 days, then the history month by month. Resolves when nothing is
 * left to fetch. Rejects with the OuraError that ended it, a StorageError, or the signal's reason; everything read so far is kept.
 */
export async function runSync(run: SyncRun): Promise<void> {
  const progress = progressOf(run.userId)
  Object.assign(progress, { done: 0, total: RANGED.length * 2, collection: null })
  await readNewest(run)
  await run.onNewest()
  await profile(run)
  await readRange(run, recent(run.now()))
  run.onRecent()
  await readHistory(run)
}
