import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { bearerOf, keepGrant, keepToken, refreshTokenOf } from '@/lib/server/connection-token'
import { open, seal } from '@/lib/server/crypto'
import { findConnection } from '@/lib/server/db/connections'
import { openDatabase } from '@/lib/server/db/kysely'
import { findStoredApp, putStoredApp } from '@/lib/server/db/oura-app'
import { beginRefresh, finishRefresh } from '@/lib/server/db/refreshes'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser, updateUser } from '@/lib/server/db/users'
import { moveToActiveKey } from '@/lib/server/key-rotation'
import { SECRET_PLACE } from '@/lib/server/oauth-app'
import { secrets, takeUpKeys } from '@/lib/server/secrets'
import { DIALECTS, testDatabase } from '@/tests/setup/databases'

const KILLS = Number(process.env.RINGSIDE_KILLS ?? 10)
const MINUTE = 60_000
const folder = mkdtempSync(join(tmpdir(), 'rotation-'))
const file = join(folder, 'secrets.json')
const shared = globalThis as { ringsideSecrets?: unknown; ringsideSecretsSeen?: unknown }
// Before anything reads its configuration, once.
vi.stubEnv('SECRETS_FILE', file)
vi.stubEnv('DATA_DIR', join(folder, 'data'))
vi.stubEnv('LOG_LEVEL', 'silent')
beforeEach(() => {
  rmSync(file, { force: true })
  delete shared.ringsideSecrets
  delete shared.ringsideSecretsSeen
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const rotate = (more = {}) =>
  spawnSync(process.execPath, ['scripts/rotate-key.mjs'], { encoding: 'utf8', env: { ...process.env, ...more } })
const keys = () => String(JSON.parse(readFileSync(file, 'utf8')).DATA_KEYS).split(',')
const ids = () => keys().map((pair) => pair.split(':')[0])
const keep = (count: number) => {
  const content = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...content, DATA_KEYS: keys().slice(0, count).join() }), { mode: 0o600 })
}
const grant = (name: string) => ({
  pair: { accessToken: `access-${name}`, refreshToken: `refresh-${name}`, scopes: null, lifeMs: 60 * MINUTE },
  scopes: null,
  tokenUrl: 'https://moi.ouraring.com/oauth/v2/ext/oauth-token',
  clientId: 'app',
})
async function fill(db: Kysely<Database>): Promise<void> {
  await keepToken(db, 'ann', 'token-ann', 1)
  await keepGrant(db, 'bob', grant('bob'), 1)
  await putStoredApp(db, { client_id: 'app', secret_ct: seal('app-secret', SECRET_PLACE), server: 'moi', updated_at: 1 })
}
async function everything(db: Kysely<Database>) {
  const [ann, bob, app] = [await findConnection(db, 'ann'), await findConnection(db, 'bob'), await findStoredApp(db)]
  return [ann && bearerOf(ann), bob && bearerOf(bob), bob && refreshTokenOf(bob), app && open(app.secret_ct, SECRET_PLACE)]
}
const WHOLE = ['token-ann', 'access-bob', 'refresh-bob', 'app-secret']

test('the command puts a new key first, for its owner’s eyes only, and keeps everything else', () => {
  secrets()
  const before = JSON.parse(readFileSync(file, 'utf8'))
  expect(rotate()).toMatchObject({ status: 0, stdout: expect.stringContaining('k2 is the active key') })
  expect(rotate().status).toBe(0)
  const after = JSON.parse(readFileSync(file, 'utf8'))
  expect(after.NEXTAUTH_SECRET).toBe(before.NEXTAUTH_SECRET)
  expect(ids()).toEqual(['k3', 'k2', 'k1'])
  expect(after.DATA_KEYS.endsWith(before.DATA_KEYS)).toBe(true)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(takeUpKeys()).toBe(true)
  expect(takeUpKeys()).toBe(false)
  expect(secrets().dataKeys.map(({ id }) => id)).toEqual(['k3', 'k2', 'k1'])
})

test('run by root, the command leaves the file to the user that the server runs as', () => {
  secrets()
  // Only root can give a file away; anybody else's stays their own in any case.
  const owner = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 0)
  if (owner === 65_534) chownSync(file, owner, owner)
  expect(rotate().status).toBe(0)
  expect([statSync(file).uid, statSync(file).mode & 0o777]).toEqual([owner, 0o600])
})

test('where the name is a link, the file that it leads to has the new key, and the link stays', () => {
  secrets()
  const link = join(folder, 'link.json')
  symlinkSync(file, link)
  expect(rotate({ SECRETS_FILE: link }).status).toBe(0)
  expect(readlinkSync(link)).toBe(file)
  expect(ids()).toEqual(['k2', 'k1'])
})

test.each(['', '{', '{}', '{"DATA_KEYS":5}', '{"DATA_KEYS":""}'])('the command leaves a damaged file (%j) as it is', (text) => {
  writeFileSync(file, text)
  const { status, stderr } = rotate()
  expect(status).toBe(1)
  expect(stderr).toContain('damaged')
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('without a file, and with keys of the environment, the command says what to do', () => {
  expect(rotate().stderr).toContain('made at the first start')
  expect(rotate({ DATA_KEYS: 'k1:x' }).stderr).toContain('in front of the others')
})

test('a file that cannot be used changes nothing in a running process', () => {
  const before = secrets()
  writeFileSync(file, '{', { mode: 0o600 })
  expect(takeUpKeys()).toBe(false)
  expect(secrets()).toBe(before)
})

describe.each(DIALECTS)('on %s', async (dialect) => {
  const db = await testDatabase(dialect, ['ann', 'bob'])

  test('everything moves to the new key, the old one can go, and another process follows by itself', async () => {
    await fill(db)
    expect(await moveToActiveKey(db, 2)).toEqual({ moved: 0, busy: 0, lost: 0 })
    const elsewhere = secrets()
    rotate()
    takeUpKeys()
    expect(await everything(db)).toEqual(WHOLE)
    expect(await moveToActiveKey(db, 2)).toEqual({ moved: 3, busy: 0, lost: 0 })
    // A process that has not looked at the file yet meets a key it does not know.
    shared.ringsideSecrets = elsewhere
    shared.ringsideSecretsSeen = 'older'
    expect(await everything(db)).toEqual(WHOLE)
    keep(1)
    takeUpKeys()
    expect(secrets().dataKeys.map(({ id }) => id)).toEqual(['k2'])
    expect(await everything(db)).toEqual(WHOLE)
    const events = await db.selectFrom('audit').selectAll().where('event', '=', 'key_rotated').execute()
    expect(events).toMatchObject([{ user_id: '', detail: '{"moved":3}' }])
    for (const table of ['connection', 'oura_app'] as const)
      expect(JSON.stringify(await db.selectFrom(table).selectAll().execute())).not.toContain('v1.k1.')
  })

  test('the tokens of somebody who is kept out move too: they work again with the access', async () => {
    await fill(db)
    await updateUser(db, 'bob', { removed_at: 1 })
    rotate()
    takeUpKeys()
    expect(await moveToActiveKey(db, 2)).toEqual({ moved: 3, busy: 0, lost: 0 })
    keep(1)
    takeUpKeys()
    expect(await everything(db)).toEqual(WHOLE)
    await updateUser(db, 'bob', { removed_at: null })
  })

  test('a refresh that is under way keeps its token until it is over', async () => {
    await fill(db)
    const before = await findConnection(db, 'bob')
    if (!before) throw new Error('nobody')
    expect(await beginRefresh(db, before, { owner: 'other 1 x', dead: null, now: 0, lease: 30_000 })).toBe(true)
    rotate()
    takeUpKeys()
    expect(await moveToActiveKey(db, MINUTE)).toEqual({ moved: 2, busy: 1, lost: 0 })
    const access_ct = seal('access-new', { user: 'bob', provider: 'oauth', column: 'access_ct', row: 'bob' })
    const refresh_ct = seal('refresh-new', { user: 'bob', provider: 'oauth', column: 'refresh_ct', row: 'bob' })
    const pair = { access_ct, refresh_ct, token_fingerprint: null, token_last4: null, issued_at: 0, expires_at: 1, scopes: null }
    expect(await finishRefresh(db, before, pair, MINUTE)).toBe(true)
    expect(await moveToActiveKey(db, MINUTE)).toEqual({ moved: 0, busy: 0, lost: 0 })
    expect(await everything(db)).toEqual(['token-ann', 'access-new', 'refresh-new', 'app-secret'])
  })

  test('one that never ended is moved once it is long over; what a missing key sealed is counted and left', async () => {
    await fill(db)
    const before = await findConnection(db, 'bob')
    if (!before) throw new Error('nobody')
    await beginRefresh(db, before, { owner: 'other 1 x', dead: null, now: 0, lease: 30_000 })
    rotate()
    takeUpKeys()
    expect(await moveToActiveKey(db, 5 * MINUTE)).toMatchObject({ busy: 1 })
    expect(await moveToActiveKey(db, 11 * MINUTE)).toMatchObject({ moved: 1, busy: 0 })
    expect(await findConnection(db, 'bob')).toMatchObject({ refresh_intent_at: 0 })
    rotate()
    keep(1)
    takeUpKeys()
    expect(await moveToActiveKey(db, 12 * MINUTE)).toEqual({ moved: 0, busy: 0, lost: 3 })
  })

  test('after the secrets were lost and made anew under the same name, everything sealed is counted as lost', async () => {
    await fill(db)
    rmSync(file)
    delete shared.ringsideSecrets
    delete shared.ringsideSecretsSeen
    expect(await moveToActiveKey(db, 2)).toEqual({ moved: 0, busy: 0, lost: 3 })
    expect(secrets().dataKeys.map(({ id }) => id)).toEqual(['k1'])
  })
})

test(`killed ${KILLS} times while it moves: every token opens, none is lost`, async () => {
  const people = Array.from({ length: 60 }, (_, index) => `p${index}`)
  const db = await openDatabase({ dataDir: join(folder, 'data') })
  for (const id of people) {
    await ensureUser(db, { id, oura_user_id: null, role: 'member' }, 0)
    await keepGrant(db, id, grant(id), 1)
  }
  await db.destroy()
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['--import', './tests/setup/resolve.mjs', 'tests/server/rotation-child.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
    return child
  }
  let mixed = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const child = await start()
    const over = new Promise((resolve) => child.once('close', resolve))
    // In its midst: as soon as the first rows have the new key.
    rotate()
    const reader = new Sqlite(join(folder, 'data', 'ringside.db'), { readonly: true })
    const moved = reader.prepare('select count(*) from connection where access_ct like ?').pluck()
    const newest = `v1.${ids()[0]}.%`
    for (let tries = 0; tries < 20_000 && Number(moved.get(newest)) <= (kill * 7) % 40; tries++)
      await new Promise((resolve) => setImmediate(resolve))
    child.kill('SIGKILL')
    await over
    if (Number(moved.get(newest)) < people.length) mixed += 1
    expect(reader.pragma('integrity_check', { simple: true })).toBe('ok')
    reader.close()
  }
  takeUpKeys()
  const again = await openDatabase({ dataDir: join(folder, 'data') })
  for (const id of people) {
    const found = await findConnection(again, id)
    if (!found) throw new Error(`${id} is gone`)
    expect([bearerOf(found), refreshTokenOf(found)]).toEqual([`access-${id}`, `refresh-${id}`])
  }
  await moveToActiveKey(again, 1)
  keep(1)
  takeUpKeys()
  expect(await moveToActiveKey(again, 1)).toEqual({ moved: 0, busy: 0, lost: 0 })
  await again.destroy()
  // Otherwise no kill has hit a rotation.
  expect(mixed).toBeGreaterThan(KILLS / 3)
}, 240_000)
