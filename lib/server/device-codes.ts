import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { DeviceCodeBody } from '@/lib/api'
import { DEVICE_CODE_LIFE } from '@/lib/domain/device-code'
import { ApiError } from './api-error'
import { appendAudit } from './db/audit'
import { closeDeviceCodes, findDeviceCodeByHash, insertDeviceCode, spendDeviceCode } from './db/device-codes'
import type { Database } from './db/schema'
import { findUser } from './db/users'
import { hashOf, isSecret, newSecret } from './hash'

/** A code that signs one more device in at `origin`, once: 128 random bits, of which the SHA-256 is kept. Older open ones end. */
export async function makeDeviceCode(db: Kysely<Database>, userId: string, origin: string, now: number): Promise<DeviceCodeBody> {
  const code = newSecret(16)
  const ends_at = now + DEVICE_CODE_LIFE
  await closeDeviceCodes(db, userId, now)
  await insertDeviceCode(db, { user_id: userId, id: randomUUID(), hash: hashOf(code), origin, created_at: now, ends_at })
  // Behind the #, which browsers keep to themselves: no server and no log ever sees it in an address.
  return { code, url: `${origin}/phone#${code}`, expires_at: new Date(ends_at).toISOString() }
}

/**
 * The person whose device code this is; spends it. `origin` is where it was opened. Rejects with `code_unknown`, `code_used`,
 * `code_expired`, `code_elsewhere` or `access_removed`.
 */
export async function userOfDeviceCode(db: Kysely<Database>, code: unknown, origin: string | null, now: number): Promise<string> {
  const found = isSecret(code) ? await findDeviceCodeByHash(db, hashOf(code)) : null
  if (!found) throw new ApiError('code_unknown', 'This code is unknown here; show a new one on the other device.')
  const { user_id: userId, id } = found
  if (found.origin !== origin) throw new ApiError('code_elsewhere')
  if ((await findUser(db, userId))?.removed_at != null) throw new ApiError('access_removed')
  if (!(await spendDeviceCode(db, userId, id, now))) {
    const { used_at } = (await findDeviceCodeByHash(db, found.hash)) ?? found
    throw used_at === null
      ? new ApiError('code_expired', 'This code has run out; show a new one on the other device.')
      : new ApiError('code_used', 'This code was used already; show a new one on the other device.')
  }
  await appendAudit(db, userId, 'device_added', null, now)
  return userId
}
