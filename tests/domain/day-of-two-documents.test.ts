import { expect, test } from 'vitest'
import { batteryDay } from '@/lib/domain/battery'
import { dailyMetrics } from '@/lib/domain/daily-metrics'
import { dayClock } from '@/lib/domain/day-clock'
import { newest } from '@/lib/domain/newest'
import { activity, nothing } from '../fixtures/day-documents'

test('the lowest charge of a day of 25 hours is that of all of them', () => {
  // Berlin, 24 October 04:00 CEST to 25 October 04:00 CET.
  const document = activity('2026-10-24', '2026-10-24T04:00:00+02:00', 1500)
  const row = (timestamp: string, level: number) => ({ timestamp, level })
  const ring_battery_level = [row('2026-10-24T12:00:00+00:00', 50), row('2026-10-25T02:30:00+00:00', 9)]
  expect(dailyMetrics('2026-10-24', { daily_activity: [document], ring_battery_level }).battery_lowest).toBe(9)
})

test('of a day of 23 hours not that of the next day', () => {
  const document = activity('2026-03-28', '2026-03-28T04:00:00+01:00', 1380)
  const row = (timestamp: string, level: number) => ({ timestamp, level })
  const ring_battery_level = [row('2026-03-28T12:00:00+00:00', 50), row('2026-03-29T02:30:00+00:00', 9)]
  expect(dailyMetrics('2026-03-28', { daily_activity: [document], ring_battery_level }).battery_lowest).toBe(50)
})

test('of two documents of a day the clock draws the one that is counted', () => {
  const older = { ...activity('2026-05-10', '2026-05-10T04:00:00+02:00', 1440), id: 'a', class_5_min: '1'.repeat(288), steps: 100 }
  const newer = { ...activity('2026-05-10', '2026-05-10T04:00:00+02:00', 1440), id: 'b', class_5_min: '3'.repeat(288), steps: 9000 }
  const docs = [older, newer]
  expect(dailyMetrics('2026-05-10', { daily_activity: docs }).steps).toBe(9000)
  const clock = dayClock('2026-05-10', { ...nothing, activity: docs }, 'Europe/Berlin', Date.parse('2027-01-01T00:00:00Z'))
  expect(clock.classes.map(({ name }) => name)).toEqual(['low'])
})

test('a charge that is no percentage is none on the tile either', () => {
  const row = (timestamp: string, level: number) => ({ timestamp, level, charging: false })
  expect(batteryDay([row('2026-03-10T12:00:00+00:00', 50), row('2026-03-10T13:00:00+00:00', -1)])).toMatchObject({ last: 50, lowest: 50 })
})

test('of two documents of one moment the greater id counts, in whatever order they come', () => {
  const [one, other] = ['a', 'b'].map((id) => ({ id, timestamp: '2026-05-10T04:00:00+02:00' }))
  const docs = [one, other].filter((doc) => doc !== undefined)
  expect([newest(docs)?.id, newest(docs.toReversed())?.id]).toEqual(['b', 'b'])
  expect([newest([]), newest(undefined)]).toEqual([undefined, undefined])
})

test('a charge that cannot be is left out, and a step without a sample takes the one before it', () => {
  const row = (minute: number, level: number) => ({ timestamp: new Date(Date.UTC(2026, 2, 10, 0, minute)).toISOString(), level })
  const day = batteryDay([row(0, 90), row(10, 255), row(480, 40)])
  expect(day).toMatchObject({ last: 40, lowest: 40 })
  expect(day?.levels).toEqual([...new Array<number>(47).fill(90), 40])
})
