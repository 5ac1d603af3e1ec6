import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Database } from './db/schema'
import { ensureUser, findOwner, findUserByOuraId } from './db/users'

/** The demo ring's user: everybody may look, nobody may change anything. */
export const DEMO_USER = 'demo'

/** Whether somebody has connected a ring to this server. The first who does owns it. */
export async function isOwned(db: Kysely<Database>): Promise<boolean> {
  return (await findOwner(db)) !== null
}

/**
 * The id of the user with this Oura account, made where there is none: the first of all becomes the owner. Null when somebody else owns
 * this server and `open` is false. Two first sign-ins at the same moment end with one owner.
 */
export async function admitUser(db: Kysely<Database>, ouraUserId: string, open: boolean, now: number): Promise<string | null> {
  return db.transaction().execute(async (transaction) => {
    // SQLite has one writer anyway.
    if (transaction.getExecutor().adapter instanceof PostgresAdapter)
      await sql`lock table "user" in share row exclusive mode`.execute(transaction)
    const known = await findUserByOuraId(transaction, ouraUserId)
    if (known) return known.id
    const owned = await isOwned(transaction)
    if (owned && !open) return null
    const made = await ensureUser(transaction, { id: randomUUID(), oura_user_id: ouraUserId, role: owned ? 'member' : 'owner' }, now)
    return made.id
  })
}
