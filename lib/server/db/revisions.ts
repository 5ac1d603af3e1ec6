import 'server-only'
import { type Kysely, sql, type Transaction } from 'kysely'
import { batches } from './batches'
import type { Database, StoredCollection } from './schema'

/** The moment a document's body stops being true: now, but always later than its arrival, whatever the clock says. */
export const momentAfter = (now: number) => sql<number>`case when fetched_at >= ${now} then fetched_at + 1 else ${now} end`

/** Keeps the present bodies of documents that are about to be replaced or removed. */
export async function keepRevisions(
  transaction: Transaction<Database>,
  userId: string,
  collection: StoredCollection,
  ids: readonly string[],
  now: number,
): Promise<void> {
  for (const some of batches(ids, 1))
    await transaction
      .insertInto('document_revision')
      .columns(['user_id', 'collection', 'id', 'replaced_at', 'day', 'body'])
      .expression((row) =>
        row
          .selectFrom('document')
          .select(['user_id', 'collection', 'id', momentAfter(now).as('replaced_at'), 'day', 'body'])
          .where('user_id', '=', userId)
          .where('collection', '=', collection)
          .where('id', 'in', some),
      )
      .execute()
}

/** What a document said before, newest first. */
export function readRevisions(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  id: string,
): Promise<{ replaced_at: number; body: string }[]> {
  return db
    .selectFrom('document_revision')
    .select(['replaced_at', 'body'])
    .where('user_id', '=', userId)
    .where('collection', '=', collection)
    .where('id', '=', id)
    .orderBy('replaced_at', 'desc')
    .execute()
}
