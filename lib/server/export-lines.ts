import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Collection } from '@/lib/oura/collections'
import { unpackBytes } from './db/packed'
import type { Database } from './db/schema'

// Rows of one read: small, so that the memory of an export stays small.
const DOCUMENTS = 5
const DAYS = 1

/** A line without its line feed, in parts that are written one after the other: text that is long anyway is not copied to be joined. */
export type Line = readonly (string | Uint8Array)[]

/** A line of the export with a JSON text in it. Text with line feeds of its own would break the line and is written as a string. */
function lineOf(head: Readonly<Record<string, unknown>>, name: string, text: string): Line {
  const start = JSON.stringify(head).slice(0, -1)
  return /[\r\n]/.test(text)
    ? [`${start},${JSON.stringify(`${name}_text`)}:`, JSON.stringify(text), '}']
    : [`${start},${JSON.stringify(name)}:`, text, '}']
}

const LINE_FEED = 10

// A stored day of samples is rows of one line each (samples.ts). Samples are most of an export, and stay bytes all the way: as strings they
// would be copied once to lose their line feeds and once more to be sent.
function onOneLine(rows: Buffer): Buffer {
  let length = 0
  for (const byte of rows) if (byte !== LINE_FEED) rows[length++] = byte
  return rows.subarray(0, length)
}

/** Runs of rows in order of keys, each read after the one before it was taken. `read` answers with the run after a row. */
async function* runsOf<Row>(read: (after: Row | undefined) => Promise<Row[]>, line: (row: Row) => Line): AsyncGenerator<Line[]> {
  let last: Row | undefined
  for (;;) {
    const rows = await read(last)
    if (rows.length === 0) return
    yield rows.map(line)
    last = rows.at(-1)
  }
}

/** Rows of these collections only; null for all. */
type Only = ReadonlySet<string> | null

const documents = (db: Kysely<Database>, userId: string, only: Only) =>
  runsOf<Pick<Database['document'], 'collection' | 'id' | 'day' | 'fetched_at' | 'deleted_at' | 'body'>>(
    (after) => {
      const all = db
        .selectFrom('document')
        .select(['collection', 'id', 'day', 'fetched_at', 'deleted_at', 'body'])
        .where('user_id', '=', userId)
        .$if(only !== null, (rows) => rows.where(sql<string>`collection`, 'in', [...(only ?? []), '']))
        .orderBy('collection')
        .orderBy('id')
        .limit(DOCUMENTS)
      const rest = after
        ? all.where(({ eb, refTuple, tuple }) => eb(refTuple('collection', 'id'), '>', tuple(after.collection, after.id)))
        : all
      return rest.execute()
    },
    ({ body, ...head }) => lineOf({ kind: 'document', ...head }, 'body', body),
  )

const revisions = (db: Kysely<Database>, userId: string, only: Only) =>
  runsOf<Omit<Database['document_revision'], 'user_id'>>(
    (after) => {
      const all = db
        .selectFrom('document_revision')
        .select(['collection', 'id', 'replaced_at', 'day', 'body'])
        .where('user_id', '=', userId)
        .$if(only !== null, (rows) => rows.where(sql<string>`collection`, 'in', [...(only ?? []), '']))
        .orderBy('collection')
        .orderBy('id')
        .orderBy('replaced_at')
        .limit(DOCUMENTS)
      const rest = after
        ? all.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('collection', 'id', 'replaced_at'), '>', tuple(after.collection, after.id, after.replaced_at)),
          )
        : all
      return rest.execute()
    },
    ({ body, ...head }) => lineOf({ kind: 'revision', ...head }, 'body', body),
  )

const sampleDays = (db: Kysely<Database>, userId: string, only: Only) =>
  runsOf<Omit<Database['sample_day'], 'user_id'>>(
    (after) => {
      const all = db
        .selectFrom('sample_day')
        .select(['series', 'utc_day', 'body', 'fetched_at'])
        .where('user_id', '=', userId)
        .$if(only !== null, (rows) => rows.where(sql<string>`series`, 'in', [...(only ?? []), '']))
        .orderBy('series')
        .orderBy('utc_day')
        .limit(DAYS)
      const rest = after
        ? all.where(({ eb, refTuple, tuple }) => eb(refTuple('series', 'utc_day'), '>', tuple(after.series, after.utc_day)))
        : all
      return rest.execute()
    },
    ({ body, ...head }) => [`${JSON.stringify({ kind: 'samples', ...head }).slice(0, -1)},"rows":[`, onOneLine(unpackBytes(body)), ']}'],
  )

/** What fits no schema may be no JSON at all: its text is always written as a string. */
const setAside = (db: Kysely<Database>, userId: string, only: Only) =>
  runsOf<Omit<Database['quarantine'], 'user_id'>>(
    (after) => {
      const all = db
        .selectFrom('quarantine')
        .select(['collection', 'hash', 'at', 'reason', 'body'])
        .where('user_id', '=', userId)
        .$if(only !== null, (rows) => rows.where(sql<string>`collection`, 'in', [...(only ?? []), '']))
        .orderBy('collection')
        .orderBy('hash')
        .limit(DOCUMENTS)
      const rest = after
        ? all.where(({ eb, refTuple, tuple }) => eb(refTuple('collection', 'hash'), '>', tuple(after.collection, after.hash)))
        : all
      return rest.execute()
    },
    ({ body, ...head }) => [JSON.stringify({ kind: 'quarantine', ...head, body_text: body })],
  )

/** What is known of days, a line a collection and month. */
const coverage = (db: Kysely<Database>, userId: string, only: Only) =>
  runsOf<{ collection: string; month: string; days: Pick<Database['coverage'], 'day' | 'state' | 'checked_at'>[] }>(
    async (after) => {
      const all = db
        .selectFrom('coverage')
        .select(['collection', 'day'])
        .where('user_id', '=', userId)
        .$if(only !== null, (rows) => rows.where(sql<string>`collection`, 'in', [...(only ?? []), '']))
        .orderBy('collection')
        .orderBy('day')
        .limit(1)
      // No day is called like this one, which comes after all of its month.
      const rest = after
        ? all.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('collection', 'day'), '>', tuple(after.collection as Collection, `${after.month}-~`)),
          )
        : all
      const first = await rest.executeTakeFirst()
      if (!first) return []
      const month = first.day.slice(0, 7)
      const days = await db
        .selectFrom('coverage')
        .select(['day', 'state', 'checked_at'])
        .where('user_id', '=', userId)
        .where('collection', '=', first.collection)
        .where('day', '>=', month)
        .where('day', '<', `${month}-~`)
        .orderBy('day')
        .execute()
      return [{ collection: first.collection, month, days }]
    },
    ({ collection, days }) => [JSON.stringify({ kind: 'coverage', collection, days })],
  )

async function countMonths(db: Kysely<Database>, userId: string, only: Only): Promise<number> {
  const { months } = await db
    .selectFrom((covered) =>
      covered
        .selectFrom('coverage')
        .select(['collection', sql<string>`substr(day, 1, 7)`.as('month')])
        .distinct()
        .where('user_id', '=', userId)
        .$if(only !== null, (rows) => rows.where(sql<string>`collection`, 'in', [...(only ?? []), '']))
        .as('month'),
    )
    .select(({ fn }) => fn.countAll<number>().as('months'))
    .executeTakeFirstOrThrow()
  return months
}

const localTags = (db: Kysely<Database>, userId: string) =>
  runsOf<Omit<Database['local_tag'], 'user_id'>>(
    (after) => {
      const all = db
        .selectFrom('local_tag')
        .select(['id', 'day', 'at', 'utc_offset', 'code', 'name', 'note', 'created_at', 'updated_at', 'deleted_at'])
        .where('user_id', '=', userId)
        .orderBy('id')
        .limit(DOCUMENTS)
      return (after ? all.where('id', '>', after.id) : all).execute()
    },
    (tag) => [JSON.stringify({ kind: 'tag', ...tag })],
  )

const experiments = (db: Kysely<Database>, userId: string) =>
  runsOf<Omit<Database['experiment'], 'user_id'>>(
    (after) => {
      const all = db
        .selectFrom('experiment')
        .select(['id', 'question', 'metric', 'design', 'start_day', 'phase_days', 'phases', 'end_day', 'created_at', 'updated_at'])
        .where('user_id', '=', userId)
        .orderBy('id')
        .limit(DOCUMENTS)
      return (after ? all.where('id', '>', after.id) : all).execute()
    },
    (experiment) => [JSON.stringify({ kind: 'experiment', ...experiment })],
  )

const checks = (db: Kysely<Database>, userId: string) =>
  runsOf<Omit<Database['experiment_check'], 'user_id'>>(
    (after) => {
      const all = db
        .selectFrom('experiment_check')
        .select(['experiment_id', 'day', 'done', 'checked_at'])
        .where('user_id', '=', userId)
        .orderBy('experiment_id')
        .orderBy('day')
        .limit(DOCUMENTS)
      const rest = after
        ? all.where(({ eb, refTuple, tuple }) => eb(refTuple('experiment_id', 'day'), '>', tuple(after.experiment_id, after.day)))
        : all
      return rest.execute()
    },
    (check) => [JSON.stringify({ kind: 'experiment_check', ...check })],
  )

const OWN: readonly Exported[] = ['local_tag', 'experiment', 'experiment_check']
type Exported = 'document' | 'document_revision' | 'sample_day' | 'quarantine' | 'local_tag' | 'experiment' | 'experiment_check'

async function countOf(db: Kysely<Database>, table: Exported, userId: string, only: Only): Promise<number> {
  // What is the person's own is of no collection: it is exported with everything, or not at all.
  if (OWN.includes(table) && only !== null) return 0
  const column = table === 'sample_day' ? sql<string>`series` : sql<string>`collection`
  const row = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('user_id', '=', userId)
    .$if(only !== null, (rows) => rows.where(column, 'in', [...(only ?? []), '']))
    .executeTakeFirstOrThrow()
  return row.rows
}

/**
 * The lines between the export's first and last, in runs that are read one at a time, how many of each kind there are, and which Oura
 * account they are of. `only`: of these collections, and then without the settings and without saying whose they are.
 */
export async function exportLines(
  db: Kysely<Database>,
  userId: string,
  only: Only,
): Promise<{ account: string | null; counts: Record<string, number>; runs: AsyncGenerator<Line[]> }> {
  const person = await db.selectFrom('user').select(['settings', 'oura_user_id']).where('id', '=', userId).executeTakeFirst()
  const settings = only === null ? (person?.settings ?? null) : null
  async function* runs(): AsyncGenerator<Line[]> {
    if (settings !== null) yield [lineOf({ kind: 'settings' }, 'body', settings)]
    yield* documents(db, userId, only)
    yield* revisions(db, userId, only)
    yield* sampleDays(db, userId, only)
    yield* setAside(db, userId, only)
    yield* coverage(db, userId, only)
    if (only !== null) return
    yield* localTags(db, userId)
    yield* experiments(db, userId)
    yield* checks(db, userId)
  }
  const counts = {
    settings: settings === null ? 0 : 1,
    document: await countOf(db, 'document', userId, only),
    revision: await countOf(db, 'document_revision', userId, only),
    samples: await countOf(db, 'sample_day', userId, only),
    quarantine: await countOf(db, 'quarantine', userId, only),
    coverage: await countMonths(db, userId, only),
    tag: await countOf(db, 'local_tag', userId, only),
    experiment: await countOf(db, 'experiment', userId, only),
    experiment_check: await countOf(db, 'experiment_check', userId, only),
  }
  return { account: only === null ? (person?.oura_user_id ?? null) : null, counts, runs: runs() }
}
