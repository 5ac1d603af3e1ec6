import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { readConnection } from '@/lib/server/connection'
import { SealError } from '@/lib/server/crypto'
import { findConnection, replaceConnection, updateConnection } from '@/lib/server/db/connections'
import { StorageError } from '@/lib/server/db/storage-error'
import { erase } from '@/lib/server/erase'
import { OuraError, type OuraSource } from '@/lib/server/oura-source'
import { syncUser } from '@/lib/server/sync'
import { syncStatus } from '@/lib/server/sync-status'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

// What becomes of a sync that something happens to on its way.
const TODAY = '2026-11-23'
const db = await testDatabase('sqlite')
withoutDisk(db)

async function somebody() {
  const oura = new MemoryOura()
  for (const day of eachDay(addDays(TODAY, -5), TODAY)) oura.put('sleep', day)
  const one = await person(db, oura)
  await one.prepare()
  /** Something that happens once, at the first list that is asked for. */
  const atFirst = (happens: () => Promise<void>) => {
    const source: OuraSource = oura
    const documents = source.documents.bind(oura)
    let isOver = false
    source.documents = async (...ask) => {
      if (!isOver) {
        isOver = true
        await happens()
      }
      return documents(...ask)
    }
  }
  const connection = async () => (await findConnection(db, one.userId)) ?? { state: 'none', last_ok_at: null, retry_at: null }
  return { ...one, oura, atFirst, connection }
}

describe('a token that takes the place of the one in use, by way of another process', () => {
  test('is not said to be dead because the old one is', async () => {
    const { userId, sync, atFirst, connection } = await somebody()
    atFirst(async () => {
      await replaceConnection(db, userId, { kind: 'token' }, NOW + 1)
      throw new OuraError('token', 'expired', { status: 401 })
    })
    expect(await sync()).toBe('done')
    expect(await connection()).toMatchObject({ state: null, last_ok_at: NOW })
  })

  test('nor to be well because the old one is', async () => {
    const { userId, sync, atFirst, connection } = await somebody()
    atFirst(() => replaceConnection(db, userId, { kind: 'token' }, NOW + 1))
    await sync()
    expect(await connection()).toMatchObject({ state: null, last_ok_at: null })
  })
})

test('a token that may not ask whose it is goes on after an outage', async () => {
  const { userId, sync, oura, connection } = await somebody()
  await updateConnection(db, userId, { state: 'unreachable', retry_at: NOW, fail_count: 3 }, NOW)
  oura.fault = (what) => {
    if (what === 'personal_info') throw new OuraError('scope', 'not authorized', { status: 401, scope: 'personal' })
  }
  expect(await sync()).toBe('done')
  expect(await connection()).toMatchObject({ state: null, fail_count: 0, retry_at: null })
})

test('a token whose key is not here is the owner’s to mend, and tried again in an hour', async () => {
  const { userId, tools, connection } = await somebody()
  const locked = () => {
    throw new SealError('sealed with a key that is not here')
  }
  expect(await syncUser({ ...tools, sourceOf: locked }, userId).end).toBe('misconfigured')
  expect(await connection()).toMatchObject({ state: 'misconfigured', retry_at: NOW + HOUR })
})

test.each([
  [new StorageError('full'), 'storage_full'],
  [new Error('a fault of this program'), 'internal'],
] as const)('%s says nothing of the connection; it is said until the next sync is well', async (error, code) => {
  const { userId, sync, atFirst, connection } = await somebody()
  atFirst(() => Promise.reject(error))
  expect(await sync()).toBe('storage')
  expect(await connection()).toMatchObject({ state: null, last_ok_at: null })
  expect(await syncStatus(db, userId, NOW)).toMatchObject({ state: 'idle', error: code })
  expect(await sync()).toBe('done')
  expect(await syncStatus(db, userId, NOW)).toMatchObject({ state: 'idle', error: null })
})

test('who waits for today is told too when there will be none', async () => {
  const { userId, tools, oura } = await somebody()
  oura.fault = () => {
    throw new OuraError('membership', 'lapsed', { status: 403 })
  }
  const late = new Promise((resolve) => setTimeout(resolve, 5000, 'still waiting'))
  expect(await Promise.race([syncUser(tools, userId).today.then(() => 'told'), late])).toBe('told')
  expect(await readConnection(db, userId, NOW)).toMatchObject({ state: 'limited', reason: 'membership_lapsed' })
})

test('asked for today while the history is read, it reads today again, once', async () => {
  const oura = new MemoryOura()
  oura.put('sleep', TODAY)
  const one = await person(db, oura)
  const source: OuraSource = oura
  const documents = source.documents.bind(oura)
  let asked = 0
  source.documents = async (collection, from, to, signal) => {
    if (collection === 'sleep' && to < '2026-10-01' && asked++ === 0) void one.sync()
    return documents(collection, from, to, signal)
  }
  expect(await one.sync()).toBe('done')
  expect(asked).toBeGreaterThan(5)
  expect(oura.asked.filter(({ collection, to }) => collection === 'sleep' && to === addDays(TODAY, 1))).toHaveLength(2)
})

describe('somebody who is erased', () => {
  test('while a sync runs: it is ended first, and writes nothing into what was removed', async () => {
    const { userId, sync, atFirst } = await somebody()
    const asked = Promise.withResolvers<void>()
    atFirst(async () => asked.resolve())
    const end = sync()
    await asked.promise
    expect(await erase(db, userId, NOW)).toMatchObject({ removed: { connection: 1 } })
    expect(await end).toBe('waiting')
  })

  test('in vain: the connection is there as all the rest, and syncs', async () => {
    const { userId, sync, connection } = await somebody()
    await sql`create trigger kept before delete on "user" begin select raise(abort, 'kept'); end`.execute(db)
    await expect(erase(db, userId, NOW)).rejects.toThrow('kept')
    await sql`drop trigger kept`.execute(db)
    expect(await connection()).toMatchObject({ state: null })
    expect(await sync()).toBe('done')
  })
})
