import 'server-only'
import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Quarantined } from '@/lib/server/oura-source'
import { batches } from './batches'
import type { Database } from './schema'

type QuarantineCollection = Database['quarantine']['collection']

/** Keeps items aside that do not fit their schema; the same item is kept once. Answers how many are new. */
export async function quarantine(
  db: Kysely<Database>,
  userId: string,
  collection: QuarantineCollection,
  items: readonly Quarantined[],
  now: number,
): Promise<number> {
  const rows = items.map(({ body, reason }) => ({
    user_id: userId,
    collection,
    hash: createHash('sha256').update(body).digest('base64url'),
    // Postgres keeps no NUL in a text.
    body: body.replaceAll('\0', '\ufffd'),
    reason,
    at: now,
  }))
  return put(db, rows)
}

/** Keeps what was set aside elsewhere, as it was there. Answers how much of it is new here. */
export function mergeQuarantine(
  transaction: Transaction<Database>,
  userId: string,
  items: readonly Omit<Database['quarantine'], 'user_id'>[],
): Promise<number> {
  return put(
    transaction,
    items.map((item) => ({ ...item, body: item.body.replaceAll('\0', '\ufffd'), user_id: userId })),
  )
}

async function put(db: Kysely<Database>, rows: readonly Database['quarantine'][]): Promise<number> {
  let added = 0
  for (const some of batches(rows, 6)) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('quarantine')
      .values(some)
      .onConflict((conflict) => conflict.columns(['user_id', 'collection', 'hash']).doNothing())
      .executeTakeFirstOrThrow()
    added += Number(numInsertedOrUpdatedRows ?? 0)
  }
  return added
}
