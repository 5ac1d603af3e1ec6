import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { COLLECTION_NAMES, COLLECTIONS, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { ouraClient } from '@/lib/server/oura-client'
import { heartRateRow, ouraDocument } from '../fixtures/oura-document'
import { demoStore } from '../stand-in/demo-store'
import { overlayStore } from '../stand-in/document-store'
import { type StandIn, type StandInOptions, startStandIn } from '../stand-in/stand-in'

const DOCUMENTS = COLLECTION_NAMES.filter((name) => !isSampleCollection(name)) as DocumentCollection[]
const FROM = '2026-03-20'
const TO = '2026-04-05'
const MINUTE = 60_000
const HEART = Date.parse('2026-03-01T00:00:00Z')
const HEART_ROWS = 45 * 24 * 12

/** Three weeks of a traveller: Denver, then Tokyo, then Berlin over its DST day. */
function traveller() {
  const store = overlayStore()
  for (const day of eachDay(addDays(FROM, -5), addDays(TO, 5))) {
    const offset = day < '2026-03-24' ? '-06:00' : day < '2026-03-27' ? '+09:00' : day < '2026-03-29' ? '+01:00' : '+02:00'
    for (const collection of DOCUMENTS) store.put(collection, ouraDocument(collection, day, offset))
    // A nap whose evening belongs to the next day, a night that is not over, and a second night of one day.
    store.put(
      'sleep',
      ouraDocument('sleep', addDays(day, 1), offset, {
        id: `late-nap-${day}`,
        type: 'late_nap',
        bedtime_start: `${day}T22:37:00${offset}`,
      }),
    )
  }
  store.put('sleep', ouraDocument('sleep', TO, '+02:00', { id: 'in-progress', bedtime_end: null }))
  store.putSamples(
    'heartrate',
    Array.from({ length: HEART_ROWS }, (_, index) => heartRateRow(HEART + index * 5 * MINUTE, 50 + (index % 60))),
  )
  return store
}

const RULES: StandInOptions[] = [
  {},
  { unknownEndDate: 'inclusive', sampleBounds: 'both', documentPageSize: 5 },
  { datesWithToken: 'refuse', sampleBounds: 'neither', pageSize: 333 },
]

describe.each(RULES)('Oura with %j', (rules) => {
  let standIn: StandIn
  const store = traveller()
  const client = () => ouraClient({ baseUrl: standIn.url, token: async () => 'secret-1' })
  beforeAll(async () => {
    standIn = await startStandIn({ ...rules, accounts: [{ name: 'one', tokens: ['secret-1'], store }] })
  })
  beforeEach(() => standIn.clearFaults())
  afterAll(() => standIn.close())

  test.each(DOCUMENTS)('%s: a range is the documents of its days, as they were sent', async (collection) => {
    const ownDay = COLLECTIONS[collection].day
    for (const [from, to] of [
      [FROM, TO],
      ['2026-03-23', '2026-03-24'],
      ['2026-03-29', '2026-03-29'],
    ] as const) {
      const { items, quarantined } = await client().documents(collection, from, to)
      const held = store.all(collection).filter(({ day }) => ownDay === null || (day !== null && day >= from && day <= to))
      expect(items.map(({ id }) => id).sort()).toEqual(held.map(({ id }) => id).sort())
      expect(items.length).toBeGreaterThan(0)
      for (const item of items) expect(item).toEqual(store.document(collection, item.id))
      expect(quarantined).toEqual([])
    }
  })

  test('a range longer than a request is asked for in parts and comes back whole, once', async () => {
    const { items } = await client().documents('daily_activity', '2025-06-01', '2026-06-01')
    expect(items).toEqual(store.all('daily_activity'))
  })

  test.each([
    ['a part of a day', HEART + 7 * MINUTE, HEART + 65 * MINUTE],
    ['ends on samples', HEART + 5 * MINUTE, HEART + 60 * MINUTE],
    ['45 days, more than a request may hold', HEART, HEART + 45 * 86_400_000],
  ])('heart rate, %s: every row in [from, to), in order', async (_, from, to) => {
    const { items } = await client().samples('heartrate', from, to)
    expect(items).toEqual(store.samples('heartrate', from, to))
    expect(items.length).toBeGreaterThan(10)
  })

  test('an inverted or empty range asks nothing', async () => {
    const before = standIn.requests.length
    expect((await client().documents('sleep', TO, FROM)).items).toEqual([])
    expect((await client().samples('heartrate', HEART, HEART)).items).toEqual([])
    expect(standIn.requests.length).toBe(before)
  })

  test('one document, and one that is not there', async () => {
    expect(await client().document('sleep', 'in-progress')).toEqual(store.document('sleep', 'in-progress'))
    await expect(client().document('sleep', 'nowhere')).rejects.toMatchObject({ name: 'OuraError', kind: 'missing', status: 404 })
    const before = standIn.requests.length
    for (const id of ['../personal_info', '.', '..', '', 'a/b', 'a?b', 'x'.repeat(201)])
      await expect(client().document('sleep', id)).rejects.toMatchObject({ kind: 'missing' })
    expect(standIn.requests.length).toBe(before)
    // What a listing may leave out is asked for before it is taken for gone, whatever plain id it has.
    for (const id of ['2026-10-05T23:10:00.000-07:00', 'x'.repeat(200)]) {
      await expect(client().document('sleep', id)).rejects.toMatchObject({ kind: 'missing', status: 404 })
      expect(standIn.requests.at(-1)?.path).toContain(id)
    }
  })

  test('personal_info says whose token it is', async () => {
    const { id, body } = await client().personalInfo()
    expect(id).toBe('empty')
    expect(JSON.parse(body)).toEqual(store.personalInfo())
  })
})

test('a demo ring with all its travels, naps and clock changes: every range is what it holds', async () => {
  const now = Date.parse('2026-11-23T15:00:00Z')
  const ring = overlayStore(demoStore({ seed: 11, now: () => now, years: 1 }))
  const standIn = await startStandIn({ now: () => now, accounts: [{ name: 'ring', tokens: ['a'], store: ring }] })
  const client = ouraClient({ baseUrl: standIn.url, token: async () => 'a' })
  for (const collection of DOCUMENTS) {
    for (const [from, to] of [
      ['2026-10-20', '2026-11-23'],
      ['2026-03-27', '2026-03-30'],
      ['2026-06-01', '2026-06-01'],
    ] as const) {
      const { items, quarantined } = await client.documents(collection, from, to)
      const held = ring.documents(collection, from, to)
      expect(new Set(items)).toEqual(new Set(held))
      expect(items).toHaveLength(held.length)
      expect(quarantined).toEqual([])
    }
  }
  for (const collection of ['heartrate', 'ring_battery_level'] as const) {
    const [from, to] = [now - 4.5 * 86_400_000, now]
    const { items, quarantined } = await client.samples(collection, from, to)
    expect(items).toEqual(ring.samples(collection, from, to))
    expect(items.length).toBeGreaterThan(100)
    expect(quarantined).toEqual([])
  }
  await standIn.close()
})

test('asks by https, or on loopback', () => {
  expect(() => ouraClient({ baseUrl: 'http://api.ouraring.com', token: async () => 'a' })).toThrow(TypeError)
  expect(() => ouraClient({ baseUrl: 'file:///etc/passwd', token: async () => 'a' })).toThrow(TypeError)
})
