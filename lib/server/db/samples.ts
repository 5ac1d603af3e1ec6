import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import { type Day, utcDay } from '@/lib/domain/day'
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

const oneLine = (body: string) => (/[\r\n]/.test(body) ? body.replace(/[\r\n]+\s*/g, ' ') : body)

function rowOf(body: string, at?: number): Row {
  const parsed: { timestamp?: unknown; source?: unknown } = JSON.parse(body)
  return { at: at ?? Date.parse(String(parsed.timestamp)), source: String(parsed.source ?? ''), body }
}

/**
 * Two lists of rows as one, ordered by moment, then source. What was stored of a moment gives way to what is told of it now, whose source may
 * be another; a moment that is not told of any more stays: of rows there are no revisions to go back to.
 */
function merged(stored: string, fresh: readonly Row[]): string {
  const rows = new Map<string, Row>()
  const told = new Set(fresh.map(({ at }) => at))
  const old =
    stored === ''
      ? []
      : stored
          .split(ROW_BREAK)
          .map((body) => rowOf(body))
          .filter(({ at }) => !told.has(at))
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

/**
 * Merges rows into their UTC days, in one transaction; a row's text stays as sent. Rows of one call are told apart by moment and
 * source, and take the place of all that was stored of their moments.
 * Answers with the UTC days that changed.
 */
export function upsertSamples(
  db: Kysely<Database>,
  userId: string,
  series: SampleCollection,
  samples: readonly RawSample[],
  now: number,
): Promise<Day[]> {
  const fresh = byUtcDay(samples)
  return writing(db, userId, async (transaction) => {
    const stored = await storedDays(transaction, userId, series, [...fresh.keys()])
    const changed = [...fresh].flatMap(([day, rows]) => {
      const before = stored.get(day) ?? ''
      const body = merged(before, rows)
      return body === before ? [] : [{ user_id: userId, series, utc_day: day, body: pack(body), fetched_at: now }]
    })
    await put(transaction, changed)
    return changed.map((row) => row.utc_day)
  })
}

/**
 * Merges a UTC day that was kept elsewhere, rows told there at `fetched_at`, into what is here: of a moment that both tell of, the day that
 * changed last counts. Answers what came of it.
 */
export async function mergeSampleDay(
  transaction: Transaction<Database>,
  userId: string,
  series: SampleCollection,
  { utc_day, samples, fetched_at }: { utc_day: Day; samples: readonly RawSample[]; fetched_at: number },
): Promise<'added' | 'grown' | 'known'> {
  const stored = await transaction
    .selectFrom('sample_day')
    .select(['body', 'fetched_at'])
    .where('user_id', '=', userId)
    .where('series', '=', series)
    .where('utc_day', '=', utc_day)
    .executeTakeFirst()
  const brought = merged(
    '',
    samples.map(({ at, body }) => rowOf(oneLine(body), at)),
  )
  const before = stored ? unpack(stored.body) : ''
  const isNewer = !stored || fetched_at > stored.fetched_at
  const [older, newer] = isNewer ? [before, brought] : [brought, before]
  const body =
    older === '' || newer === ''
      ? older + newer
      : merged(
          older,
          newer.split(ROW_BREAK).map((row) => rowOf(row)),
        )
  if (body === before) return 'known'
  const moment = Math.max(fetched_at, stored?.fetched_at ?? 0)
  await put(transaction, [{ user_id: userId, series, utc_day, body: pack(body), fetched_at: moment }])
  return stored ? 'grown' : 'added'
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
