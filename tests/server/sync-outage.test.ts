import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { readConnection } from '@/lib/server/connection'
import { OuraError } from '@/lib/server/oura-source'
import { syncUser } from '@/lib/server/sync'
import { schedule } from '@/lib/server/sync-scheduler'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

const MINUTE = 60_000

/** One person alone on a server whose scheduler is moved by hand. */
async function server() {
  const db = await testDatabase('sqlite')
  withoutDisk(db)
  const oura = new MemoryOura()
  oura.put('sleep', addDays('2026-11-23', -3))
  const one = await person(db, oura)
  await one.prepare()
  await one.sync()
  const { tick, stop } = schedule(one.tools, 15 * MINUTE)
  stop()
  const until = async (moment: number, step: number) => {
    for (; one.clock.now < moment; one.clock.now += step) if ((await tick()) > 0) await syncUser(one.tools, one.userId).end
  }
  return { db, oura, one, until }
}

test('a day without Oura costs few questions, is said once when it begins and once when it ends', async () => {
  const { db, oura, one, until } = await server()
  oura.asked.length = 0
  oura.fault = () => {
    throw new OuraError('unreachable', 'no answer')
  }
  await until(NOW + 24 * HOUR, MINUTE)
  // Oura's client tries a question up to five times.
  expect(oura.asked.length * 5).toBeLessThanOrEqual(300)
  expect(oura.asked.length).toBeGreaterThan(20)
  expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state: 'stale', since: new Date(NOW).toISOString() })
  expect(one.lines.filter(({ event }) => event === 'oura.trouble')).toHaveLength(1)
  oura.fault = () => {}
  await until(one.clock.now + 41 * MINUTE, MINUTE)
  expect(await readConnection(db, one.userId, one.clock.now)).toMatchObject({ state: 'fresh' })
  expect(one.lines.map(({ event }) => event)).toEqual(['oura.reached', 'oura.trouble', 'oura.reached'])
}, 60_000)

test('no question comes before the moment a 429 named, whoever asks', async () => {
  const { oura, one, until } = await server()
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3600 }),
      fc.array(fc.integer({ min: 0, max: 3599 }), { maxLength: 4 }),
      async (seconds, pushes) => {
        one.clock.now += HOUR
        const retryAt = one.clock.now + seconds * 1000
        oura.fault = () => {
          throw new OuraError('limited', 'slow down', { status: 429, retryAt })
        }
        expect(await one.sync()).toBe('limited')
        oura.fault = () => {}
        oura.asked.length = 0
        const begun = one.clock.now
        for (const push of pushes.sort((a, b) => a - b)) {
          const at = begun + Math.min(push, seconds - 1) * 1000
          await until(at, 10 * MINUTE)
          one.clock.now = at
          await one.sync()
          expect(oura.asked).toEqual([])
        }
        one.clock.now = retryAt
        expect(await one.sync()).toBe('done')
      },
    ),
    { numRuns: 200 },
  )
}, 120_000)
