import { expect, test } from 'vitest'
import { lowestHeartRateInstant, unchangedDays, vitals } from '@/lib/domain/vitals'
import { trendsWith } from '../fixtures/day-trends'

test('a vital that was never measured is not there; one missing today names the last day that has it', () => {
  const trends = trendsWith({ lowest_heart_rate: { usual: 47, today: 46 }, vo2_max: [44, null, null] })
  expect(vitals(trends).map(({ name, value, before }) => [name, value, before])).toEqual([
    ['lowest_heart_rate', 46, null],
    ['vo2_max', null, { day: '2026-09-20', value: 44 }],
  ])
  expect(vitals(trends)[0]?.series).toHaveLength(14)
})

test('a level counts back to its last change over days without one', () => {
  expect([
    unchangedDays([3, 2, 3, null, 3]),
    unchangedDays([3, 3, 3]),
    unchangedDays([1, null, 2, null]),
    unchangedDays([null, 4]),
  ]).toEqual([3, 3, 0, 1])
})

test('the lowest heart rate is placed by instant; zero is none', () => {
  const curve = { interval: 300, items: [null, 50, 46, 46, 0], timestamp: '2026-09-22T05:20:00+05:45' }
  expect(lowestHeartRateInstant({ heart_rate: curve })).toBe(Date.parse('2026-09-22T05:30:00+05:45'))
  expect(lowestHeartRateInstant({ heart_rate: { ...curve, items: [null, null] } })).toBeNull()
  expect(lowestHeartRateInstant({ heart_rate: null })).toBeNull()
})
