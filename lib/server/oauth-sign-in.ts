import 'server-only'
import type { Kysely } from 'kysely'
import { type Grant, keepGrant } from './connection-token'
import { appendAudit } from './db/audit'
import { upsertDocuments } from './db/documents'
import type { Database } from './db/schema'
import { findUser } from './db/users'
import { syncSoon } from './sync'
import { turnOnShared } from './sync-off'
import { probeToken } from './token-probe'
import { admitUser, DEMO_USER, type Entry } from './user'

/** An Oura account other than the one that this device is signed in as. */
export class OtherAccountError extends Error {
  override readonly name = 'OtherAccountError'
}

/**
 * Signs in with a grant: asks Oura whose it is, finds that person's archive or begins one, and keeps the grant in place of any older
 * connection. `current`: who this device is signed in as; they can only connect their own account. `entry`: by what right somebody new comes
 * in. Answers the user's id. Rejects with an ApiError, OuraError or OtherAccountError; then nothing was kept.
 */
export async function connectByGrant(
  db: Kysely<Database>,
  grant: Grant,
  { current, entry }: { current: string | null; entry: Entry },
  now: number,
): Promise<string> {
  const { accountId, body } = await probeToken(grant.pair.accessToken)
  if (current !== null && current !== DEMO_USER && (await findUser(db, current))?.oura_user_id !== accountId) throw new OtherAccountError()
  const userId = await admitUser(db, accountId, entry, now)
  await upsertDocuments(db, userId, 'personal_info', [{ id: 'personal_info', day: null, body }], now)
  await keepGrant(db, userId, grant, now)
  await turnOnShared(db, userId, now)
  await appendAudit(db, userId, 'connect', { kind: 'oauth' }, now)
  await syncSoon(userId)
  return userId
}
