import 'server-only'
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Quarantined } from '@/lib/server/oura-source'
import { batches } from './batches'
import type { Database } from './schema'

type QuarantineCollection = Database['quarantine']['collection']

/** Keeps items aside that do not fit their schema; the same item is kept once. */
export async function quarantine(
  db: Kysely<Database>,
  userId: string,
  collection: QuarantineCollection,
  items: readonly Quarantined[],
  now: number,
): Promise<void> {
  const rows = items.map(({ body, reason }) => ({
    user_id: userId,
    collection,
    hash: createHash('sha256').update(body).digest('base64url'),
    // Postgres keeps no NUL in a text.
    body: body.replaceAll('\0', '\ufffd'),
    reason,
    at: now,
  }))
  for (const some of batches(rows, 6))
    await db
      .insertInto('quarantine')
      .values(some)
      .onConflict((conflict) => conflict.columns(['user_id', 'collection', 'hash']).doNothing())
      .execute()
}
