import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type Session = Database['session']

export async function insertSession(db: Kysely<Database>, session: Omit<Session, 'revoked_at' | 'last_seen_at'>): Promise<void> {
  await db
    .insertInto('session')
    .values({ ...session, last_seen_at: session.created_at, revoked_at: null })
    .execute()
}

/** The session if it may still be used at `now`: not revoked, not over, and seen since `idleSince`. */
export async function findLiveSession(
  db: Kysely<Database>,
  userId: string,
  idHash: string,
  now: number,
  idleSince: number,
): Promise<Session | null> {
  const row = await db
    .selectFrom('session')
    .selectAll()
    .where('user_id', '=', userId)
    .where('id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', now)
    .where('last_seen_at', '>=', idleSince)
    .executeTakeFirst()
  return row ?? null
}

export async function touchSession(db: Kysely<Database>, userId: string, idHash: string, now: number): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: now }).where('user_id', '=', userId).where('id_hash', '=', idHash).execute()
}

/** Ends one session; from the next request on its cookie is worth nothing. */
export async function revokeSession(db: Kysely<Database>, userId: string, idHash: string, now: number): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Forgets sessions that ended before a moment. */
export async function pruneSessions(db: Kysely<Database>, before: number): Promise<void> {
  await db
    .deleteFrom('session')
    .where((row) => row.or([row('ends_at', '<', before), row('revoked_at', '<', before)]))
    .execute()
}
