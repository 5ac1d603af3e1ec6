import { afterEach, expect, test, vi } from 'vitest'
import { StorageError } from '@/lib/server/db/storage-error'
import { schedule } from '@/lib/server/sync-scheduler'
import { testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { person, withoutDisk } from './sync-bench'

const db = await testDatabase('sqlite')
withoutDisk(db)
afterEach(() => vi.useRealTimers())

const events = (lines: readonly Record<string, unknown>[]) => lines.map(({ event }) => event)

test('every outage of the database under a sync is logged once, and its end', async () => {
  const oura = new MemoryOura()
  const one = await person(db, oura)
  await one.sync()
  expect(events(one.lines)).toEqual(['oura.reached'])
  for (const outage of [1, 2]) {
    oura.fault = () => {
      throw new StorageError('full')
    }
    for (const _again of [1, 2]) expect(await one.sync()).toBe('storage')
    oura.fault = () => {}
    for (const _again of [1, 2]) expect(await one.sync()).toBe('done')
    expect(events(one.lines)).toEqual(['oura.reached', ...Array.from({ length: outage }, () => ['sync.failed', 'sync.resumed']).flat()])
  }
})

test('every outage of the database under the scheduler is logged once, and its end', async () => {
  const one = await person(db, new MemoryOura())
  vi.useFakeTimers()
  const { stop } = schedule({ ...one.tools, now: () => 0 }, 60_000)
  for (const isDown of [false, true, true, false, true, false]) {
    const asked = vi.spyOn(db, 'selectFrom')
    if (isDown)
      asked.mockImplementation(() => {
        throw new StorageError('unreachable')
      })
    await vi.advanceTimersByTimeAsync(5_000)
    asked.mockRestore()
  }
  stop()
  expect(events(one.lines).filter((event) => event !== 'oura.reached')).toEqual([
    'sync.failed',
    'sync.resumed',
    'sync.failed',
    'sync.resumed',
  ])
})
