import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from './db/schema'
import { findLiveSession, insertSession, revokeSession, touchSession } from './db/sessions'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A session ends after this long without a visit (ms) … */
const IDLE = 90 * DAY
/** … and this long after it began, whatever happens (ms). */
export const ABSOLUTE = 365 * DAY

const hashOf = (sid: string) => createHash('sha256').update(sid).digest('base64url')

/** Begins a session for `userId` and hands out its id: 256 random bits, of which only the SHA-256 is kept. `now` is epoch ms. */
export async function beginSession(
  db: Kysely<Database>,
  session: { userId: string; provider: string; device: string | null },
  now: number,
): Promise<string> {
  const sid = randomBytes(32).toString('base64url')
  await insertSession(db, {
    user_id: session.userId,
    id_hash: hashOf(sid),
    provider: session.provider,
    name: session.device?.slice(0, 300) ?? null,
    created_at: now,
    ends_at: now + ABSOLUTE,
  })
  return sid
}

/** Whether this session still stands. Notes the visit, once an hour: reads stay reads. */
export async function isLiveSession(db: Kysely<Database>, userId: string, sid: string, now: number): Promise<boolean> {
  const session = await findLiveSession(db, userId, hashOf(sid), now, now - IDLE)
  if (!session) return false
  // A full disk must not lock anybody out of what is there to be read.
  if (session.last_seen_at + HOUR <= now) await touchSession(db, userId, session.id_hash, now).catch(() => undefined)
  return true
}

/** Ends a session at once, for every copy of its cookie. */
export async function endSession(db: Kysely<Database>, userId: string, sid: string, now: number): Promise<void> {
  await revokeSession(db, userId, hashOf(sid), now)
}
