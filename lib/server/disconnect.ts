import 'server-only'
import type { Kysely } from 'kysely'
import type { DisconnectBody } from '@/lib/api'
import { bearerOf, refreshTokenOf } from './connection-token'
import { SealError } from './crypto'
import { appendAudit } from './db/audit'
import { type Connection, deleteConnection, findConnection } from './db/connections'
import type { Database } from './db/schema'
import { revokeGrant } from './oauth'
import { findApp } from './oauth-app'
import { refreshSettled } from './oauth-refresh'
import { serverAt } from './oauth-servers'
import { turnSync } from './sync'

/**
 * What hands the grant of a connection back to Oura, once the connection is gone, as far as Oura and the keys allow; null where there is
 * nothing to hand back (a pasted token is its owner's to revoke). It answers whether Oura took it.
 */
export async function prepareHandBack(db: Kysely<Database>, connection: Connection): Promise<(() => Promise<boolean>) | null> {
  if (connection.kind !== 'oauth') return null
  try {
    const app = await findApp(db)
    if (!app || app.clientId !== connection.client_id) return async () => false
    const tokens = { access: bearerOf(connection), refresh: refreshTokenOf(connection) }
    return () => revokeGrant({ server: serverAt(connection.token_url), app }, tokens)
  } catch (error) {
    if (error instanceof SealError) return async () => false
    throw error
  }
}

/**
 * Forgets this user's token, and revokes it at Oura where it came from there. Everything that was fetched stays, and stays readable.
 * Answers whether Oura took the access back.
 */
export async function disconnect(db: Kysely<Database>, userId: string, now: number): Promise<DisconnectBody> {
  await refreshSettled(userId)
  const connection = await findConnection(db, userId)
  const handBack = connection && (await prepareHandBack(db, connection))
  await deleteConnection(db, userId)
  await turnSync({ db }, userId)
  const oura = handBack ? await handBack() : null
  await appendAudit(db, userId, 'disconnect', { revoked: oura ? 1 : 0 }, now)
  return { oura }
}
