import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { KeyCreated, KeyRow } from '@/lib/api'
import { ApiError } from './api-error'
import { findApiKeyByHash, insertApiKey, listApiKeys, revokeApiKey, touchApiKey } from './db/api-keys'
import { appendAudit } from './db/audit'
import type { Database } from './db/schema'
import { findUser } from './db/users'
import { givenName } from './given-name'
import { hashOf, newSecret } from './hash'
import { KEY_COLLECTIONS, type Reach, reachOfCollections } from './reach'

const PATTERN = /^rs_[\w-]{43}$/
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const MOST = 50
const NAME = 'name: write 1 to 60 characters, so that you know which program has this key.'
const DAYS = 'days: write a whole number from 1 to 3650, or leave it out for a key without an end.'
const COLLECTIONS = 'collections: name at least one of Oura’s collections, or leave it out for all of them.'
const PER_MINUTE = 'per_minute: write a whole number from 1 to 100000, or leave it out for no limit.'

/** What `POST /api/keys` takes. */
export const newKeySchema = z.object({
  name: givenName(NAME),
  days: z.number(DAYS).int(DAYS).min(1, DAYS).max(3650, DAYS).nullish(),
  collections: z
    .array(z.string(COLLECTIONS), COLLECTIONS)
    .min(1, COLLECTIONS)
    .refine((names) => names.every((name) => KEY_COLLECTIONS.includes(name)), 'collections: one of them is unknown; names are exact.')
    .transform((names) => KEY_COLLECTIONS.filter((name) => names.includes(name)))
    .nullish(),
  per_minute: z.number(PER_MINUTE).int(PER_MINUTE).min(1, PER_MINUTE).max(100_000, PER_MINUTE).nullish(),
})
/** What `DELETE /api/keys` takes. */
export const oneKeySchema = z.object({ id: z.string('id: name the key to revoke.').max(100, 'id: this is no id of a key.') })

const iso = (at: number) => new Date(at).toISOString()

/** Makes a key for `userId`: `rs_` and 256 random bits. Its text is returned here and never again; only its SHA-256 is kept. */
export async function createKey(
  db: Kysely<Database>,
  userId: string,
  { name, days, collections, per_minute }: z.infer<typeof newKeySchema>,
  now: number,
): Promise<KeyCreated> {
  if ((await listApiKeys(db, userId)).length >= MOST) throw new ApiError('invalid', `There are ${MOST} keys already; revoke one first.`)
  const key = `rs_${newSecret(32)}`
  const id = randomUUID()
  await insertApiKey(db, {
    user_id: userId,
    id,
    name,
    hash: hashOf(key),
    created_at: now,
    ends_at: days ? now + days * DAY : null,
    collections: collections?.join(' ') ?? null,
    per_minute: per_minute ?? null,
  })
  await appendAudit(db, userId, 'key_made', null, now)
  return { id, key }
}

/** The keys of `userId` that were not revoked, oldest first; those whose time is over are among them. */
export async function listKeys(db: Kysely<Database>, userId: string): Promise<KeyRow[]> {
  return (await listApiKeys(db, userId)).map(({ id, name, created_at, last_used_at, ends_at, collections, per_minute }) => ({
    id,
    name,
    created_at: iso(created_at),
    last_used_at: last_used_at === null ? null : iso(last_used_at),
    ends_at: ends_at === null ? null : iso(ends_at),
    collections: collections?.split(' ') ?? null,
    per_minute,
  }))
}

/** Ends a key at once. Rejects with `not_found` when `userId` has no such key. */
export async function revokeKey(db: Kysely<Database>, userId: string, id: string, now: number): Promise<void> {
  if (!(await revokeApiKey(db, userId, id, now))) throw new ApiError('not_found', 'There is no such key.')
  await appendAudit(db, userId, 'key_revoked', null, now)
}

/** Who holds a key, and what it reaches: null for everything. */
export type KeyHolder = { userId: string; keyId: string; reach: Reach | null; perMinute: number | null }

/** The holder of a key, noting its use once a minute; null for a key that does not work (any more). */
export async function userOfKey(db: Kysely<Database>, key: string, now: number): Promise<KeyHolder | null> {
  if (!PATTERN.test(key)) return null
  const found = await findApiKeyByHash(db, hashOf(key))
  if (!found || (found.ends_at !== null && found.ends_at <= now)) return null
  const { user_id: userId, id: keyId, collections, per_minute: perMinute } = found
  if ((await findUser(db, userId))?.removed_at != null) return null
  // A full disk must not keep a reader out.
  if (found.last_used_at === null || found.last_used_at + MINUTE <= now) await touchApiKey(db, userId, keyId, now).catch(() => undefined)
  return { userId, keyId, reach: collections === null ? null : reachOfCollections(collections.split(' ')), perMinute }
}
