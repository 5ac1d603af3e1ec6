import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DeviceRow } from '@/lib/api'
import { deviceName } from '@/lib/domain/device-name'
import { ApiError } from './api-error'
import { appendAudit } from './db/audit'
import type { Database } from './db/schema'
import { listLiveSessions, revokeSession, revokeSessions } from './db/sessions'
import { hashOf } from './hash'
import { IDLE } from './session'

const WHICH = 'Name one device by its id, or send { "all": true } or { "others": true }.'
/** What `DELETE /api/devices` takes. */
export const devicesSchema = z.union(
  [
    z.strictObject({ id: z.string().min(1).max(100) }),
    z.strictObject({ all: z.literal(true) }),
    z.strictObject({ others: z.literal(true) }),
  ],
  WHICH,
)

const iso = (at: number) => new Date(at).toISOString()

/** The devices on which this person is signed in; `sid` is the session that asks. */
export async function listDevices(db: Kysely<Database>, userId: string, sid: string, now: number): Promise<DeviceRow[]> {
  const current = hashOf(sid)
  return (await listLiveSessions(db, userId, now, now - IDLE)).map(({ id_hash, name, provider, created_at, last_seen_at }) => ({
    id: id_hash,
    ...deviceName(name),
    provider,
    created_at: iso(created_at),
    last_seen_at: iso(id_hash === current ? now : last_seen_at),
    current: id_hash === current,
  }))
}

/** Signs devices out at once. Rejects with `not_found` for an id that is none of this person's. */
export async function signOutDevices(
  db: Kysely<Database>,
  { userId, sid }: { userId: string; sid: string },
  which: z.infer<typeof devicesSchema>,
  now: number,
): Promise<void> {
  let count = 1
  if ('id' in which) {
    if (!(await revokeSession(db, userId, which.id, now))) throw new ApiError('not_found', 'There is no such device.')
  } else count = await revokeSessions(db, userId, { own: true, ...('others' in which ? { except: hashOf(sid) } : {}) }, now)
  await appendAudit(db, userId, 'session_revoked', { count }, now)
}
