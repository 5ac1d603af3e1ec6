import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type Session = Database['session']

export async function insertSession(
  db: Kysely<Database>,
  session: Omit<Session, 'revoked_at' | 'last_seen_at' | 'guest_link_id'> & { guest_link_id?: string },
): Promise<void> {
  await db
    .insertInto('session')
    .values({ guest_link_id: null, ...session, last_seen_at: session.created_at, revoked_at: null })
    .execute()
}

/**
 * The session if it may still be used at `now`: not revoked, not over, seen since `idleSince`, and of somebody who is not kept out. Who is,
 * had every session ended; one that was just being begun is told here.
 */
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
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('user').select('user.id').where('user.id', '=', userId).where('user.removed_at', 'is not', null))),
    )
    .executeTakeFirst()
  return row ?? null
}

/** Whether a session, over or not, is a guest's. False for one that is not known (any more). */
export async function isGuestSession(db: Kysely<Database>, userId: string, idHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .select('guest_link_id')
    .where('user_id', '=', userId)
    .where('id_hash', '=', idHash)
    .executeTakeFirst()
  return row !== undefined && row.guest_link_id !== null
}

export async function touchSession(db: Kysely<Database>, userId: string, idHash: string, now: number): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: now }).where('user_id', '=', userId).where('id_hash', '=', idHash).execute()
}

/** Ends one session; from the next request on its cookie is worth nothing. Answers whether there was one to end. */
export async function revokeSession(db: Kysely<Database>, userId: string, idHash: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** This person's own sessions that may still be used, the one seen last first; guests' are not among them. */
export function listLiveSessions(db: Kysely<Database>, userId: string, now: number, idleSince: number): Promise<Session[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('user_id', '=', userId)
    .where('guest_link_id', 'is', null)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', now)
    .where('last_seen_at', '>=', idleSince)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id_hash')
    .execute()
}

/** Which of a person's sessions: their own (but for one), or those of a guest link. */
export type SessionsOf = { own: true; except?: string } | { guestLink: string }

/** Ends several sessions at once; answers how many there were. */
export async function revokeSessions(db: Kysely<Database>, userId: string, which: SessionsOf, now: number): Promise<number> {
  const live = db.updateTable('session').set({ revoked_at: now }).where('user_id', '=', userId).where('revoked_at', 'is', null)
  const chosen =
    'own' in which
      ? live.where('guest_link_id', 'is', null).where('id_hash', '<>', which.except ?? '')
      : live.where('guest_link_id', '=', which.guestLink)
  return Number((await chosen.executeTakeFirst()).numUpdatedRows)
}

/** Ends every session of a person, those of their guests too. */
export async function revokeEverySession(db: Kysely<Database>, userId: string, now: number): Promise<void> {
  await db.updateTable('session').set({ revoked_at: now }).where('user_id', '=', userId).where('revoked_at', 'is', null).execute()
}

/** When each person was last here themselves, epoch ms. */
export async function lastVisits(db: Kysely<Database>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('session')
    .select(({ fn }) => ['user_id', fn.max('last_seen_at').as('at')])
    .where('guest_link_id', 'is', null)
    .groupBy('user_id')
    .execute()
  return new Map(rows.map(({ user_id, at }) => [user_id, at]))
}

/** Forgets sessions that ended before a moment. */
export async function pruneSessions(db: Kysely<Database>, before: number): Promise<void> {
  await db
    .deleteFrom('session')
    .where((row) => row.or([row('ends_at', '<', before), row('revoked_at', '<', before)]))
    .execute()
}
