import 'server-only'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { type DayDocuments, dailyMetrics, METRIC_COLLECTIONS, type MetricCollection } from '@/lib/domain/daily-metrics'
import { addDays, type Day, daysBetween, eachDay, utcMidnight } from '@/lib/domain/day'
import type { MetricRow } from '@/lib/domain/metrics'
import { newest } from '@/lib/domain/newest'
import { COLLECTIONS, type Collection, type DocumentOf } from '@/lib/oura/collections'
import type { RingBatteryLevelRow } from '@/lib/oura/schemas'
import { readCoverage } from './db/coverage'
import { documentBounds } from './db/document-days'
import { readDocumentBodies } from './db/documents'
import { metricBounds, readMetrics, upsertMetrics } from './db/metrics'
import { readSampleRows } from './db/samples'
import type { Database } from './db/schema'
import { writing } from './db/writing'
import { type DayRange, isConfirmed } from './sync-plan'
import { deriveRhythm, RHYTHM_COLLECTIONS } from './sync-rhythm'

/** Days closer than this are read together. */
const NEAR_DAYS = 3

/** Documents by day. What does not fit its schema is no number of a chart; it stays in the archive all the same. */
function byDay<Name extends MetricCollection>(collection: Name, bodies: readonly string[]): Map<Day, DocumentOf[Name][]> {
  const schema: z.ZodType = COLLECTIONS[collection].schema
  const days = new Map<Day, DocumentOf[Name][]>()
  for (const body of bodies) {
    const { data, success } = schema.safeParse(JSON.parse(body))
    if (!success) continue
    const document = data as DocumentOf[Name]
    days.set(document.day, [...(days.get(document.day) ?? []), document])
  }
  return days
}

async function batteryRows(db: Kysely<Database>, userId: string, { from, to }: DayRange): Promise<RingBatteryLevelRow[]> {
  const texts = await readSampleRows(db, userId, 'ring_battery_level', utcMidnight(addDays(from, -1)), utcMidnight(addDays(to, 3)))
  const rows: unknown[] = texts.flatMap((text) => JSON.parse(`[${text}]`))
  return rows.flatMap((row) => COLLECTIONS.ring_battery_level.schema.safeParse(row).data ?? [])
}

/**
 * Reads what the days of a range are made of; a collection is absent from a day for which Oura never answered. The days beside the range
 * have what a day needs of its neighbours.
 */
async function documentsOf(db: Kysely<Database>, userId: string, range: DayRange): Promise<(day: Day) => DayDocuments> {
  const byCollection = new Map<MetricCollection, Map<Day, DocumentOf[MetricCollection][]>>()
  const wide = { from: addDays(range.from, -1), to: addDays(range.to, 1) }
  for (const collection of METRIC_COLLECTIONS) {
    const bodies = await readDocumentBodies(db, userId, collection, RHYTHM_COLLECTIONS.includes(collection) ? wide : range)
    byCollection.set(collection, byDay(collection, bodies))
  }
  const coverage = await readCoverage(db, userId, range.from, range.to, [...METRIC_COLLECTIONS])
  const answered = new Set(
    coverage.filter((row) => isConfirmed({ state: row.state, checkedAt: 0 })).map((row) => `${row.collection} ${row.day}`),
  )
  const ring_battery_level = await batteryRows(db, userId, range)
  return (day) => ({
    ...(Object.fromEntries(
      METRIC_COLLECTIONS.flatMap((collection) => {
        const documents = byCollection.get(collection)?.get(day)
        return documents || answered.has(`${collection} ${day}`) ? [[collection, documents ?? []]] : []
      }),
    ) as DayDocuments),
    ring_battery_level,
  })
}

/**
 * The days whose numbers are made anew when `days` of a collection changed: none where no number is made of it. An activity day ends where
 * the next one begins; a UTC day of samples touches up to three, and one before them that a journey made two days long.
 */
export function daysOfChange(collection: Collection | 'personal_info', days: readonly Day[]): Day[] {
  const around = (shifts: readonly number[]) => days.flatMap((day) => shifts.map((by) => addDays(day, by)))
  if (collection === 'daily_activity') return around([-1, 0])
  if (collection === 'ring_battery_level') return around([-2, -1, 0, 1])
  return METRIC_COLLECTIONS.some((metric) => metric === collection) ? [...days] : []
}

const isEmpty = (row: MetricRow) => Object.values(row).every((value) => value === null)

/** Sorted days as ranges, those close together in one. */
function runs(days: readonly Day[]): DayRange[] {
  const ranges: { from: Day; to: Day }[] = []
  for (const day of [...new Set(days)].sort()) {
    const last = ranges.at(-1)
    if (last && daysBetween(last.to, day) <= NEAR_DAYS) last.to = day
    else ranges.push({ from: day, to: day })
  }
  return ranges
}

/** Derives the numbers of `days` from their documents and puts them in place. Days that have none, and had none, get no row. */
export async function deriveMetrics(db: Kysely<Database>, userId: string, days: readonly Day[]): Promise<void> {
  const wanted = new Set(days)
  for (const range of runs(days)) {
    const documents = await documentsOf(db, userId, range)
    const known = new Set((await readMetrics(db, userId, [], range.from, range.to)).map(({ day }) => day))
    const rows = [...wanted]
      .filter((day) => day >= range.from && day <= range.to)
      .map((day) => ({ day, ...dailyMetrics(day, documents(day), newest(documents(addDays(day, 1)).daily_activity)) }))
      .filter(({ day, ...row }) => known.has(day) || !isEmpty(row))
    await upsertMetrics(db, userId, rows)
    await deriveRhythm(db, userId, range, documents)
  }
}

/** Days derived in one transaction, in which nobody else is served: some 50 ms. */
const DAYS_AT_ONCE = 7
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Derives every day anew, a week at a time, newest first: after a change of what is derived, or where the numbers were lost. */
export async function rebuildMetrics(db: Kysely<Database>, userId: string): Promise<void> {
  const bounds = [metricBounds(db, userId), ...METRIC_COLLECTIONS.map((collection) => documentBounds(db, userId, collection))]
  const known = (await Promise.all(bounds)).filter((one) => one !== null)
  const first = known.map((one) => one.first).sort()[0]
  const last = known
    .map((one) => one.last)
    .sort()
    .at(-1)
  if (!first || !last) return
  for (let end = last; end >= first; end = addDays(end, -DAYS_AT_ONCE)) {
    const begin = addDays(end, 1 - DAYS_AT_ONCE)
    await writing(db, userId, (transaction) => deriveMetrics(transaction, userId, eachDay(begin < first ? first : begin, end)))
    await pause()
  }
}
