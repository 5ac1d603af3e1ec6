import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type GuestLink = Database['guest_link']

export async function insertGuestLink(db: Kysely<Database>, link: Omit<GuestLink, 'last_used_at' | 'revoked_at'>): Promise<void> {
  await db
    .insertInto('guest_link')
    .values({ ...link, last_used_at: null, revoked_at: null })
    .execute()
}

/** The link whose SHA-256 this is, ended or not: a read that starts without a user. */
export async function findGuestLinkByHash(db: Kysely<Database>, hash: string): Promise<GuestLink | null> {
  return (await db.selectFrom('guest_link').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null
}

/** The link if it still shows anything at `now`. */
export async function findLiveGuestLink(db: Kysely<Database>, userId: string, id: string, now: number): Promise<GuestLink | null> {
  const row = await db
    .selectFrom('guest_link')
    .selectAll()
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst()
  return row ?? null
}

/** Links that were not revoked, the newest first. */
export function listGuestLinks(db: Kysely<Database>, userId: string): Promise<GuestLink[]> {
  return db
    .selectFrom('guest_link')
    .selectAll()
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

export async function touchGuestLink(db: Kysely<Database>, userId: string, id: string, now: number): Promise<void> {
  await db.updateTable('guest_link').set({ last_used_at: now }).where('user_id', '=', userId).where('id', '=', id).execute()
}

/** Answers whether there was such a link to revoke. */
export async function revokeGuestLink(db: Kysely<Database>, userId: string, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('guest_link')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Forgets links that ended before a moment. */
export async function pruneGuestLinks(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom('guest_link').where('ends_at', '<', before).execute()
}
