import { afterAll, expect, test, vi } from 'vitest'
import { keepToken } from '@/lib/server/connection-token'
import { deleteConnection, findConnection } from '@/lib/server/db/connections'
import { disconnect } from '@/lib/server/disconnect'
import { createLog } from '@/lib/server/log'
import { freshBearer } from '@/lib/server/oauth-refresh'
import { testDatabase } from '../setup/databases'
import { connected, OLD_APP, ouraWithApps } from './oauth-bench'

// Before anything has read the environment, which is read once.
const oura = await ouraWithApps()
afterAll(() => oura.close())
const db = await testDatabase('sqlite')
const gone = async () => {
  const told = await disconnect(db, 'ann', Date.now())
  expect(await findConnection(db, 'ann')).toBeNull()
  return told
}

test('the access is said to be back at Oura only where Oura took it; the connection is gone all the same', async () => {
  await connected(db, oura)
  expect(await gone()).toEqual({ oura: true })
  await connected(db, oura)
  oura.fault({ kind: 'status', status: 503, collection: 'oauth-revoke' })
  expect(await gone()).toEqual({ oura: false })
  oura.clearFaults()
  // Only the application that it was given to could hand it back.
  await connected(db, oura, { app: OLD_APP })
  expect(await gone()).toEqual({ oura: false })
})

test('of a refresh that is under way the pair that it brings is handed back, not the one that it spent', async () => {
  await connected(db, oura)
  oura.fault({ kind: 'latency', ms: 500, collection: 'oauth-token' })
  const tools = { db, now: Date.now, log: createLog('silent', { write: () => {} }) }
  const bearer = freshBearer(tools, 'ann')
  await vi.waitFor(async () => expect((await findConnection(db, 'ann'))?.refresh_owner).not.toBeNull())
  expect(await gone()).toEqual({ oura: true })
  expect(oura.oauth.bearer(await bearer)).toBeNull()
  oura.clearFaults()
})

test('a refresh of another process that ends after somebody disconnected hands its pair back itself', async () => {
  await connected(db, oura)
  oura.fault({ kind: 'latency', ms: 300, collection: 'oauth-token' })
  const tools = { db, now: Date.now, log: createLog('silent', { write: () => {} }) }
  const calls = oura.oauth.calls.length
  const bearer = freshBearer(tools, 'ann').catch((error: unknown) => error)
  await vi.waitFor(async () => expect((await findConnection(db, 'ann'))?.refresh_owner).not.toBeNull())
  // As the other process does it: without a word to this one.
  await deleteConnection(db, 'ann')
  expect(await bearer).toMatchObject({ kind: 'unreachable' })
  oura.clearFaults()
  expect(oura.oauth.calls.slice(calls).map(({ what }) => what)).toEqual(['refresh_token', 'revoke'])
})

test('a pasted token is its owner’s to revoke', async () => {
  await keepToken(db, 'ann', 'a-pasted-token', 1)
  expect(await gone()).toEqual({ oura: null })
  expect(await gone()).toEqual({ oura: null })
})
