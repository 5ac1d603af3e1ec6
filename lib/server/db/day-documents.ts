import 'server-only'
import type { Kysely } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { Database, StoredCollection } from './schema'

/** The documents of one day of a collection with what has become of them; those that Oura removed too. */
export function readDayDocuments(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  day: Day,
): Promise<{ id: string; body: string; fetched_at: number; deleted_at: number | null }[]> {
  return db
    .selectFrom('document')
    .select(['id', 'body', 'fetched_at', 'deleted_at'])
    .where('user_id', '=', userId)
    .where('collection', '=', collection)
    .where('day', '=', day)
    .orderBy('id')
    .execute()
}
