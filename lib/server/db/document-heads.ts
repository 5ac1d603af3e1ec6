import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { Database, StoredCollection } from './schema'

const HEAD_CHARACTERS = 1500

/** The beginning of each body whose own day lies in `from` … `to`, in order of days: enough for a field that Oura writes early. */
export async function readDocumentHeads(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  range: { from: Day; to: Day },
): Promise<{ day: Day; head: string }[]> {
  const rows = await db
    .selectFrom('document')
    .select(['day', sql<string>`substr(body, 1, ${sql.lit(HEAD_CHARACTERS)})`.as('head')])
    .where('user_id', '=', userId)
    .where('collection', '=', collection)
    .where('deleted_at', 'is', null)
    .where('day', '>=', range.from)
    .where('day', '<=', range.to)
    .orderBy('day')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ day, head }) => (day === null ? [] : [{ day, head }]))
}
