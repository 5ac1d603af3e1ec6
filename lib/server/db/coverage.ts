import 'server-only'
import type { Kysely } from 'kysely'
import { type Day, daysBetween } from '@/lib/domain/day'
import { COLLECTION_NAMES, type Collection } from '@/lib/oura/collections'
import { batches } from './batches'
import type { Database, StoredState } from './schema'
import { writing } from './writing'

export type CoverageRow = { collection: Collection; day: Day; state: StoredState; checked_at: number | null }

/** Says of many days at once what is known of them; a later word replaces an earlier one. */
export async function upsertCoverage(db: Kysely<Database>, userId: string, coverage: readonly CoverageRow[]): Promise<void> {
  const rows = [...new Map(coverage.map((row) => [`${row.collection} ${row.day}`, { ...row, user_id: userId }])).values()]
  await writing(db, userId, async (transaction) => {
    for (const some of batches(rows, 5))
      await transaction
        .insertInto('coverage')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'collection', 'day']).doUpdateSet((excluded) => ({
            state: excluded.ref('excluded.state'),
            checked_at: excluded.ref('excluded.checked_at'),
          })),
        )
        .execute()
  })
}

/** What is known of the days `from` … `to`, of one collection or of all, by collection and day. */
export function readCoverage(
  db: Kysely<Database>,
  userId: string,
  from: Day,
  to: Day,
  collections: readonly Collection[] = COLLECTION_NAMES,
): Promise<CoverageRow[]> {
  return db
    .selectFrom('coverage')
    .select(['collection', 'day', 'state', 'checked_at'])
    .where('user_id', '=', userId)
    .where('collection', 'in', [...collections])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('collection')
    .orderBy('day')
    .execute()
}

/** Those of `collections` that have a document or a sample of any day. One look into the index each: a table of years is not read for it. */
export async function collectionsWithAny(db: Kysely<Database>, userId: string, collections: readonly Collection[]): Promise<Collection[]> {
  const found = await Promise.all(
    collections.map((collection) =>
      db
        .selectFrom('coverage')
        .select('day')
        .where('user_id', '=', userId)
        .where('collection', '=', collection)
        .where('state', '=', 'have')
        .limit(1)
        .executeTakeFirst(),
    ),
  )
  return collections.filter((_, index) => found[index] !== undefined)
}

/**
 * When the days `from` … `to` of a collection were last confirmed: the oldest of their moments; null when one of them never was (those
 * after the last that anything is known of lie ahead, and do not count).
 */
export async function oldestCheck(
  db: Kysely<Database>,
  userId: string,
  collection: Collection,
  from: Day,
  to: Day,
): Promise<number | null> {
  const row = await db
    .selectFrom('coverage')
    .select(({ fn }) => [fn.min('checked_at').as('oldest'), fn.countAll<number>().as('days'), fn.max('day').as('last')])
    .where('user_id', '=', userId)
    .where('collection', '=', collection)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('state', 'in', ['have', 'none', 'not_worn'])
    .executeTakeFirst()
  const after = await db
    .selectFrom('coverage')
    .select('day')
    .where('user_id', '=', userId)
    .where('collection', '=', collection)
    .where('day', '>', row?.last ?? from)
    .where('day', '<=', to)
    .limit(1)
    .executeTakeFirst()
  return row?.last && !after && row.days === daysBetween(from, row.last) + 1 ? row.oldest : null
}
