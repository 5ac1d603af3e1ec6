import { afterAll, expect, test } from 'vitest'
import { keepToken } from '@/lib/server/connection-token'
import { findConnection } from '@/lib/server/db/connections'
import { disconnect } from '@/lib/server/disconnect'
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

test('a pasted token is its owner’s to revoke', async () => {
  await keepToken(db, 'ann', 'a-pasted-token', 1)
  expect(await gone()).toEqual({ oura: null })
  expect(await gone()).toEqual({ oura: null })
})
