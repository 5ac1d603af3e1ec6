import { describe, expect, test } from 'vitest'
import { addDays, eachDay, utcDay } from '@/lib/domain/day'
import { readCoverage } from '@/lib/server/db/coverage'
import { OuraError } from '@/lib/server/oura-source'
import { OPEN_ENDED } from '@/lib/server/sync-plan'
import { DIALECTS, testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { archived, HOUR, NOW, person, withoutDisk } from './sync-bench'

// A sync that is the last for long: its day was running, and the day after it had begun for somebody.
const TODAY = '2026-11-23'
const DAY = 24 * HOUR
const NOON = NOW + 2.5 * HOUR

describe.each(DIALECTS)('the last day before a silence, on %s', async (dialect) => {
  const db = await testDatabase(dialect)
  if (dialect === 'sqlite') withoutDisk(db)

  test.each([3, 20, 29, 30, 31, 45, 400])('of %i days is made whole, and so is the day after it', async (silence) => {
    const oura = new MemoryOura()
    for (const day of eachDay(addDays(TODAY, -5), addDays(TODAY, -1))) oura.put('daily_activity', day, { id: day })
    oura.put('daily_activity', TODAY, { id: TODAY, steps: 3000 })
    const one = await person(db, oura, NOON)
    await one.prepare()
    expect(await one.sync()).toBe('done')
    expect(await readCoverage(db, one.userId, TODAY, addDays(TODAY, 1), ['daily_activity'])).toMatchObject([
      { state: 'have' },
      { state: 'none' },
    ])
    oura.put('daily_activity', TODAY, { id: TODAY, steps: 9000 })
    const more = [addDays(TODAY, 1), addDays(TODAY, 2), addDays(TODAY, silence)]
    for (const day of more) oura.put('daily_activity', day, { id: day })
    one.clock.now += silence * DAY
    expect(await one.sync()).toBe('done')
    const { daily_activity = {} } = await archived(db, one.userId)
    expect(JSON.parse(daily_activity[TODAY] ?? '{}')).toMatchObject({ steps: 9000 })
    expect(Object.keys(daily_activity)).toEqual(expect.arrayContaining(more))
    // That is enough: the next sync leaves them alone.
    oura.asked.length = 0
    one.clock.now += HOUR
    expect(await one.sync()).toBe('done')
    const again = oura.asked.filter(({ collection, from, to }) => collection === 'daily_activity' && from <= TODAY && to >= TODAY)
    expect(again).toHaveLength(silence === 3 ? 1 : 0)
  })
})

describe('a day that Oura answered for while it ran', async () => {
  const db = await testDatabase('sqlite')
  withoutDisk(db)

  test('is asked for again when its collection may be read again, three weeks later', async () => {
    const oura = new MemoryOura()
    for (const day of eachDay(addDays(TODAY, -5), TODAY)) oura.put('daily_stress', day, { id: day, stress_high: 1 })
    const one = await person(db, oura, NOON)
    await one.prepare()
    await one.sync()
    oura.put('daily_stress', TODAY, { id: TODAY, stress_high: 5400 })
    oura.fault = (collection) => {
      if (collection === 'daily_stress') throw new OuraError('scope', 'not authorized', { status: 401, scope: 'daily' })
    }
    for (let day = 1; day <= 21; day++) {
      const today = addDays(TODAY, day)
      oura.put('daily_sleep', today, { score: 80, contributors: {}, timestamp: `${today}T00:00:00+00:00` })
      one.clock.now += DAY + 60_000
      await one.sync()
    }
    oura.fault = () => {}
    one.clock.now += DAY + 60_000
    expect(await one.sync()).toBe('done')
    expect(JSON.parse((await archived(db, one.userId)).daily_stress?.[TODAY] ?? '{}')).toMatchObject({ stress_high: 5400 })
  })

  test('costs nothing where syncs go on: for five weeks no day of more than two weeks ago is asked for', async () => {
    const oura = new MemoryOura()
    oura.put('daily_sleep', addDays(TODAY, -1))
    const one = await person(db, oura, NOON)
    await one.prepare()
    await one.sync()
    for (let quarter = 1; quarter <= 35 * 4; quarter++) {
      one.clock.now += 6 * HOUR
      const today = utcDay(one.clock.now)
      oura.put('daily_sleep', today, { id: today })
      oura.addSample('heartrate', one.clock.now - 60_000, 60)
      oura.asked.length = 0
      expect(await one.sync()).toBe('done')
      const old = oura.asked.filter(
        ({ collection, from }) => from && from < addDays(today, -14) && !OPEN_ENDED.some((name) => name === collection),
      )
      expect(old).toEqual([])
    }
  }, 60_000)
})
