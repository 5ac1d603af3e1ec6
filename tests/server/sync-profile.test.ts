import { expect, test } from 'vitest'
import { readConnection } from '@/lib/server/connection'
import { readCoverage } from '@/lib/server/db/coverage'
import { findDocument, listDocuments } from '@/lib/server/db/documents'
import { OuraError, type OuraErrorKind, type OuraSource } from '@/lib/server/oura-source'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

// Who the wearer is and which rings they have had.
const TODAY = '2026-11-23'
const db = await testDatabase('sqlite')
withoutDisk(db)

async function wearer() {
  const oura = new MemoryOura()
  oura.put('daily_sleep', TODAY)
  const rings = [oura.put('ring_configuration', null, { id: 'old-ring' }), oura.put('ring_configuration', null, { id: 'new-ring' })]
  const one = await person(db, oura)
  await one.prepare()
  const asked = (what: string) => oura.asked.filter(({ collection }) => collection === what).length
  const kept = async () => (await listDocuments(db, one.userId, 'ring_configuration', null)).map(({ id }) => id).sort()
  const word = async (day = TODAY) => (await readCoverage(db, one.userId, day, day, ['ring_configuration']))[0]?.state
  return { ...one, oura, rings, asked, kept, word }
}
const failing = (kind: OuraErrorKind, what: string) => (collection: string) => {
  if (collection === what) throw new OuraError(kind, 'as told', { scope: 'ring_configuration' })
}

test('are asked for once a day, and a ring that Oura no longer has is gone', async () => {
  const { sync, clock, oura, asked, kept, word, userId } = await wearer()
  expect(await sync()).toBe('done')
  expect([await kept(), await word()]).toEqual([['new-ring', 'old-ring'], 'have'])
  expect((await findDocument(db, userId, 'personal_info', 'personal_info'))?.body).toBe('{"id":"account","age":36}')
  oura.remove('ring_configuration', 'old-ring')
  clock.now += HOUR
  await sync()
  expect([asked('ring_configuration'), asked('personal_info')]).toEqual([1, 1])
  clock.now = NOW + 24 * HOUR
  await sync()
  expect([asked('ring_configuration'), asked('personal_info')]).toEqual([2, 2])
  expect(await kept()).toEqual(['new-ring'])
})

test('a ring that does not fit its schema keeps the others from being taken for gone', async () => {
  const { sync, clock, oura, kept } = await wearer()
  await sync()
  const source: OuraSource = oura
  const documents = source.documents.bind(oura)
  source.documents = async (collection, from, to) => {
    const { items } = await documents(collection, from, to)
    if (collection !== 'ring_configuration') return { items, quarantined: [] }
    return { items: items.slice(0, 1), quarantined: [{ body: '{"id":7}', reason: 'id: expected a text' }] }
  }
  clock.now += 24 * HOUR
  await sync()
  expect(await kept()).toEqual(['new-ring', 'old-ring'])
})

test('a ring that the listing leaves out is asked for by its id, and is gone only when Oura does not know it', async () => {
  const { sync, clock, oura, kept, word } = await wearer()
  await sync()
  const documents = oura.documents.bind(oura)
  oura.documents = async (collection, ...range) => {
    const answer = await documents(collection, ...range)
    return collection === 'ring_configuration' ? { ...answer, items: [] } : answer
  }
  oura.remove('ring_configuration', 'old-ring')
  clock.now += 24 * HOUR
  await sync()
  expect([await kept(), await word('2026-11-24')]).toEqual([['new-ring'], 'have'])
})

test('a ring that cannot be asked for stays', async () => {
  const { sync, clock, oura, kept, word } = await wearer()
  await sync()
  oura.remove('ring_configuration', 'old-ring')
  oura.fault = failing('unreachable', 'document')
  clock.now += 24 * HOUR
  await sync()
  expect([await kept(), await word('2026-11-24')]).toEqual([['new-ring', 'old-ring'], 'failed'])
})

test('of rings that were not asked for, because Oura has not answered for a while, nothing is said, and they are not left alone', async () => {
  for (const what of ['personal_info', 'ring_configuration']) {
    const { sync, clock, oura, word, kept, userId } = await wearer()
    oura.fault = (collection) => {
      if (collection === what) throw new OuraError('unreachable', 'our own breaker', { retryAt: NOW + 30_000 })
    }
    expect(await sync()).toBe('unreachable')
    expect(await word()).toBeUndefined()
    oura.fault = () => {}
    clock.now += 60_000
    expect(await sync()).toBe('done')
    expect([await word(), await kept()]).toEqual(['have', ['new-ring', 'old-ring']])
    expect((await readConnection(db, userId, clock.now)).left_out).toEqual([])
  }
})

test.each([
  ['scope', 'no_scope', 'missing_scope', 24],
  ['refused', 'failed', 'upstream_refused', 24],
] as const)('rings that Oura answers with %s are said to be %s, and left alone for a day', async (kind, state, reason, hours) => {
  const { sync, clock, oura, asked, word, userId } = await wearer()
  oura.fault = failing(kind, 'ring_configuration')
  expect(await sync()).toBe('done')
  expect([await word(), asked('ring_configuration')]).toEqual([state, 1])
  expect(await readConnection(db, userId, NOW)).toMatchObject({ state: 'limited', reason })
  clock.now += hours * HOUR - 1
  await sync()
  expect(asked('ring_configuration')).toBe(1)
  oura.fault = () => {}
  clock.now += 1
  await sync()
  expect([await word('2026-11-24'), asked('ring_configuration')]).toEqual(['have', 2])
  expect(await readConnection(db, userId, clock.now)).toMatchObject({ state: 'fresh' })
})

test.each(['personal_info', 'ring_configuration'])(
  'what ends a sync ends it at %s too; what does not keeps nothing else from being read',
  async (what) => {
    const { sync, clock, oura, kept } = await wearer()
    oura.fault = failing('token', what)
    expect(await sync()).toBe('token')
    const other = await wearer()
    other.oura.fault = failing('refused', what)
    expect(await other.sync()).toBe('done')
    expect(await other.kept()).toEqual(what === 'personal_info' ? ['new-ring', 'old-ring'] : [])
    expect(await kept()).toEqual([])
    expect(clock.now).toBe(NOW)
  },
)
