import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type ApiKey = Database['api_key']

export async function insertApiKey(db: Kysely<Database>, key: Omit<ApiKey, 'last_used_at' | 'revoked_at'>): Promise<void> {
  await db
    .insertInto('api_key')
    .values({ ...key, last_used_at: null, revoked_at: null })
    .execute()
}

/** The key whose SHA-256 this is, if it was not revoked. The one read that starts without a user: it is how a user is found. */
export async function findApiKeyByHash(db: Kysely<Database>, hash: string): Promise<ApiKey | null> {
  const row = await db.selectFrom('api_key').selectAll().where('hash', '=', hash).where('revoked_at', 'is', null).executeTakeFirst()
  return row ?? null
}

export function listApiKeys(db: Kysely<Database>, userId: string): Promise<ApiKey[]> {
  return db
    .selectFrom('api_key')
    .selectAll()
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function touchApiKey(db: Kysely<Database>, userId: string, id: string, now: number): Promise<void> {
  await db.updateTable('api_key').set({ last_used_at: now }).where('user_id', '=', userId).where('id', '=', id).execute()
}

/** Answers whether there was such a key to revoke. */
export async function revokeApiKey(db: Kysely<Database>, userId: string, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
