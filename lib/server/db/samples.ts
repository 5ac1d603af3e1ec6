import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import { type Day, eachDay, utcDay } from '@/lib/domain/day'
import type { SampleCollection } from '@/lib/oura/collections'
import type { RawSample } from '@/lib/server/oura-source'
import { batches } from './batches'
import { pack, unpack } from './packed'
import type { Database } from './schema'
import { writing } from './writing'

/** Between two rows of a stored day. A row is one line: JSON has no line feed of its own inside a string. */
export const ROW_BREAK = ',\n'
const DAY_MS = 86_400_000

type Row = { at: number; source: string; body: string }
/** Moments [from, to), epoch ms. */
type Span = { readonly from: number; readonly to: number }

const oneLine = (body: string) => (/[\r\n]/.test(body) ? body.replace(/[\r\n]+\s*/g, ' ') : body)

function rowOf(body: string, at?: number): Row {
  const parsed: { timestamp?: unknown; source?: unknown } = JSON.parse(body)
  return { at: at ?? Date.parse(String(parsed.timestamp)), source: String(parsed.source ?? ''), body }
}

/**
 * Two lists of rows as one: a later row replaces one of the same moment and source; ordered by moment, then source. Within `whole` there are
 * the fresh ones alone.
 */
function merged(stored: string, fresh: readonly Row[], whole: Span | null): string {
  const rows = new Map<string, Row>()
  const known = stored === '' ? [] : stored.split(ROW_BREAK).map((body) => rowOf(body))
  const old = whole ? known.filter(({ at }) => at < whole.from || at >= whole.to) : known
  for (const row of [...old, ...fresh]) rows.set(`${row.at} ${row.source}`, row)
  return [...rows.values()]
    .sort((a, b) => a.at - b.at || (a.source < b.source ? -1 : Number(a.source > b.source)))
    .map((row) => row.body)
    .join(ROW_BREAK)
}

function byUtcDay(samples: readonly RawSample[]): Map<Day, Row[]> {
  const days = new Map<number, Row[]>()
  for (const sample of samples) {
    const row = rowOf(oneLine(sample.body), sample.at)
    const number = Math.floor(row.at / DAY_MS)
    const rows = days.get(number)
    if (rows) rows.push(row)
    else days.set(number, [row])
  }
  return new Map([...days].map(([number, rows]) => [utcDay(number * DAY_MS), rows]))
}

async function storedDays(db: Kysely<Database>, userId: string, series: SampleCollection, days: readonly Day[]): Promise<Map<Day, string>> {
  const stored = new Map<Day, string>()
  for (const some of batches(days, 1)) {
    const rows = await db
      .selectFrom('sample_day')
      .select(['utc_day', 'body'])
      .where('user_id', '=', userId)
      .where('series', '=', series)
      .where('utc_day', 'in', some)
      .execute()
    for (const row of rows) stored.set(row.utc_day, unpack(row.body))
  }
  return stored
}

async function put(transaction: Transaction<Database>, rows: readonly Database['sample_day'][]): Promise<void> {
  for (const some of batches(rows, 5))
    await transaction
      .insertInto('sample_day')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'series', 'utc_day']).doUpdateSet((excluded) => ({
          body: excluded.ref('excluded.body'),
          fetched_at: excluded.ref('excluded.fetched_at'),
        })),
      )
      .execute()
}

async function drop(transaction: Transaction<Database>, userId: string, series: SampleCollection, days: readonly Day[]): Promise<void> {
  for (const some of batches(days, 1))
    await transaction
      .deleteFrom('sample_day')
      .where('user_id', '=', userId)
      .where('series', '=', series)
      .where('utc_day', 'in', some)
      .execute()
}

function write(
  db: Kysely<Database>,
  userId: string,
  series: SampleCollection,
  samples: readonly RawSample[],
  whole: Span | null,
  now: number,
): Promise<Day[]> {
  const fresh = byUtcDay(samples)
  const days = [...new Set([...fresh.keys(), ...(whole ? eachDay(utcDay(whole.from), utcDay(whole.to - 1)) : [])])]
  return writing(db, userId, async (transaction) => {
    const stored = await storedDays(transaction, userId, series, days)
    const changed = days.flatMap((day) => {
      const before = stored.get(day) ?? ''
      const body = merged(before, fresh.get(day) ?? [], whole)
      return body === before ? [] : [{ day, body }]
    })
    const left = changed.filter(({ body }) => body !== '')
    await put(
      transaction,
      left.map(({ day, body }) => ({ user_id: userId, series, utc_day: day, body: pack(body), fetched_at: now })),
    )
    await drop(
      transaction,
      userId,
      series,
      changed.flatMap(({ day, body }) => (body === '' ? [day] : [])),
    )
    return changed.map(({ day }) => day)
  })
}

/**
 * Merges rows into their UTC days, in one transaction; a row's text stays as sent. Rows are told apart by moment and source.
 * Answers with the UTC days that changed.
 */
export function upsertSamples(
  db: Kysely<Database>,
  userId: string,
  series: SampleCollection,
  samples: readonly RawSample[],
  now: number,
): Promise<Day[]> {
  return write(db, userId, series, samples, null, now)
}

/** Makes the moments [from, to) hold exactly `samples`, in one transaction. Answers with the UTC days that changed. */
export function replaceSamples(
  db: Kysely<Database>,
  userId: string,
  series: SampleCollection,
  range: Span,
  samples: readonly RawSample[],
  now: number,
): Promise<Day[]> {
  return write(db, userId, series, samples, range, now)
}

/** Where the first row at or after `at` begins, by halving: only a dozen moments are read. */
function firstFrom(rows: readonly string[], at: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rowOf(rows[middle] ?? '{}').at < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Rows in [from, to), epoch ms, in order of time, as stored: one text a UTC day (rows joined by ROW_BREAK), days without rows left out. */
export async function readSampleRows(
  db: Kysely<Database>,
  userId: string,
  series: SampleCollection,
  from: number,
  to: number,
): Promise<string[]> {
  if (from >= to) return []
  const [first, last] = [utcDay(from), utcDay(to - 1)]
  const days = await db
    .selectFrom('sample_day')
    .select(['utc_day', 'body'])
    .where('user_id', '=', userId)
    .where('series', '=', series)
    .where('utc_day', '>=', first)
    .where('utc_day', '<=', last)
    .orderBy('utc_day')
    .execute()
  return days
    .map(({ utc_day, body: packed }) => {
      const body = unpack(packed)
      if (utc_day !== first && utc_day !== last) return body
      const rows = body.split(ROW_BREAK)
      return rows.slice(firstFrom(rows, from), firstFrom(rows, to)).join(ROW_BREAK)
    })
    .filter((body) => body !== '')
}

/** First and last UTC day with rows; null when there is none. */
export async function sampleBounds(
  db: Kysely<Database>,
  userId: string,
  series: SampleCollection,
): Promise<{ first: Day; last: Day } | null> {
  const row = await db
    .selectFrom('sample_day')
    .select(({ fn }) => [fn.min('utc_day').as('first'), fn.max('utc_day').as('last')])
    .where('user_id', '=', userId)
    .where('series', '=', series)
    .executeTakeFirst()
  return row?.first && row.last ? { first: row.first, last: row.last } : null
}

/** The first UTC day of a range that has rows; null where it has none. */
export async function nextSampleDay(
  db: Kysely<Database>,
  userId: string,
  series: SampleCollection,
  { from, to }: { from: Day; to: Day },
): Promise<Day | null> {
  const row = await db
    .selectFrom('sample_day')
    .select('utc_day')
    .where('user_id', '=', userId)
    .where('series', '=', series)
    .where('utc_day', '>=', from)
    .where('utc_day', '<=', to)
    .orderBy('utc_day')
    .limit(1)
    .executeTakeFirst()
  return row?.utc_day ?? null
}
