import 'server-only'
import type { Kysely } from 'kysely'
import { appendAudit } from './db/audit'
import { deleteConnection } from './db/connections'
import type { Database } from './db/schema'
import { turnSync } from './sync'

/** Forgets this user's token. Everything that was fetched stays, and stays readable. */
export async function disconnect(db: Kysely<Database>, userId: string, now: number): Promise<void> {
  await deleteConnection(db, userId)
  await turnSync({ db }, userId)
  await appendAudit(db, userId, 'disconnect', null, now)
}
