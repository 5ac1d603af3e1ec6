import 'server-only'
import type { Kysely } from 'kysely'
import { addDays, type Day, utcDay, utcMidnight } from '@/lib/domain/day'
import { DAY_START_HOUR, instantOf, offsetOf } from '@/lib/domain/local-clock'
import type { SampleCollection } from '@/lib/oura/collections'
import { decodeCursor, encodeCursor } from './archive-cursor'
import { type Answer, pageOf } from './archive-page'
import { oldestCheck } from './db/coverage'
import { findNearestDocument } from './db/documents'
import { database } from './db/kysely'
import { nextSampleDay, ROW_BREAK, readSampleRows, sampleBounds } from './db/samples'
import type { Database } from './db/schema'
import { offsetNear } from './wearer-clock'

/** As many days as Oura lets one request ask for. */
const PAGE_DAYS = 30
const HOUR_MS = 3_600_000

export type SampleAsk = { fields?: readonly string[] | undefined; cursor?: string | undefined }

/** What a token of this server can hold: instants in and beside the years that a day may have (`isDay`). */
const [EARLIEST, LATEST] = [Date.UTC(1999, 11, 1), Date.UTC(2100, 1, 1)]
const isBound = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= EARLIEST && value <= LATEST

/** Rows are flat and many: a day is parsed and written at once, its fields in the order asked for, the timestamp first. */
function pickFromDay(rows: string, fields: readonly string[]): string {
  const parsed: Record<string, unknown>[] = JSON.parse(`[${rows}]`)
  const has = (name: string) => parsed.some((row) => name in row)
  return fields.some(has) ? JSON.stringify(parsed, ['timestamp', ...fields]).slice(1, -1) : rows
}

/**
 * The rows of a page from `from`, a text a day, up to `end`, and whether days with rows follow. A page without a row would end the reading of
 * a client that stops at one: what lies before the next row is passed over.
 */
async function readPage(db: Kysely<Database>, userId: string, series: SampleCollection, from: number, to: number) {
  const pageEnd = (begin: number) => Math.min(to, utcMidnight(addDays(utcDay(begin), PAGE_DAYS + 1)))
  let end = from
  for (;;) {
    const isLast = pageEnd(end) >= to
    const day = isLast ? utcDay(end) : await nextSampleDay(db, userId, series, { from: utcDay(end), to: utcDay(to) })
    if (day === null) return { rows: [], end: to, more: false }
    const begin = Math.max(end, utcMidnight(day))
    end = Math.max(begin, pageEnd(begin))
    const rows = begin < to ? await readSampleRows(db, userId, series, begin, end) : []
    const more = end < to && (await nextSampleDay(db, userId, series, { from: utcDay(end), to: utcDay(to) })) !== null
    if (rows.length > 0 || !more) return { rows, end: more ? end : to, more }
  }
}

/**
 * A page of rows in [from, to), epoch ms, in order of time, as Oura would answer, from text as stored. `cursor` is a page's `next_token`
 * and replaces the range. Throws a CursorError.
 */
export async function readSamples(
  userId: string,
  series: SampleCollection,
  ask: SampleAsk & { from: number; to: number },
): Promise<Answer> {
  const db = await database()
  const { from, to } = ask.cursor === undefined ? ask : decodeCursor(series, ask.cursor, isBound)
  const { rows: days, end, more } = await readPage(db, userId, series, from, to)
  const next = more ? encodeCursor(series, { from: end, to }) : null
  const { fields } = ask
  const rows = fields ? days.map((day) => pickFromDay(day, fields)) : days
  const asOf = from < end ? await oldestCheck(db, userId, series, utcDay(from), utcDay(end - 1)) : null
  return { body: pageOf(rows, next), asOf }
}

/** The newest row alone, as Oura answers `latest=true`. */
export async function readLatestSample(userId: string, series: SampleCollection): Promise<Answer> {
  const db = await database()
  const bounds = await sampleBounds(db, userId, series)
  if (!bounds) return { body: pageOf([], null), asOf: null }
  const begin = utcMidnight(bounds.last)
  const days = await readSampleRows(db, userId, series, begin, utcMidnight(addDays(bounds.last, 1)))
  const row = days.at(-1)?.split(ROW_BREAK).at(-1)
  return { body: pageOf(row ? [row] : [], null), asOf: await oldestCheck(db, userId, series, bounds.last, bounds.last) }
}

/**
 * When an activity day begins, epoch ms: as its own daily_activity document says; without one, 04:00 where the clock was as in the
 * document nearest to it, or UTC before the first.
 */
async function dayStart(userId: string, day: Day): Promise<number> {
  const nearest = await findNearestDocument(await database(), userId, 'daily_activity', day)
  const { timestamp }: { timestamp?: unknown } = nearest ? JSON.parse(nearest.body) : {}
  const began = typeof timestamp === 'string' ? timestamp : 'Z'
  const instant = instantOf(began)
  if (nearest?.day === day && !Number.isNaN(instant)) return instant
  return utcMidnight(day) + DAY_START_HOUR * HOUR_MS - (offsetOf(began) ?? 0) * 60_000
}

/** The instant, epoch ms, at which the wearer's clock read `local` (epoch ms, as if it were UTC). */
export async function instantOfLocal(userId: string, local: number): Promise<number> {
  return local - (await offsetNear(userId, utcDay(local))) * 60_000
}

/** The instants [from, to) of the activity days `first` … `last`, both included. */
export async function activityDaysSpan(userId: string, first: Day, last: Day): Promise<{ from: number; to: number }> {
  const [from, to] = await Promise.all([dayStart(userId, first), dayStart(userId, addDays(last, 1))])
  return { from, to: Math.max(from, to) }
}
