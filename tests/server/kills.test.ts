import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readConnection } from '@/lib/server/connection'
import { bearerOf, keepGrant, refreshTokenOf } from '@/lib/server/connection-token'
import { findConnection } from '@/lib/server/db/connections'
import { openDatabase } from '@/lib/server/db/kysely'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'
import { serverOf } from '@/lib/server/oauth-servers'
import { secrets, takeUpKeys } from '@/lib/server/secrets'
import { startChild } from '../setup/child'
import { type StandIn, startStandIn } from '../stand-in/stand-in'
import { APP } from './oauth-bench'
import { NOW } from './sync-bench'
import { expectSame, recentStore } from './sync-stand-in'

// The figure of the promise takes minutes: SERVER_KILLS=200 npx vitest run tests/server/kills.test.ts
const KILLS = Number(process.env.SERVER_KILLS ?? 6)
const SEED = Number(process.env.SERVER_KILLS_SEED ?? 1)
const LONGEST_MS = 900
const CHILD = 'tests/server/kills-child.ts'
const folder = mkdtempSync(join(tmpdir(), 'ringside-kills-'))
const dataDir = join(folder, 'data')
const store = recentStore(NOW, 120)
let oura: StandIn

// Before anything reads its configuration; the children take it from here.
beforeAll(async () => {
  oura = await startStandIn({ now: () => NOW, accounts: [{ name: 'ann', tokens: [], store }], apps: [{ ...APP }] })
  for (const [name, value] of Object.entries({
    DATA_DIR: dataDir,
    SECRETS_FILE: join(folder, 'secrets.json'),
    OURA_API_URL: oura.url,
    OURA_CLOUD_URL: oura.url,
    OURA_MOI_URL: oura.url,
    OURA_CLIENT_ID: APP.clientId,
    OURA_CLIENT_SECRET: APP.clientSecret,
    LOG_LEVEL: 'silent',
  }))
    vi.stubEnv(name, value)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await oura.close()
  rmSync(folder, { recursive: true, force: true })
})

async function connect(db: Kysely<Database>): Promise<void> {
  const { access_token: accessToken, refresh_token: refreshToken } = oura.oauth.grant(APP.clientId, 'ann')
  const pair = { accessToken, refreshToken, scopes: null, lifeMs: 86_400_000 }
  await keepGrant(
    db,
    'ann',
    { pair, scopes: null, clientId: APP.clientId, tokenUrl: serverOf(APP.server).metadata.token_endpoint },
    Date.now(),
  )
}

/** A number from 0 up to 1 for each of a seed's turns. */
function turns(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

test(`a server killed ${KILLS} times at any moment of syncing, refreshing and rotating has lost nothing that was kept`, async () => {
  secrets()
  const first = await openDatabase({ dataDir })
  for (const id of ['ann', 'bob']) await ensureUser(first, { id, oura_user_id: id, role: 'member' }, 0)
  await connect(first)
  await first.destroy()
  const turn = turns(SEED)
  const kept = new Set<string>()
  const hit = { refresh: 0, rotation: 0, sync: 0, interrupted: 0 }
  let slowest = 0
  for (let kill = 0; kill < KILLS; kill++) {
    expect(spawnSync(process.execPath, ['scripts/rotate-key.mjs'], { env: process.env }).status).toBe(0)
    takeUpKeys()
    const child = startChild(CHILD, [String(NOW), 'on'])
    while (!child.output().includes('open') && child.process.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2))
    await new Promise((resolve) => setTimeout(resolve, turn() * LONGEST_MS))
    child.process.kill('SIGKILL')
    await child.ended
    expect(child.process.signalCode, child.output()).toBe('SIGKILL')
    for (const [, batch = ''] of child.output().matchAll(/^kept (\d+)$/gm)) kept.add(batch)
    slowest = Math.max(slowest, Number(/^open (\d+)$/m.exec(child.output())?.[1]))

    const file = new Sqlite(join(dataDir, 'ringside.db'))
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
    file.close()
    const db = await openDatabase({ dataDir })
    const rows = await db.selectFrom('document').select('id').where('user_id', '=', 'bob').execute()
    const whole = Map.groupBy(rows, ({ id }) => id.split('-')[0] ?? '')
    expect([...kept].filter((batch) => whole.get(batch)?.length !== 5)).toEqual([])
    expect([...whole.values()].every(({ length }) => length === 5)).toBe(true)

    const row = await findConnection(db, 'ann')
    if (!row) throw new Error('the connection is gone')
    // Whichever key they were sealed with, what is stored opens.
    expect([bearerOf(row), refreshTokenOf(row)]).toEqual([expect.any(String), expect.any(String)])
    if (row.refresh_intent_at !== null) hit.refresh += 1
    if (row.access_ct?.split('.')[1] !== secrets().dataKeys[0].id) hit.rotation += 1
    if (row.lease_owner !== null) hit.sync += 1
    const { state, reason } = await readConnection(db, 'ann', Date.now())
    if (state === 'reconnect') {
      expect(reason).toBe('refresh_interrupted')
      hit.interrupted += 1
      await connect(db)
    }
    // Half of a month is to be read again.
    const from = new Date(NOW - (20 + turn() * 90) * 86_400_000).toISOString().slice(0, 10)
    await db.deleteFrom('coverage').where('user_id', '=', 'ann').where('day', '>=', from).execute()
    await db.destroy()
  }
  expect(slowest).toBeLessThanOrEqual(5_000)
  expect(kept.size).toBeGreaterThan(KILLS)

  const db = await openDatabase({ dataDir })
  await connect(db)
  const last = startChild(CHILD, [String(NOW), 'once'])
  expect(await last.ended).toMatch(/^open \d+\nmoved 0\nsynced done$/)
  await expectSame(db, 'ann', store, NOW)
  const row = await findConnection(db, 'ann')
  expect(row?.access_ct?.split('.')[1]).toBe(secrets().dataKeys[0].id)
  await db.destroy()
  if (KILLS > 6) console.log(`${KILLS} kills, seed ${SEED}: ${kept.size} batches kept, opened within ${slowest} ms,`, hit)
}, 1_800_000)
