import { expect, test } from 'vitest'
import { addDays, daysBetween, eachDay } from '@/lib/domain/day'
import { oldestDay } from '@/lib/server/db/coverage-months'
import { planWindows } from '@/lib/server/db/sync-windows'
import { OuraError } from '@/lib/server/oura-source'
import { turnOn } from '@/lib/server/sync-off'
import { FIRST_DAY, OPEN_ENDED } from '@/lib/server/sync-plan'
import { forgetProgress } from '@/lib/server/sync-progress'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { archived, HOUR, person, withoutDisk } from './sync-bench'

const TODAY = '2026-11-23'
const db = await testDatabase('sqlite')
withoutDisk(db)

const bodies = (oura: MemoryOura, name: 'daily_sleep' | 'daily_readiness') =>
  Object.fromEntries(oura.all(name).map(({ id, body }) => [id, body]))
const oldestAsked = (oura: MemoryOura, collection: string) =>
  oura.asked.flatMap((ask) => (ask.collection === collection ? [ask.from] : [])).sort()[0]

test('the history ends a silent year below the oldest document', async () => {
  const oura = new MemoryOura()
  for (const ago of [0, 40, 300, 600]) oura.put('daily_sleep', addDays(TODAY, -ago))
  const one = await person(db, oura)
  expect(await one.sync()).toBe('done')
  expect((await archived(db, one.userId)).daily_sleep).toEqual(bodies(oura, 'daily_sleep'))
  expect(oldestAsked(oura, 'workout')).toBe(addDays(TODAY, -600 - 365))
})

test('an older life of the account is found across years of silence', async () => {
  const oura = new MemoryOura()
  const old = eachDay('2018-03-01', '2018-03-20')
  for (const day of [...old, ...eachDay(addDays(TODAY, -10), TODAY)]) {
    oura.put('daily_readiness', day)
    oura.put('workout', day)
  }
  const one = await person(db, oura)
  expect(await one.sync()).toBe('done')
  expect((await archived(db, one.userId)).daily_readiness).toEqual(bodies(oura, 'daily_readiness'))
  expect(Object.keys((await archived(db, one.userId)).workout ?? {})).toHaveLength(31)
  expect(await oldestDay(db, one.userId)).toBe('2018-03-01')
  expect(oldestAsked(oura, 'workout')).toBe('2017-03-01')
}, 120_000)

const EARLIER = '2025-10-20'
/** An account with some days of now, and one of more than a year before them. */
const twoLives = () => {
  const oura = new MemoryOura()
  for (const day of [EARLIER, ...eachDay(addDays(TODAY, -5), TODAY)]) oura.put('daily_readiness', day)
  return oura
}

test('an older life is looked for again where Oura did not answer, or where the process ended in between', async () => {
  const oura = twoLives()
  oura.fault = () => {
    if ((oura.asked.at(-1)?.from ?? TODAY) < '2025-11-01') throw new OuraError('refused', 'no', { status: 418 })
  }
  const one = await person(db, oura)
  await one.prepare()
  expect(await one.sync()).toBe('done')
  expect(await oldestDay(db, one.userId)).toBe(addDays(TODAY, -5))
  oura.fault = () => {}
  one.clock.now += 25 * HOUR
  await planWindows(
    db,
    one.userId,
    (['daily_readiness', 'daily_sleep', 'daily_activity'] as const).map((collection) => ({
      collection,
      from_day: FIRST_DAY,
      to_day: addDays(TODAY, -400),
    })),
  )
  expect(await one.sync()).toBe('done')
  expect(await oldestDay(db, one.userId)).toBe(EARLIER)
})

test('that a collection was left alone for a while, and is no longer, is not the same as having looked back', async () => {
  const oura = twoLives()
  const one = await person(db, oura)
  await one.prepare()
  oura.fault = (collection) => {
    if (collection.startsWith('daily_')) throw new OuraError('refused', 'no', { status: 418 })
  }
  expect(await one.sync()).toBe('done')
  oura.fault = () => {}
  one.clock.now += 25 * HOUR
  expect(await one.sync()).toBe('done')
  expect(await oldestDay(db, one.userId)).toBe(EARLIER)
})

test('what was not shared before is read to its beginning as soon as it is shared, on the same day too', async () => {
  const oura = new MemoryOura()
  for (const ago of [0, 1, 70])
    for (const collection of ['daily_sleep', 'daily_resilience'] as const) oura.put(collection, addDays(TODAY, -ago))
  const one = await person(db, oura)
  await one.prepare()
  await db.deleteFrom('coverage').where('user_id', '=', one.userId).where('collection', 'in', ['daily_sleep', 'daily_resilience']).execute()
  oura.fault = (collection) => {
    if (collection === 'daily_resilience') throw new OuraError('scope', 'not authorized', { status: 401, scope: 'stress' })
  }
  expect(await one.sync()).toBe('done')
  oura.fault = () => {}
  // As connecting anew does.
  await turnOn(db, one.userId, 'daily_resilience', one.clock.now)
  one.clock.now += 60_000
  expect(await one.sync()).toBe('done')
  expect(Object.keys((await archived(db, one.userId)).daily_resilience ?? {})).toHaveLength(3)
})

test('an account without any document is asked a year of months, once all the way down, and then left in peace', async () => {
  const oura = new MemoryOura()
  const one = await person(db, oura)
  expect(await one.sync()).toBe('done')
  expect(oldestAsked(oura, 'daily_sleep')).toBe(FIRST_DAY)
  expect(daysBetween(oldestAsked(oura, 'workout') ?? TODAY, TODAY)).toBe(365)
  oura.asked.length = 0
  one.clock.now += HOUR
  await one.sync()
  expect(oura.asked.length).toBeLessThan(20)
})

test('six weeks without a sync are made up for: every day in between is asked for', async () => {
  const oura = new MemoryOura()
  for (const day of eachDay(addDays(TODAY, -20), TODAY)) oura.put('daily_sleep', day)
  const one = await person(db, oura)
  await one.sync()
  const later = addDays(TODAY, 45)
  for (const day of eachDay(addDays(TODAY, 1), later)) oura.put('daily_sleep', day)
  one.clock.now += 45 * 24 * HOUR
  expect(await one.sync()).toBe('done')
  expect((await archived(db, one.userId)).daily_sleep).toEqual(bodies(oura, 'daily_sleep'))
})

test('after a restart nothing of a history is asked for again that Oura has answered for, with documents or with none', async () => {
  const oura = twoLives()
  const one = await person(db, oura)
  await one.sync()
  forgetProgress(one.userId)
  oura.asked.length = 0
  one.clock.now += HOUR
  expect(await one.sync()).toBe('done')
  const dated = oura.asked.filter(({ collection }) => !OPEN_ENDED.some((name) => name === collection))
  expect(dated.filter(({ from }) => from < addDays(TODAY, -3))).toEqual([])
})
