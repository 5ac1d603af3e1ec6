import { afterEach, expect, test } from 'vitest'
import { listConnections, takeLease, updateConnection } from '@/lib/server/db/connections'
import { type Schedule, schedule } from '@/lib/server/sync-scheduler'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, NOW, person, withoutDisk } from './sync-bench'

const INTERVAL = 15 * 60_000
const made: Schedule[] = []
afterEach(() => {
  for (const { stop } of made.splice(0)) stop()
})

/** A process that starts at NOW with so many people, whose random numbers are `draws` in turn. */
async function started(people: number, draws: number[]) {
  const db = await testDatabase('sqlite')
  withoutDisk(db)
  const all = await Promise.all(Array.from({ length: people }, () => person(db, new MemoryOura())))
  for (const one of all) await one.prepare()
  const [first] = all
  if (!first) throw new Error('nobody')
  const clock = { now: NOW }
  const random = () => draws.shift() ?? 0
  const scheduled = schedule({ ...first.tools, now: () => clock.now, random }, INTERVAL)
  made.push(scheduled)
  const at = async (ms: number) => {
    clock.now = NOW + ms
    const count = await scheduled.tick()
    // What was started has come to its end before the next look.
    const done = async () => (await listConnections(db)).filter((one) => one.last_ok_at === clock.now && one.lease_owner === null).length
    await expect.poll(done, { timeout: 20_000 }).toBe(count)
    return count
  }
  return { db, userId: first.userId, at }
}

test.each([
  [null, null, 1],
  ['misconfigured', NOW + HOUR, 1],
  ['unreachable', NOW + HOUR, 0],
  ['limited', NOW + HOUR, 0],
  ['membership', NOW + HOUR, 0],
  ['token', null, 0],
] as const)(
  'at a start, of a connection in the state %s: what Oura or an outage asked to wait for is waited for',
  async (state, retry_at, count) => {
    const { db, userId, at } = await started(1, [])
    await updateConnection(db, userId, { state, retry_at, last_attempt_at: NOW - HOUR }, NOW)
    expect(await at(0)).toBe(count)
  },
)

test('a sync that another process runs is left to it until its lease is over', async () => {
  const { db, userId, at } = await started(1, [])
  await takeLease(db, userId, 'other-machine 1 x', NOW, NOW + 60_000)
  expect([await at(59_999), await at(60_000)]).toEqual([0, 1])
})

test('one person waits two seconds at most, and another while each time', async () => {
  const { at } = await started(1, [0.9, 0.1])
  expect([await at(1799), await at(1800)]).toEqual([0, 1])
  const next = 1800 + INTERVAL
  expect([await at(next), await at(next + 199), await at(next + 200)]).toEqual([0, 0, 1])
})

test('what a clock that was ahead wrote keeps nobody from being started, however the moment is drawn', async () => {
  const { db, userId, at } = await started(1, [0.5, 0.5])
  await updateConnection(db, userId, { last_attempt_at: NOW + 48 * HOUR, state: 'unreachable', retry_at: NOW + 49 * HOUR }, NOW)
  expect([await at(0), await at(5_000)]).toEqual([1, 0])
})

test('many are spread over a minute', async () => {
  const { at } = await started(9, [0, 0.25, 0.5, 0.75, 0.1, 0.2, 0.3, 0.4, 0.999])
  expect([await at(0), await at(15_000), await at(30_000), await at(59_939), await at(59_940)]).toEqual([1, 3, 3, 1, 1])
})
