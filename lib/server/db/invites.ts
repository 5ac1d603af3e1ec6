import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type Invite = Database['invite']

export async function insertInvite(db: Kysely<Database>, invite: Omit<Invite, 'used_at' | 'revoked_at'>): Promise<void> {
  await db
    .insertInto('invite')
    .values({ ...invite, used_at: null, revoked_at: null })
    .execute()
}

/** The invitation whose SHA-256 this is, used, ended or not: a read that starts without a user. */
export async function findInviteByHash(db: Kysely<Database>, hash: string): Promise<Invite | null> {
  return (await db.selectFrom('invite').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null
}

/** Invitations that were not revoked, the newest first. */
export function listInvites(db: Kysely<Database>, userId: string): Promise<Invite[]> {
  return db
    .selectFrom('invite')
    .selectAll()
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Compare-and-swap: of all who use an invitation at once, one is told true. */
export async function spendInvite(db: Kysely<Database>, userId: string, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invite')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Answers whether there was such an invitation to revoke. */
export async function revokeInvite(db: Kysely<Database>, userId: string, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invite')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Forgets invitations that ended before a moment. */
export async function pruneInvites(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom('invite').where('ends_at', '<', before).execute()
}
