import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

/** The person's settings as JSON text; null while they have chosen nothing. */
export async function readUserSettings(db: Kysely<Database>, userId: string): Promise<string | null> {
  const row = await db.selectFrom('user').select('settings').where('id', '=', userId).executeTakeFirst()
  return row?.settings ?? null
}

export async function writeUserSettings(db: Kysely<Database>, userId: string, settings: string): Promise<void> {
  await db.updateTable('user').set({ settings }).where('id', '=', userId).execute()
}
