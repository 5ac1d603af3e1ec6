import { expect, test } from 'vitest'
import { readMetrics } from '@/lib/server/db/metrics'
import { explainMetric } from '@/lib/server/explain'
import { activity } from '../fixtures/day-documents'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'
import { MemoryOura } from './memory-oura'
import { HOUR, person, withoutDisk } from './sync-bench'

// From Tokyo to Los Angeles: the activity day of the 20th is 41 hours long.
const DAY = '2026-11-20'
const START = Date.parse(`${DAY}T04:00:00+09:00`)

test.each(DIALECTS)('the lowest charge of a day that a journey made longer is that of the rows shown for it, on %s', async (dialect) => {
  const db = await testDatabase(dialect)
  if (dialect === 'sqlite') withoutDisk(db)
  provideDatabase(db)
  const oura = new MemoryOura()
  const put = (day: string, timestamp: string) => oura.put('daily_activity', day, { ...activity(day, timestamp, 1440), id: day })
  put(DAY, `${DAY}T04:00:00+09:00`)
  for (let hour = 0; hour < 40; hour += 4) oura.addSample('ring_battery_level', START + hour * HOUR, 90 - hour * 2)
  const one = await person(db, oura, START + 30 * HOUR)
  await one.prepare()
  await one.sync()
  const lowest = async () => (await readMetrics(db, one.userId, ['battery_lowest'], DAY, DAY))[0]?.battery_lowest
  expect(await lowest()).toBe(50)
  // The day after begins, 41 hours later; nothing else has changed.
  one.clock.now = START + 42 * HOUR
  put('2026-11-21', '2026-11-21T04:00:00-08:00')
  await one.sync()
  expect(await lowest()).toBe(18)
  const { value, rows } = await explainMetric(one.userId, 'battery_lowest', DAY, 'whole')
  const levels = JSON.parse(rows ?? '[]').map(({ level }: { level: number }) => level)
  expect([value, Math.min(...levels)]).toEqual([18, 18])
  oura.addSample('ring_battery_level', START + 40.5 * HOUR, 7)
  one.clock.now += HOUR
  await one.sync()
  expect(await lowest()).toBe(7)
})
