import 'server-only'
import type { Kysely } from 'kysely'
import type { Day } from '@/lib/domain/day'
import { living } from './documents'
import type { Database, StoredCollection } from './schema'

/** First and last day with a document of a collection; null when there is none. */
export async function documentBounds(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
): Promise<{ first: Day; last: Day } | null> {
  const row = await living(db, userId, collection)
    .select(({ fn }) => [fn.min('day').as('first'), fn.max('day').as('last')])
    .executeTakeFirst()
  return row?.first && row.last ? { first: row.first, last: row.last } : null
}

/** The first day of a range that a document is of; null where it has none. */
export async function nextDocumentDay(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  { from, to }: { from: Day; to: Day },
): Promise<Day | null> {
  const row = await living(db, userId, collection)
    .select('day')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .limit(1)
    .executeTakeFirst()
  return row?.day ?? null
}
