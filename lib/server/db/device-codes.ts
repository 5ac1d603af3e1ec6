import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type DeviceCode = Database['device_code']

export async function insertDeviceCode(db: Kysely<Database>, code: Omit<DeviceCode, 'used_at'>): Promise<void> {
  await db
    .insertInto('device_code')
    .values({ ...code, used_at: null })
    .execute()
}

/** The code whose SHA-256 this is, used or not: a read that starts without a user, since it is how one is found. */
export async function findDeviceCodeByHash(db: Kysely<Database>, hash: string): Promise<DeviceCode | null> {
  return (await db.selectFrom('device_code').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null
}

/** Compare-and-swap: of all who use a code at once, one is told true. */
export async function spendDeviceCode(db: Kysely<Database>, userId: string, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('device_code')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends what codes of this person are still open: there is one at a time. */
export async function closeDeviceCodes(db: Kysely<Database>, userId: string, now: number): Promise<void> {
  await db
    .updateTable('device_code')
    .set({ ends_at: now })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .execute()
}

/** Forgets codes that ended before a moment. */
export async function pruneDeviceCodes(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom('device_code').where('ends_at', '<', before).execute()
}
