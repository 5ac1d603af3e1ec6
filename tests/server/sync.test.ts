import { describe, expect, test } from 'vitest'
import { addDays, eachDay, utcMidnight } from '@/lib/domain/day'
import { COLLECTION_NAMES } from '@/lib/oura/collections'
import { readConnection } from '@/lib/server/connection'
import { findConnection } from '@/lib/server/db/connections'
import { readCoverage } from '@/lib/server/db/coverage'
import { readRevisions } from '@/lib/server/db/revisions'
import { OuraError } from '@/lib/server/oura-source'
import { OPEN_ENDED } from '@/lib/server/sync-plan'
import { syncStatus } from '@/lib/server/sync-status'
import { DIALECTS, testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { archived, archivedRows, HOUR, NOW, person } from './sync-bench'

const TODAY = '2026-11-23'
const DAILY = ['daily_activity', 'daily_sleep', 'sleep', 'daily_readiness', 'workout', 'enhanced_tag'] as const

/** An account with documents on each of the last `days` days. */
function account(days: number): MemoryOura {
  const oura = new MemoryOura()
  for (const day of eachDay(addDays(TODAY, 1 - days), TODAY)) {
    for (const collection of DAILY) oura.put(collection, day)
    for (let hour = 0; hour < 24; hour += 6)
      if (utcMidnight(day) + hour * HOUR < NOW) oura.addSample('heartrate', utcMidnight(day) + hour * HOUR, 60 + hour)
  }
  oura.put('ring_configuration', null)
  return oura
}
const expected = (oura: MemoryOura) =>
  Object.fromEntries(
    [...oura.has]
      .filter(([, documents]) => documents.size > 0)
      .map(([name]) => [name, Object.fromEntries(oura.all(name).map(({ id, body }) => [id, body]))]),
  )

describe.each(DIALECTS)('a sync into %s', async (dialect) => {
  const db = await testDatabase(dialect)

  test('brings every document and sample, today first, and says what it knows of each day', async () => {
    const oura = account(100)
    const one = await person(db, oura)
    expect(await one.sync()).toBe('done')
    expect(await archived(db, one.userId)).toEqual(expected(oura))
    expect(await archivedRows(db, one.userId, 'heartrate')).toEqual(oura.rows.get('heartrate')?.map(({ body }) => body))
    const dated = oura.asked.filter(({ collection }) => collection === 'sleep')
    expect(dated[0]).toEqual({ collection: 'sleep', from: '2026-11-20', to: '2026-11-24' })
    expect(dated[1]).toEqual({ collection: 'sleep', from: '2026-10-25', to: '2026-11-19' })
    expect(dated.slice(2).map(({ to }) => to)).toEqual([...dated.slice(2).map(({ to }) => to)].sort().reverse())
    const rows = await readCoverage(db, one.userId, TODAY, TODAY)
    expect(rows.find(({ collection }) => collection === 'sleep')).toMatchObject({ state: 'have', checked_at: NOW })
    expect(rows.find(({ collection }) => collection === 'vO2_max')).toMatchObject({ state: 'none' })
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({
      state: 'fresh',
      reason: null,
      last_sync_at: new Date(NOW).toISOString(),
    })
    expect(await syncStatus(db, one.userId, NOW)).toMatchObject({ state: 'idle', error: null, oldest_day: addDays(TODAY, -99) })
  })

  test('the same sync five times changes no row, and asks for the last days alone', async () => {
    const oura = account(60)
    const one = await person(db, oura)
    await one.sync()
    const before = await db.selectFrom('document').selectAll().where('user_id', '=', one.userId).orderBy('id').execute()
    const samples = await db.selectFrom('sample_day').selectAll().where('user_id', '=', one.userId).orderBy('utc_day').execute()
    for (let count = 0; count < 5; count++) {
      oura.asked.length = 0
      one.clock.now += 15 * 60_000
      expect(await one.sync()).toBe('done')
      expect(oura.asked.length).toBeLessThanOrEqual(COLLECTION_NAMES.length)
      const dated = oura.asked.filter(({ collection }) => !OPEN_ENDED.some((name) => name === collection))
      expect(dated.every(({ from }) => from >= '2026-11-20')).toBe(true)
    }
    expect(await db.selectFrom('document').selectAll().where('user_id', '=', one.userId).orderBy('id').execute()).toEqual(before)
    expect(await db.selectFrom('sample_day').selectAll().where('user_id', '=', one.userId).orderBy('utc_day').execute()).toEqual(samples)
    expect(await db.selectFrom('document_revision').selectAll().where('user_id', '=', one.userId).execute()).toEqual([])
  })

  test('a document that was rewritten keeps its old body, one that disappeared is gone, one that moved is on its new day', async () => {
    const oura = account(40)
    const one = await person(db, oura)
    await one.sync()
    const [first, second, third] = oura.all('sleep').filter(({ day }) => day === '2026-11-21' || day === '2026-11-22' || day === TODAY)
    if (!first || !second || !third) throw new Error('three nights')
    oura.put('sleep', first.day, { id: first.id, score: 7 })
    oura.remove('sleep', second.id)
    oura.put('sleep', addDays(third.day ?? '', -5), { id: third.id })
    one.clock.now += HOUR
    await one.sync()
    expect(await archived(db, one.userId)).toEqual(expected(oura))
    expect((await readRevisions(db, one.userId, 'sleep', first.id)).map(({ body }) => body)).toEqual([first.body])
    oura.put('sleep', second.day, { id: second.id })
    one.clock.now += HOUR
    await one.sync()
    expect(await archived(db, one.userId)).toEqual(expected(oura))
  })

  test('a tag that was set, ended or renamed weeks after its day is here at the next sync, and costs no further request', async () => {
    const oura = account(60)
    const one = await person(db, oura)
    await one.sync()
    const [day, known] = [addDays(TODAY, -40), oura.all('enhanced_tag').find(({ day }) => day === addDays(TODAY, -40))]
    oura.put('enhanced_tag', day, { id: known?.id, end_day: addDays(TODAY, -35) })
    oura.put('enhanced_tag', addDays(TODAY, -50), { custom_name: 'Migraine' })
    oura.put('tag', addDays(TODAY, -50))
    oura.asked.length = 0
    one.clock.now += HOUR
    await one.sync()
    expect(await archived(db, one.userId)).toEqual(expected(oura))
    expect(oura.asked.length).toBeLessThanOrEqual(COLLECTION_NAMES.length)
  })

  test('a missing scope turns one collection off and says so; the rest goes on, and it comes back when granted', async () => {
    const oura = account(50)
    oura.put('daily_resilience', '2026-11-22')
    oura.fault = (collection) => {
      if (collection === 'daily_resilience') throw new OuraError('scope', 'not authorized', { status: 401, scope: 'stress' })
    }
    const one = await person(db, oura)
    expect(await one.sync()).toBe('done')
    expect(oura.asked.filter(({ collection }) => collection === 'daily_resilience')).toHaveLength(1)
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({
      state: 'limited',
      reason: 'missing_scope',
      missing_scopes: ['stress'],
    })
    const states = await readCoverage(db, one.userId, '2026-08-01', TODAY, ['daily_resilience'])
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['no_scope']))
    expect(states).toHaveLength(115)
    oura.fault = () => {}
    one.clock.now += 25 * HOUR
    await one.sync()
    expect(await archived(db, one.userId)).toEqual(expected(oura))
    expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state: 'fresh', missing_scopes: [] })
  })

  test('a dead token ends the sync at once, is said once, and is not used again', async () => {
    const oura = account(40)
    const one = await person(db, oura)
    await one.sync()
    oura.asked.length = 0
    oura.fault = () => {
      throw new OuraError('token', 'expired', { status: 401 })
    }
    expect(await one.sync()).toBe('token')
    expect(oura.asked.length).toBeLessThanOrEqual(4)
    const asked = oura.asked.length
    for (let count = 0; count < 3; count++) expect(await one.sync()).toBe('waiting')
    expect(oura.asked).toHaveLength(asked)
    expect(one.lines.filter(({ kind }) => kind === 'token')).toHaveLength(1)
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({
      state: 'reconnect',
      reason: 'token_rejected',
      since: new Date(NOW).toISOString(),
    })
    expect(await syncStatus(db, one.userId, NOW)).toMatchObject({ state: 'idle', error: 'token_rejected' })
    const rows = await readCoverage(db, one.userId, addDays(TODAY, -39), TODAY, ['sleep'])
    expect(rows.every(({ state }) => state === 'have')).toBe(true)
  })

  test('a 429 is waited for to the moment it names', async () => {
    const oura = account(40)
    const one = await person(db, oura)
    oura.fault = () => {
      throw new OuraError('limited', 'slow down', { status: 429, retryAt: NOW + 90_000 })
    }
    expect(await one.sync()).toBe('limited')
    const asked = oura.asked.length
    oura.fault = () => {}
    one.clock.now = NOW + 89_999
    expect(await one.sync()).toBe('waiting')
    expect(oura.asked).toHaveLength(asked)
    one.clock.now = NOW + 90_000
    expect(await one.sync()).toBe('done')
    expect(await archived(db, one.userId)).toEqual(expected(oura))
  })

  test('an outage keeps the archive, is said as stale with its beginning, costs one question a try, and heals', async () => {
    const oura = account(40)
    const one = await person(db, oura)
    await one.sync()
    const before = await archived(db, one.userId)
    oura.fault = () => {
      throw new OuraError('unreachable', 'no answer')
    }
    one.clock.now += HOUR
    expect(await one.sync()).toBe('unreachable')
    expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({
      state: 'stale',
      since: new Date(NOW).toISOString(),
      reason: 'upstream_unreachable',
    })
    oura.asked.length = 0
    for (let count = 0; count < 5; count++) {
      one.clock.now = (await findConnection(db, one.userId))?.retry_at ?? 0
      expect(await one.sync()).toBe('unreachable')
    }
    expect(oura.asked).toHaveLength(5)
    expect(await archived(db, one.userId)).toEqual(before)
    expect(one.lines.filter(({ event }) => event === 'oura.trouble')).toHaveLength(1)
    oura.fault = () => {}
    expect(await one.sync()).toBe('done')
    expect(one.lines.filter(({ event }) => event === 'oura.reached')).toHaveLength(2)
    expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state: 'fresh' })
  })

  test('one broken collection does not hold up the others, and its days are said to have failed', async () => {
    const oura = account(45)
    oura.fault = (collection) => {
      if (collection === 'workout') throw new OuraError('unreachable', 'bad gateway', { status: 502 })
    }
    const one = await person(db, oura)
    expect(await one.sync()).toBe('done')
    const { workout: missing, ...others } = expected(oura)
    expect(missing).toBeDefined()
    expect(await archived(db, one.userId)).toEqual(others)
    expect(await readConnection(db, one.userId, NOW)).toMatchObject({ state: 'limited', reason: 'upstream_unreachable' })
    const states = await readCoverage(db, one.userId, '2026-10-20', TODAY, ['workout'])
    expect(states.every(({ state }) => state === 'failed')).toBe(true)
    oura.fault = () => {}
    one.clock.now += HOUR
    await one.sync()
    expect(await archived(db, one.userId)).toEqual(expected(oura))
  })

  test('two triggers at once are one sync', async () => {
    const oura = account(40)
    const one = await person(db, oura)
    const [a, b] = [one.sync(), one.sync()]
    expect(await a).toBe('done')
    expect(await b).toBe('done')
    expect(oura.asked.filter(({ collection, from }) => collection === 'sleep' && from === '2026-10-25')).toHaveLength(1)
  })
})
