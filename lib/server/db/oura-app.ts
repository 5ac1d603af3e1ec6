import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type StoredApp = Database['oura_app']

export async function findStoredApp(db: Kysely<Database>): Promise<StoredApp | null> {
  return (await db.selectFrom('oura_app').selectAll().executeTakeFirst()) ?? null
}

/** Keeps this application in place of any other. */
export async function putStoredApp(db: Kysely<Database>, app: Omit<StoredApp, 'id'>): Promise<void> {
  await db
    .insertInto('oura_app')
    .values({ ...app, id: 'server' })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(app))
    .execute()
}

/** Which of the two servers the application turned out to belong to. */
export async function setStoredServer(db: Kysely<Database>, server: StoredApp['server'], now: number): Promise<void> {
  await db.updateTable('oura_app').set({ server, updated_at: now }).execute()
}

/** Forgets the application, for a server that nobody owns any more. */
export async function deleteStoredApp(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom('oura_app').execute()
}

/** Puts the same secret, sealed anew, in the place of `was`. Answers whether it was still there. */
export async function swapStoredSecret(db: Kysely<Database>, was: string, anew: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('oura_app').set({ secret_ct: anew }).where('secret_ct', '=', was).executeTakeFirst()
  return numUpdatedRows === 1n
}
