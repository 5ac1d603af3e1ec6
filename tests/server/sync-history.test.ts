import { expect, test } from 'vitest'
import { addDays, daysBetween, eachDay } from '@/lib/domain/day'
import { oldestDay } from '@/lib/server/db/coverage-months'
import { FIRST_DAY } from '@/lib/server/sync-plan'
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

test('a week without a sync is made up for: every day in between is asked for', async () => {
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
