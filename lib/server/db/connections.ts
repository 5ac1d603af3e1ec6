import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema'

export type Connection = Database['connection']
type Leases = 'lease_owner' | 'lease_until' | 'refresh_owner' | 'refresh_until'
type Settable = Partial<Omit<Connection, 'user_id' | 'created_at' | 'updated_at' | Leases>>

export async function findConnection(db: Kysely<Database>, userId: string): Promise<Connection | null> {
  return (await db.selectFrom('connection').selectAll().where('user_id', '=', userId).executeTakeFirst()) ?? null
}

const ofThoseLetIn = (db: Kysely<Database>) =>
  db
    .selectFrom('connection')
    .innerJoin('user', 'user.id', 'connection.user_id')
    .selectAll('connection')
    .where('user.removed_at', 'is', null)

/** The connection that a sync may work with: null also for somebody who is kept out. */
export async function findSyncedConnection(db: Kysely<Database>, userId: string): Promise<Connection | null> {
  return (await ofThoseLetIn(db).where('user_id', '=', userId).executeTakeFirst()) ?? null
}

/** The connection of everybody who is not kept out, for the scheduler alone. */
export function listConnections(db: Kysely<Database>): Promise<Connection[]> {
  return ofThoseLetIn(db).orderBy('user_id').execute()
}

/** Every connection there is, of those kept out too, for the keys that seal them. */
export function listEveryConnection(db: Kysely<Database>): Promise<Connection[]> {
  return db.selectFrom('connection').selectAll().orderBy('user_id').execute()
}

/** A new connection in place of any old one: whatever the old one knew about its token is gone. */
export async function replaceConnection(
  db: Kysely<Database>,
  userId: string,
  values: Settable & Pick<Connection, 'kind'>,
  now: number,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('connection').where('user_id', '=', userId).execute()
    await transaction
      .insertInto('connection')
      .values({ ...EMPTY, ...values, user_id: userId, created_at: now, updated_at: now })
      .execute()
  })
}

/** Changes the named columns; nothing happens where there is no connection. */
export async function updateConnection(db: Kysely<Database>, userId: string, values: Settable, now: number): Promise<void> {
  await db
    .updateTable('connection')
    .set({ ...values, updated_at: now })
    .where('user_id', '=', userId)
    .execute()
}

/**
 * Puts the same tokens, sealed anew, in the place of `was`. Not while a refresh is under way, which knows its token by its old seal, nor
 * until one that never ended is long over. Answers whether it did.
 */
export async function swapSealed(
  db: Kysely<Database>,
  was: Pick<Connection, 'user_id' | 'access_ct' | 'refresh_ct'>,
  anew: Pick<Connection, 'access_ct' | 'refresh_ct'>,
  overSince: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connection')
    .set(anew)
    .where('user_id', '=', was.user_id)
    .where('access_ct', was.access_ct === null ? 'is' : '=', was.access_ct)
    .where('refresh_ct', was.refresh_ct === null ? 'is' : '=', was.refresh_ct)
    .where((row) => row.or([row('refresh_owner', 'is', null), row('refresh_until', '<', overSince)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Disconnects. The archive stays. */
export async function deleteConnection(db: Kysely<Database>, userId: string): Promise<void> {
  await db.deleteFrom('connection').where('user_id', '=', userId).execute()
}

/**
 * Compare-and-swap: this owner holds the connection until `until` for a sync if nobody else does at
 * `now`. Answers whether it does. Asking again as the same owner extends it.
 */
export async function takeLease(db: Kysely<Database>, userId: string, owner: string, now: number, until: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connection')
    .set({ lease_owner: owner, lease_until: until })
    .where('user_id', '=', userId)
    .where((row) => row.or([row('lease_owner', 'is', null), row('lease_owner', '=', owner), row('lease_until', '<=', now)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function releaseLease(db: Kysely<Database>, userId: string, owner: string): Promise<void> {
  await db
    .updateTable('connection')
    .set({ lease_owner: null, lease_until: null })
    .where('user_id', '=', userId)
    .where('lease_owner', '=', owner)
    .execute()
}

/** Counts one more failure and says why; the moment of the first of them stays. */
export async function markFailed(
  db: Kysely<Database>,
  userId: string,
  failure: { state: string; reason: string; retry_at: number | null },
  now: number,
): Promise<void> {
  await db
    .updateTable('connection')
    .set({
      state: failure.state,
      state_reason: failure.reason,
      state_since: sql<number>`case when state = ${failure.state} then state_since else ${now} end`,
      fail_count: sql<number>`fail_count + 1`,
      retry_at: failure.retry_at,
      last_attempt_at: now,
      updated_at: now,
    })
    .where('user_id', '=', userId)
    .execute()
}

const EMPTY: Omit<Connection, 'user_id' | 'kind' | 'created_at' | 'updated_at'> = {
  state: null,
  state_reason: null,
  state_since: null,
  scopes: null,
  missing_scopes: null,
  access_ct: null,
  refresh_ct: null,
  token_fingerprint: null,
  token_last4: null,
  issued_at: null,
  expires_at: null,
  token_url: null,
  client_id: null,
  refresh_intent_at: null,
  refresh_owner: null,
  refresh_until: null,
  refresh_failure: null,
  refresh_fail_count: 0,
  refresh_retry_at: null,
  lease_owner: null,
  lease_until: null,
  last_attempt_at: null,
  last_ok_at: null,
  fail_count: 0,
  retry_at: null,
}
