import { describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { readDocuments } from '@/lib/server/archive'
import { readCoverage } from '@/lib/server/db/coverage'
import { upsertDocuments } from '@/lib/server/db/documents'
import { quarantine } from '@/lib/server/db/quarantine'
import { upsertSamples } from '@/lib/server/db/samples'
import { documentsOf } from '@/lib/server/oura-client-items'
import { OuraError } from '@/lib/server/oura-source'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { archivedRows, HOUR, NOW, person, withoutDisk } from './sync-bench'

const TODAY = '2026-11-23'
const DAY = 24 * HOUR
const db = await testDatabase('sqlite')
withoutDisk(db)
provideDatabase(db)

const some = () => {
  const oura = new MemoryOura()
  for (const day of eachDay(addDays(TODAY, -20), TODAY)) oura.put('sleep', day)
  return oura
}
const stateOf = async (userId: string, collection: 'workout' | 'sleep' | 'heartrate', day: string) =>
  (await readCoverage(db, userId, day, day, [collection]))[0]?.state

describe('samples that come late', () => {
  test('behind a newer one of the same day are there at the next sync, or at least after a night', async () => {
    const oura = some()
    oura.addSample('heartrate', NOW - 6 * HOUR, 60)
    oura.addSample('heartrate', NOW - 60_000, 140) // live, from a workout; the ring itself has not met the phone since
    const one = await person(db, oura)
    await one.prepare()
    await one.sync()
    // The ring meets the phone: the hours between arrive.
    for (let at = NOW - 5 * HOUR; at < NOW - HOUR; at += 300_000) oura.addSample('heartrate', at, 70)
    one.clock.now += HOUR
    await one.sync()
    const soon = (await archivedRows(db, one.userId, 'heartrate')).length
    one.clock.now = NOW + DAY
    oura.addSample('heartrate', NOW + DAY - 60_000, 66)
    await one.sync()
    const tomorrow = (await archivedRows(db, one.userId, 'heartrate')).length
    one.clock.now = NOW + 2 * DAY
    oura.addSample('heartrate', NOW + 2 * DAY - 60_000, 66)
    await one.sync()
    const after = (await archivedRows(db, one.userId, 'heartrate')).length
    expect([soon, tomorrow - 1, after - 2]).toEqual([50, 50, 50])
  })

  test('by more than half a day, behind a live workout, are there within the hour; until then little is asked for', async () => {
    const oura = some()
    oura.addSample('heartrate', NOW - 20 * HOUR, 60)
    const one = await person(db, oura)
    await one.prepare()
    await one.sync()
    oura.addSample('heartrate', NOW, 140)
    one.clock.now += 15 * 60_000
    await one.sync()
    for (let at = NOW - 19 * HOUR; at < NOW; at += HOUR) oura.addSample('heartrate', at, 70)
    oura.asked.length = 0
    for (let count = 0; count < 3; count++) {
      one.clock.now += 15 * 60_000
      await one.sync()
    }
    const asked = oura.asked.filter(({ collection }) => collection === 'heartrate').map(({ from }) => from)
    expect(asked).toEqual([addDays(TODAY, -1), addDays(TODAY, -1), addDays(TODAY, -3)])
    expect(await archivedRows(db, one.userId, 'heartrate')).toHaveLength(21)
  })

  test('one with a clock that is ahead does not hold up those of today', async () => {
    const oura = some()
    oura.addSample('heartrate', NOW - HOUR, 60)
    oura.addSample('heartrate', NOW + 30 * HOUR, 61)
    const one = await person(db, oura)
    await one.prepare()
    await one.sync()
    // Before the hour is over in which everything is read again.
    for (let quarter = 1; quarter <= 3; quarter++) {
      one.clock.now += 15 * 60_000
      oura.addSample('heartrate', one.clock.now - 60_000, 60)
      await one.sync()
    }
    expect((await archivedRows(db, one.userId, 'heartrate')).length).toBe(5)
  })
})

describe('a series that is silent', () => {
  const quiet = async (ago: number) => {
    const oura = some()
    const one = await person(db, oura)
    await one.prepare()
    oura.addSample('heartrate', NOW - ago, 60)
    await upsertSamples(db, one.userId, 'heartrate', oura.rows.get('heartrate') ?? [], NOW)
    await one.sync()
    one.clock.now += 15 * 60_000
    return { ...one, oura }
  }

  test('for some days is read from its last row on, as a ring may meet its phone again', async () => {
    const { sync, oura, userId } = await quiet(6 * DAY)
    oura.addSample('heartrate', NOW - 5 * DAY, 61)
    await sync()
    expect(await archivedRows(db, userId, 'heartrate')).toHaveLength(2)
  })

  test('for three days is read whole too, for what came later still before its last row', async () => {
    const { sync, oura, userId, clock } = await quiet(3 * DAY - 10 * HOUR)
    oura.addSample('heartrate', NOW - 3 * DAY - 5 * HOUR, 61)
    for (let count = 0; count < 5; count++) {
      await sync()
      clock.now += 15 * 60_000
    }
    expect(await archivedRows(db, userId, 'heartrate')).toHaveLength(2)
  })

  test('for months is not asked for all of them', async () => {
    const { sync, oura } = await quiet(100 * DAY)
    oura.asked.length = 0
    await sync()
    expect(oura.asked.filter(({ collection }) => collection === 'heartrate').map(({ from }) => from)).toEqual([addDays(TODAY, -3)])
  })
})

describe('samples that Oura gave another source, or removed', () => {
  async function measured() {
    const oura = some()
    for (let hour = 0; hour < 60; hour++) oura.addSample('heartrate', NOW - hour * HOUR, 60)
    const one = await person(db, oura)
    await one.prepare()
    await one.sync()
    const rows = oura.rows.get('heartrate') ?? []
    const next = async () => {
      one.clock.now += HOUR
      await one.sync()
      return archivedRows(db, one.userId, 'heartrate')
    }
    return { ...one, oura, rows, next }
  }

  test('have their new source once the range was read again, and what Oura does not tell of any more stays', async () => {
    const { oura, rows, next, userId } = await measured()
    const told = rows.map(({ at, body }, index) => ({ at, body: index === 50 ? body.replace('awake', 'workout') : body }))
    oura.rows.set('heartrate', told.toSpliced(20, 1))
    expect(await next()).toEqual(told.map(({ body }) => body))
    oura.rows.set('heartrate', [])
    expect(await next()).toHaveLength(60)
    expect(await stateOf(userId, 'heartrate', TODAY)).toBe('have')
  })
})

describe('coverage', () => {
  test('of the day a document moved to outside of what was asked is `have`', async () => {
    const oura = some()
    const moved = oura.put('workout', addDays(TODAY, -2), { n: 1 })
    const one = await person(db, oura)
    await one.prepare()
    await one.sync()
    const there = addDays(TODAY, -20)
    expect(await stateOf(one.userId, 'workout', there)).toBe('none')
    oura.put('workout', there, { id: moved.id, n: 2 })
    one.clock.now += HOUR
    await one.sync()
    expect(JSON.parse((await readDocuments(one.userId, 'workout', { from: there, to: there })).body).data).toHaveLength(1)
    expect(await stateOf(one.userId, 'workout', there)).toBe('have')
  })

  test('of the day a document left for one that was asked is no longer `have`', async () => {
    const oura = some()
    const there = addDays(TODAY, -20)
    const moved = oura.put('workout', there, { n: 1 })
    const one = await person(db, oura)
    await one.sync()
    expect(await stateOf(one.userId, 'workout', there)).toBe('have')
    oura.put('workout', TODAY, { id: moved.id, n: 2 })
    one.clock.now += HOUR
    await one.sync()
    expect(JSON.parse((await readDocuments(one.userId, 'workout', { from: there, to: there })).body).data).toHaveLength(0)
    expect(await stateOf(one.userId, 'workout', there)).toBe('none')
  })

  test('of a day that nobody asked for yet is left alone by a document that moved to it: its others are still to be asked for', async () => {
    const oura = some()
    const moved = oura.put('workout', addDays(TODAY, -2), { n: 1 })
    const there = addDays(TODAY, -40)
    const other = oura.put('workout', there, { n: 2 })
    const one = await person(db, oura)
    // The history is interrupted before its first month.
    oura.fault = () => {
      if ((oura.asked.at(-1)?.to ?? TODAY) < addDays(TODAY, -29)) throw new OuraError('limited', 'wait', { retryAt: NOW + 1 })
    }
    expect(await one.sync()).toBe('limited')
    oura.put('workout', there, { id: moved.id, n: 3 })
    one.clock.now += HOUR
    expect(await one.sync()).toBe('limited')
    expect(await stateOf(one.userId, 'workout', there)).toBeUndefined()
    oura.fault = () => {}
    one.clock.now += HOUR
    expect(await one.sync()).toBe('done')
    const found: { id: string }[] = JSON.parse((await readDocuments(one.userId, 'workout', { from: there, to: there })).body).data
    expect(found.map(({ id }) => id).sort()).toEqual([moved.id, other.id].sort())
    expect(await stateOf(one.userId, 'workout', there)).toBe('have')
  })

  test('in Auckland it is tomorrow by UTC: what was asked for and is not there is not `not asked`', async () => {
    // 23 November 20:00 UTC is the 24th, 09:00, in Auckland.
    const now = Date.UTC(2026, 10, 23, 20)
    const oura = some()
    oura.put('daily_activity', '2026-11-24')
    const one = await person(db, oura, now)
    await one.prepare()
    await one.sync()
    expect(await stateOf(one.userId, 'sleep', '2026-11-24')).toBe('none')
    expect(await stateOf(one.userId, 'workout', '2026-11-24')).toBe('none')
  })
})

describe('x-ringside-as-of', () => {
  test('is not the moment at which Oura failed to answer', async () => {
    const oura = some()
    oura.fault = (collection) => {
      if (collection === 'workout') throw new OuraError('refused', 'no', { status: 418 })
    }
    const one = await person(db, oura)
    await one.sync()
    const { asOf } = await readDocuments(one.userId, 'workout', { from: TODAY, to: TODAY })
    expect(asOf).toBeNull()
  })

  test('is null where part of the range was never asked for', async () => {
    const oura = some()
    const one = await person(db, oura)
    await one.prepare()
    await one.sync()
    const { asOf } = await readDocuments(one.userId, 'sleep', { from: '2025-08-01', to: TODAY })
    expect(asOf).toBeNull()
  })
})

describe.each(DIALECTS)('text with NUL on %s', (dialect) => {
  test('an answer with a NUL in it is set aside like any other that is no JSON', async () => {
    const base = await testDatabase(dialect, ['me'])
    const { quarantined, items } = documentsOf('daily_stress', ['{"id":"a\u0000","day":"2026-11-23"}'], () => true)
    expect(items).toHaveLength(0)
    await quarantine(base, 'me', 'daily_stress', quarantined, NOW)
  })

  test('nor does an id with an escaped one end the sync', async () => {
    const base = await testDatabase(dialect, ['me'])
    const { items } = documentsOf('daily_stress', ['{"id":"a\\u0000","day":"2026-11-23"}'], () => true)
    await upsertDocuments(base, 'me', 'daily_stress', items, NOW)
  })
})
