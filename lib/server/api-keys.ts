import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { KeyCreated, KeyRow } from '@/lib/api'
import { ApiError } from './api-error'
import { findApiKeyByHash, insertApiKey, listApiKeys, revokeApiKey, touchApiKey } from './db/api-keys'
import { appendAudit } from './db/audit'
import type { Database } from './db/schema'

const PATTERN = /^rs_[\w-]{43}$/
const MINUTE = 60_000
const MOST = 50
const NAME = 'name: write 1 to 60 characters, so that you know which program has this key.'

/** What `POST /api/keys` takes. */
export const newKeySchema = z.object({
  name: z
    .string(NAME)
    .trim()
    .regex(/^\P{C}{1,60}$/u, NAME),
})
/** What `DELETE /api/keys` takes. */
export const oneKeySchema = z.object({ id: z.string('id: name the key to revoke.').max(100, 'id: this is no id of a key.') })

const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url')
const iso = (at: number) => new Date(at).toISOString()

/** Makes a key for `userId`: `rs_` and 256 random bits. Its text is returned here and never again; only its SHA-256 is kept. */
export async function createKey(db: Kysely<Database>, userId: string, name: string, now: number): Promise<KeyCreated> {
  if ((await listApiKeys(db, userId)).length >= MOST) throw new ApiError('invalid', `There are ${MOST} keys already; revoke one first.`)
  const key = `rs_${randomBytes(32).toString('base64url')}`
  const id = randomUUID()
  await insertApiKey(db, { user_id: userId, id, name, hash: hashOf(key), created_at: now })
  await appendAudit(db, userId, 'key_made', null, now)
  return { id, key }
}

/** The keys of `userId` that work, oldest first. */
export async function listKeys(db: Kysely<Database>, userId: string): Promise<KeyRow[]> {
  return (await listApiKeys(db, userId)).map(({ id, name, created_at, last_used_at }) => ({
    id,
    name,
    created_at: iso(created_at),
    last_used_at: last_used_at === null ? null : iso(last_used_at),
  }))
}

/** Ends a key at once. Rejects with `not_found` when `userId` has no such key. */
export async function revokeKey(db: Kysely<Database>, userId: string, id: string, now: number): Promise<void> {
  if (!(await revokeApiKey(db, userId, id, now))) throw new ApiError('not_found', 'There is no such key.')
  await appendAudit(db, userId, 'key_revoked', null, now)
}

/** The user that a key belongs to, noting its use once a minute; null for a key that does not work. */
export async function userOfKey(db: Kysely<Database>, key: string, now: number): Promise<string | null> {
  if (!PATTERN.test(key)) return null
  const found = await findApiKeyByHash(db, hashOf(key))
  if (!found) return null
  // A full disk must not keep a reader out.
  if (found.last_used_at === null || found.last_used_at + MINUTE <= now)
    await touchApiKey(db, found.user_id, found.id, now).catch(() => undefined)
  return found.user_id
}
