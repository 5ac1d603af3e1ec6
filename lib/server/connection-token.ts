import 'server-only'
import type { Kysely } from 'kysely'
import { fingerprint, open, type SealedAt, seal } from './crypto'
import { type Connection, replaceConnection } from './db/connections'
import type { Database } from './db/schema'
import { forgetWindows } from './db/sync-windows'

const placeOf = (userId: string, kind: Connection['kind']): SealedAt => ({ user: userId, provider: kind, column: 'access_ct', row: userId })

/** Keeps a pasted token, sealed, as this person's connection in place of any other. Call `syncSoon` afterwards. */
export async function keepToken(db: Kysely<Database>, userId: string, token: string, now: number): Promise<void> {
  // What the old token was refused is no matter of the new one.
  await forgetWindows(db, userId)
  const access_ct = seal(token, placeOf(userId, 'token'))
  await replaceConnection(
    db,
    userId,
    { kind: 'token', access_ct, token_fingerprint: fingerprint(token), token_last4: token.slice(-4) },
    now,
  )
}

/** The bearer of a connection. Throws a SealError when it was sealed with a key that is not here. */
export function bearerOf(connection: Connection): string {
  return open(connection.access_ct ?? '', placeOf(connection.user_id, connection.kind))
}
