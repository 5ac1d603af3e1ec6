import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './db/schema'
import { findLiveSession, insertSession, revokeSession, type Session, touchSession } from './db/sessions'
import { hashOf, newSecret } from './hash'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A visit is noted this often: reads stay reads. */
const NOTED = 5 * MINUTE
/** A session ends after this long without a visit (ms) … */
export const IDLE = 90 * DAY
/** … and this long after it began, whatever happens (ms). */
export const ABSOLUTE = 365 * DAY

/** The link that a guest's session belongs to, and when it ends (epoch ms). */
export type GuestTerms = { linkId: string; endsAt: number }

/** Begins a session for `userId` and hands out its id: 256 random bits, of which only the SHA-256 is kept. `now` is epoch ms. */
export async function beginSession(
  db: Kysely<Database>,
  session: { userId: string; provider: string; device: string | null; guest?: GuestTerms | undefined },
  now: number,
): Promise<string> {
  const sid = newSecret(32)
  await insertSession(db, {
    user_id: session.userId,
    id_hash: hashOf(sid),
    provider: session.provider,
    name: session.device?.slice(0, 300) ?? null,
    created_at: now,
    ends_at: Math.min(now + ABSOLUTE, session.guest?.endsAt ?? Number.POSITIVE_INFINITY),
    ...(session.guest ? { guest_link_id: session.guest.linkId } : {}),
  })
  return sid
}

/** The session if it still stands; null otherwise. Notes the visit. */
export async function liveSession(db: Kysely<Database>, userId: string, sid: string, now: number): Promise<Session | null> {
  const session = await findLiveSession(db, userId, hashOf(sid), now, now - IDLE)
  if (!session) return null
  // A full disk must not lock anybody out of what is there to be read.
  if (session.last_seen_at + NOTED <= now) await touchSession(db, userId, session.id_hash, now).catch(() => undefined)
  return session
}

/** Ends a session at once, for every copy of its cookie. Answers whether it was still to be ended. */
export async function endSession(db: Kysely<Database>, userId: string, sid: string, now: number): Promise<boolean> {
  return revokeSession(db, userId, hashOf(sid), now)
}
