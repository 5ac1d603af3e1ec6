import Sqlite from 'better-sqlite3'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { bearerOf, refreshTokenOf } from '@/lib/server/connection-token'
import { deleteConnection, findConnection } from '@/lib/server/db/connections'
import { clientOf } from '@/lib/server/db/kysely'
import { createLog } from '@/lib/server/log'
import { freshBearer } from '@/lib/server/oauth-refresh'
import { offerUnkept } from '@/lib/server/oauth-unkept'
import { testDatabase } from '../setup/databases'
import { connected, ouraWithApps } from './oauth-bench'

// Before anything has read the environment, which is read once.
const oura = await ouraWithApps()
const db = await testDatabase('sqlite')
const { client } = clientOf(db)
if (!('name' in client)) throw new Error('not SQLite')
const other = new Sqlite(client.name)
afterAll(async () => {
  if (other.inTransaction) other.exec('rollback')
  other.close()
  await oura.close()
})
const lines: string[] = []
const log = createLog('info', { write: (line: string) => lines.push(line) })
const refreshes = () => oura.oauth.calls.filter(({ what }) => what === 'refresh_token')
const ask = (refused: string | null = null, at: (point: string) => void = () => undefined) =>
  freshBearer({ db, now: Date.now, log, at }, 'ann', refused)
const lock = () => {
  // Nobody here waits five seconds for it.
  client.pragma('busy_timeout = 50')
  other.exec('begin immediate')
}
/** A renewal during which another program takes the database. */
const askWhileLocked = () => ask(null, (point) => point === 'answered' && lock())
beforeEach(() => {
  oura.oauth.calls.length = 0
  lines.length = 0
})

test('a pair that a locked database cannot take is used all the same, and kept once the lock is gone', async () => {
  const old = await connected(db, oura)
  const bearer = await askWhileLocked()
  expect(bearer).not.toBe(old.accessToken)
  expect(new Set(await Promise.all([ask(), ask(), ask()]))).toEqual(new Set([bearer]))
  expect(refreshTokenOf((await findConnection(db, 'ann')) ?? expect.fail())).toBe(old.refreshToken)
  // Not renewed a second time: the new refresh token is on no disk.
  await expect(ask(bearer)).rejects.toMatchObject({ kind: 'unreachable' })
  other.exec('rollback')
  await expect.poll(async () => (await findConnection(db, 'ann'))?.refresh_intent_at, { timeout: 15_000 }).toBeNull()
  const row = (await findConnection(db, 'ann')) ?? expect.fail()
  expect(bearerOf(row)).toBe(bearer)
  expect(row).toMatchObject({ refresh_owner: null, refresh_failure: null })
  expect(refreshes()).toHaveLength(1)
  const said = lines.map((line) => JSON.parse(line).event)
  expect(said).toEqual(['oauth.unkept', 'oauth.refreshed'])
  // What is kept is renewed like any other.
  expect(await ask(bearer)).not.toBe(bearer)
})

test('the end of the process offers it once more, without waiting', async () => {
  await connected(db, oura)
  const bearer = await askWhileLocked()
  other.exec('rollback')
  await offerUnkept()
  expect(bearerOf((await findConnection(db, 'ann')) ?? expect.fail())).toBe(bearer)
})

test('somebody disconnects or connects anew meanwhile: what was held is forgotten', async () => {
  await connected(db, oura)
  await askWhileLocked()
  other.exec('rollback')
  await deleteConnection(db, 'ann')
  const anew = await connected(db, oura, { lifeMs: 86_400_000 })
  expect(await ask()).toBe(anew.accessToken)
  await offerUnkept()
  expect(bearerOf((await findConnection(db, 'ann')) ?? expect.fail())).toBe(anew.accessToken)
})
