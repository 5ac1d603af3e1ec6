import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { DERIVATION } from '@/lib/domain/metrics'
import { findApiKeyByHash, insertApiKey, listApiKeys, revokeApiKey, touchApiKey } from '@/lib/server/db/api-keys'
import { appendAudit, pruneAudit } from '@/lib/server/db/audit'
import {
  deleteConnection,
  findConnection,
  listConnections,
  markFailed,
  releaseLease,
  replaceConnection,
  takeLease,
  updateConnection,
} from '@/lib/server/db/connections'
import type { Database } from '@/lib/server/db/schema'
import { findLiveSession, insertSession, pruneSessions, revokeSession, touchSession } from '@/lib/server/db/sessions'
import { readUserSettings, writeUserSettings } from '@/lib/server/db/user-settings'
import { ensureUser, findOwner, findUser, findUserByOuraId, listUsers } from '@/lib/server/db/users'
import { DIALECTS, testDatabase } from '../../setup/databases'

describe.each(DIALECTS)('people on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob', 'carl'])
  })

  test('an Oura account is one person, from whichever device it comes, at whatever moment', async () => {
    expect(await findOwner(db)).toBeNull()
    const made = await ensureUser(db, { id: 'first', oura_user_id: 'oura-1', role: 'owner' }, 1)
    expect(made).toEqual({
      id: 'first',
      oura_user_id: 'oura-1',
      role: 'owner',
      created_at: 1,
      settings: null,
      name: null,
      removed_at: null,
      derived: DERIVATION,
    })
    expect(await ensureUser(db, { id: 'second', oura_user_id: 'oura-1', role: 'member' }, 2)).toEqual(made)
    expect(await findUser(db, 'second')).toBeNull()
    const many = await Promise.all(
      Array.from({ length: 8 }, (_, index) => ensureUser(db, { id: `race-${index}`, oura_user_id: 'oura-2', role: 'member' }, 3)),
    )
    expect(new Set(many.map((user) => user.id)).size).toBe(1)
    expect(await findUserByOuraId(db, 'oura-1')).toEqual(made)
    expect(await findUserByOuraId(db, 'oura-9')).toBeNull()
    expect(await findOwner(db)).toEqual(made)
    expect((await listUsers(db)).map((user) => user.id)).toContain('first')
  })

  test('settings are kept for the person', async () => {
    expect(await readUserSettings(db, 'ann')).toBeNull()
    await writeUserSettings(db, 'ann', '{"locale":"ja"}')
    expect(await readUserSettings(db, 'ann')).toBe('{"locale":"ja"}')
  })

  test('a session lives until it is revoked, over, or forgotten', async () => {
    const session = (id_hash: string, ends_at: number) => ({
      user_id: 'ann',
      id_hash,
      provider: 'token',
      name: null,
      created_at: 100,
      ends_at,
    })
    await insertSession(db, session('a', 1000))
    await insertSession(db, session('b', 1000))
    expect(await findLiveSession(db, 'ann', 'a', 500, 0)).toMatchObject({ last_seen_at: 100, revoked_at: null })
    expect(await findLiveSession(db, 'ann', 'a', 1000, 0)).toBeNull()
    expect(await findLiveSession(db, 'ann', 'a', 500, 101)).toBeNull()
    await touchSession(db, 'ann', 'a', 400)
    expect(await findLiveSession(db, 'ann', 'a', 500, 101)).toMatchObject({ last_seen_at: 400 })
    await revokeSession(db, 'ann', 'a', 500)
    expect(await findLiveSession(db, 'ann', 'a', 500, 0)).toBeNull()
    await revokeSession(db, 'ann', 'b', 600)
    await revokeSession(db, 'ann', 'b', 700)
    await pruneSessions(db, 550)
    const left = await db.selectFrom('session').select(['id_hash', 'revoked_at']).execute()
    expect(left).toEqual([{ id_hash: 'b', revoked_at: 600 }])
  })

  test('a key is found by its hash until it is revoked', async () => {
    await insertApiKey(db, {
      user_id: 'ann',
      id: 'k',
      name: 'curl',
      hash: 'h',
      created_at: 1,
      ends_at: null,
      collections: null,
      per_minute: null,
    })
    await touchApiKey(db, 'ann', 'k', 5)
    expect(await findApiKeyByHash(db, 'h')).toMatchObject({ user_id: 'ann', last_used_at: 5 })
    expect(await findApiKeyByHash(db, 'x')).toBeNull()
    expect(await revokeApiKey(db, 'bob', 'k', 6)).toBe(false)
    expect(await revokeApiKey(db, 'ann', 'k', 6)).toBe(true)
    expect(await revokeApiKey(db, 'ann', 'k', 7)).toBe(false)
    expect(await findApiKeyByHash(db, 'h')).toBeNull()
    expect(await listApiKeys(db, 'ann')).toEqual([])
  })

  test('a new connection knows nothing of the old one', async () => {
    await replaceConnection(db, 'ann', { kind: 'token', access_ct: 'old', scopes: 'daily' }, 1)
    await markFailed(db, 'ann', { state: 'token', reason: 'expired', retry_at: 9 }, 10)
    await markFailed(db, 'ann', { state: 'token', reason: 'expired', retry_at: 19 }, 20)
    expect(await findConnection(db, 'ann')).toMatchObject({
      state: 'token',
      state_since: 10,
      fail_count: 2,
      retry_at: 19,
      last_attempt_at: 20,
    })
    await markFailed(db, 'ann', { state: 'unreachable', reason: 'down', retry_at: null }, 30)
    expect(await findConnection(db, 'ann')).toMatchObject({ state: 'unreachable', state_since: 30, fail_count: 3 })
    await replaceConnection(db, 'ann', { kind: 'token', access_ct: 'new' }, 40)
    expect(await findConnection(db, 'ann')).toMatchObject({ access_ct: 'new', scopes: null, state: null, fail_count: 0, created_at: 40 })
    await updateConnection(db, 'ann', { last_ok_at: 50 }, 50)
    expect(await listConnections(db)).toMatchObject([{ user_id: 'ann', last_ok_at: 50, updated_at: 50 }])
    await deleteConnection(db, 'ann')
    expect(await findConnection(db, 'ann')).toBeNull()
    await updateConnection(db, 'ann', { last_ok_at: 60 }, 60)
    expect(await findConnection(db, 'ann')).toBeNull()
  })

  test('of many who ask for the lease at once one gets it, and another after it ran out', async () => {
    await replaceConnection(db, 'carl', { kind: 'token' }, 1)
    const asked = await Promise.all(Array.from({ length: 20 }, (_, index) => takeLease(db, 'carl', `owner-${index}`, 100, 200)))
    expect(asked.filter(Boolean)).toHaveLength(1)
    const holder = `owner-${asked.indexOf(true)}`
    expect(await takeLease(db, 'carl', 'late', 199, 300)).toBe(false)
    expect(await takeLease(db, 'carl', holder, 150, 250)).toBe(true)
    expect(await takeLease(db, 'carl', 'late', 250, 300)).toBe(true)
    await releaseLease(db, 'carl', holder)
    expect(await takeLease(db, 'carl', holder, 260, 300)).toBe(false)
    await releaseLease(db, 'carl', 'late')
    expect(await takeLease(db, 'carl', holder, 260, 300)).toBe(true)
    expect(await takeLease(db, 'bob', holder, 260, 300)).toBe(false)
  })

  test('events are kept for as long as they are wanted', async () => {
    await appendAudit(db, 'ann', 'connect', { kind: 'token' }, 10)
    await appendAudit(db, 'ann', 'export', null, 20)
    await appendAudit(db, null, 'login_failed', null, 30)
    const events = () => db.selectFrom('audit').select(['user_id', 'at', 'event', 'detail']).orderBy('at').execute()
    expect(await events()).toEqual([
      { user_id: 'ann', at: 10, event: 'connect', detail: '{"kind":"token"}' },
      { user_id: 'ann', at: 20, event: 'export', detail: null },
      { user_id: '', at: 30, event: 'login_failed', detail: null },
    ])
    await pruneAudit(db, 20)
    expect((await events()).map((row) => row.event)).toEqual(['export', 'login_failed'])
  })
})
