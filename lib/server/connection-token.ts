import 'server-only'
import type { Kysely } from 'kysely'
import { fingerprint, isSealedAnew, open, type SealedAt, seal } from './crypto'
import { type Connection, replaceConnection } from './db/connections'
import type { Database } from './db/schema'
import type { Pair } from './oauth'

type Column = 'access_ct' | 'refresh_ct'
const placeOf = (userId: string, kind: Connection['kind'], column: Column): SealedAt => ({
  user: userId,
  provider: kind,
  column,
  row: userId,
})

const known = (token: string) => ({ token_fingerprint: fingerprint(token), token_last4: token.slice(-4) })

/** Keeps a pasted token, sealed, as this person's connection in place of any other. Call `syncSoon` afterwards. */
export async function keepToken(db: Kysely<Database>, userId: string, token: string, now: number): Promise<void> {
  const access_ct = seal(token, placeOf(userId, 'token', 'access_ct'))
  await replaceConnection(db, userId, { kind: 'token', access_ct, ...known(token) }, now)
}

/** A pair as it is stored. A server that sends no new refresh token means the old one to go on. `now`: when it was asked for. */
export function sealedPair(userId: string, pair: Pair, now: number) {
  const { accessToken, refreshToken, lifeMs } = pair
  return {
    access_ct: seal(accessToken, placeOf(userId, 'oauth', 'access_ct')),
    ...(refreshToken === null ? {} : { refresh_ct: seal(refreshToken, placeOf(userId, 'oauth', 'refresh_ct')) }),
    ...known(accessToken),
    issued_at: now,
    expires_at: now + lifeMs,
  }
}

/** What a person granted at Oura, and to which application at which token endpoint. */
export type Grant = { pair: Pair; scopes: string[] | null; tokenUrl: string; clientId: string }

/** Keeps a grant as this person's connection in place of any other, whatever kind that was. Call `syncSoon` afterwards. */
export async function keepGrant(
  db: Kysely<Database>,
  userId: string,
  { pair, scopes, tokenUrl, clientId }: Grant,
  now: number,
): Promise<void> {
  await replaceConnection(
    db,
    userId,
    { kind: 'oauth', ...sealedPair(userId, pair, now), scopes: scopes?.join(' ') ?? null, token_url: tokenUrl, client_id: clientId },
    now,
  )
}

/** The bearer of a connection. Throws a SealError when it was sealed with a key that is not here. */
export function bearerOf(connection: Connection): string {
  return open(connection.access_ct ?? '', placeOf(connection.user_id, connection.kind, 'access_ct'))
}

/** The refresh token of a connection; null where it has none. Throws a SealError. */
export function refreshTokenOf({ user_id, kind, refresh_ct }: Connection): string | null {
  return refresh_ct === null ? null : open(refresh_ct, placeOf(user_id, kind, 'refresh_ct'))
}

/** The tokens of a connection sealed with the active key; null where they already are. Throws a SealError. */
export function sealedAnew({ user_id, kind, access_ct, refresh_ct }: Connection): Pick<Connection, 'access_ct' | 'refresh_ct'> | null {
  if ([access_ct, refresh_ct].every((envelope) => envelope === null || isSealedAnew(envelope))) return null
  const anew = (envelope: string | null, column: Column) => {
    const at = placeOf(user_id, kind, column)
    return envelope === null ? null : seal(open(envelope, at), at)
  }
  return { access_ct: anew(access_ct, 'access_ct'), refresh_ct: anew(refresh_ct, 'refresh_ct') }
}
