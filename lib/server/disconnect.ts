import 'server-only'
import type { Kysely } from 'kysely'
import { bearerOf, refreshTokenOf } from './connection-token'
import { SealError } from './crypto'
import { appendAudit } from './db/audit'
import { type Connection, deleteConnection, findConnection } from './db/connections'
import type { Database } from './db/schema'
import { revokeGrant } from './oauth'
import { findApp } from './oauth-app'
import { serverAt } from './oauth-servers'
import { turnSync } from './sync'

/** Hands the grant back to Oura, as far as Oura and the keys allow. A pasted token is its owner's to revoke. */
async function handBack(db: Kysely<Database>, connection: Connection): Promise<boolean> {
  if (connection.kind !== 'oauth') return false
  try {
    const app = await findApp(db)
    if (!app || app.clientId !== connection.client_id) return false
    const tokens = { access: bearerOf(connection), refresh: refreshTokenOf(connection) }
    return await revokeGrant({ server: serverAt(connection.token_url), app }, tokens)
  } catch (error) {
    if (error instanceof SealError) return false
    throw error
  }
}

/** Forgets this user's token, and revokes it at Oura where it came from there. Everything that was fetched stays, and stays readable. */
export async function disconnect(db: Kysely<Database>, userId: string, now: number): Promise<void> {
  const connection = await findConnection(db, userId)
  await deleteConnection(db, userId)
  await turnSync({ db }, userId)
  const revoked = connection !== null && (await handBack(db, connection))
  await appendAudit(db, userId, 'disconnect', { revoked: revoked ? 1 : 0 }, now)
}
