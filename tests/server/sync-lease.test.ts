import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findConnection, replaceConnection, takeLease } from '@/lib/server/db/connections'
import { self } from '@/lib/server/lease-owner'
import { isLeased, withLease } from '@/lib/server/sync-lease'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { NOW, person, withoutDisk } from './sync-bench'

const OTHER = 'other-machine 1 x'
const db = await testDatabase('sqlite')
withoutDisk(db)
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Under = { userId: string; pass: () => Promise<number> }
/** Does `work` under somebody's lease; `pass` lets a quarter of a minute go by. Answers how it ended, and whose the lease is then. */
async function underLease(work: (under: Under) => Promise<void>): Promise<[string | null, string | null | undefined]> {
  const { userId, clock } = await person(db, new MemoryOura())
  const pass = async () => {
    clock.now += 15_000
    await vi.advanceTimersByTimeAsync(15_000)
    // What the timer has begun is a few statements.
    await new Promise((resolve) => setTimeout(resolve, 20))
    return clock.now
  }
  const ended = await withLease(
    db,
    userId,
    () => clock.now,
    async (signal) => {
      await work({ userId, pass })
      return signal.aborted ? 'lost' : 'kept'
    },
  )
  return [ended, (await findConnection(db, userId))?.lease_owner]
}

test('a lease is extended for as long as the work takes: nobody takes a long sync away from a process that lives', async () => {
  const ended = await underLease(async ({ userId, pass }) => {
    for (let times = 0; times < 8; times++) {
      const now = await pass()
      expect(await takeLease(db, userId, OTHER, now, now + 60_000)).toBe(false)
    }
  })
  expect(ended).toEqual(['kept', null])
  expect(vi.getTimerCount()).toBe(0)
})

test('who has lost it is told, and leaves it to the one who has it', async () => {
  const ended = await underLease(async ({ userId, pass }) => {
    await db
      .updateTable('connection')
      .set({ lease_owner: OTHER, lease_until: NOW + 90_000 })
      .where('user_id', '=', userId)
      .execute()
    await pass()
  })
  expect(ended).toEqual(['lost', OTHER])
})

test('a connection that came in the place of this one is not for this sync to take', async () => {
  const ended = await underLease(async ({ userId, pass }) => {
    await replaceConnection(db, userId, { kind: 'token' }, NOW)
    await pass()
    expect((await findConnection(db, userId))?.lease_owner).toBeNull()
  })
  expect(ended).toEqual(['lost', null])
})

test('a sync is under way in any process that lives and whose time is not over', () => {
  const held = (lease_owner: string | null, lease_until: number | null) => isLeased({ lease_owner, lease_until }, NOW)
  expect([held(OTHER, NOW + 1), held(self(), NOW + 1)]).toEqual([true, true])
  expect([held(OTHER, NOW), held(OTHER, null), held(null, NOW + 1)]).toEqual([false, false, false])
  const [here] = self().split(' ')
  expect(held(`${here} ${process.pid} an earlier life`, NOW + 1)).toBe(false)
})
