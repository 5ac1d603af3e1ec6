import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { ApiError } from './api-error'
import { clientAddress } from './client-address'
import { keepToken } from './connection-token'
import { appendAudit } from './db/audit'
import { upsertDocuments } from './db/documents'
import type { Database } from './db/schema'
import { findUser } from './db/users'
import { countTry } from './rate-limit'
import { syncSoon } from './sync'
import { turnOnShared } from './sync-off'
import { probeToken, readToken } from './token-probe'
import { admitUser, type Entry } from './user'

/** What `PUT /api/connection` takes. */
export const tokenSchema = z.object({ token: z.unknown().optional() })

/** The token, and what Oura said about its owner: both are there from the first moment. The sync begins at once. */
async function keep(db: Kysely<Database>, userId: string, token: string, info: string, now: number): Promise<void> {
  await upsertDocuments(db, userId, 'personal_info', [{ id: 'personal_info', day: null, body: info }], now)
  await keepToken(db, userId, token, now)
  await turnOnShared(db, userId, now)
  await syncSoon(userId)
}

/**
 * Signs in with a pasted token: asks Oura whose it is, finds that person's archive or begins one, and keeps the token, sealed, in place
 * of an older one. `entry`: by what right somebody new comes in. Answers the user's id. Rejects with an ApiError; then nothing was kept.
 */
export async function connectByToken(db: Kysely<Database>, pasted: unknown, entry: Entry, now: number): Promise<string> {
  const token = readToken(pasted)
  const { accountId, body } = await probeToken(token)
  const userId = await admitUser(db, accountId, entry, now)
  await keep(db, userId, token, body, now)
  await appendAudit(db, userId, 'connect', { kind: 'token' }, now)
  return userId
}

/** Puts a new token in the place of this user's old one. It has to be of the same Oura account. Rejects with an ApiError. */
export async function replaceToken(
  db: Kysely<Database>,
  { userId, headers }: { userId: string; headers: Headers },
  pasted: unknown,
  now: number,
): Promise<void> {
  const token = readToken(pasted)
  await countTry(db, 'paste', { session: userId, address: clientAddress(headers) })
  const { accountId, body } = await probeToken(token)
  const user = await findUser(db, userId)
  if (user?.oura_user_id !== accountId)
    throw new ApiError('forbidden', 'This token belongs to another Oura account; sign out to connect that one.')
  await keep(db, userId, token, body, now)
  await appendAudit(db, userId, 'token_replaced', { kind: 'token' }, now)
}
