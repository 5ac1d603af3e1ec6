import { expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { restActivity } from '@/lib/domain/rest-activity-summary'
import { QUARTERS } from '@/lib/domain/rhythm-grid'

/** Days on end of a rest and an active half, with holes where `isKnown` says so. */
const days = (count: number, isKnown: (quarter: number, day: number) => boolean = () => true) =>
  Array.from({ length: count }, (_, day) => ({
    day: addDays('2026-03-02', day),
    states: '',
    activity: Array.from({ length: QUARTERS }, (_value, quarter) => (isKnown(quarter, day) ? (quarter < 48 ? 2 : 0.1) : null)),
  }))

test('a week is enough, six days are not', () => {
  expect(restActivity(days(6))).toMatchObject({ days: 6, stability: null, m10: null })
  expect(restActivity(days(7))).toMatchObject({ days: 7, m10: { mean: 2 }, l5: { onset: (12 + 4) * 60 } })
  expect(restActivity(days(7)).stability).toBeCloseTo(1, 10)
})

test('an hour of one known quarter is not known, and a day of fewer than 16 known hours does not count', () => {
  expect(restActivity(days(7, (quarter) => quarter < 64)).days).toBe(7)
  expect(restActivity(days(7, (quarter) => quarter < 60)).days).toBe(0)
  expect(restActivity(days(7, (quarter) => quarter % 4 < 2)).days).toBe(7)
  expect(restActivity(days(7, (quarter) => quarter % 4 === 0)).days).toBe(0)
})

test('of days that are always as active as at any other time nothing is told', () => {
  const even = days(8).map((day) => ({ ...day, activity: day.activity.map(() => 1.3) }))
  expect(restActivity(even)).toMatchObject({ days: 8, stability: null, variability: null, amplitude: null, m10: null, l5: null })
  const still = days(8).map((day) => ({ ...day, activity: day.activity.map(() => 0) }))
  expect(restActivity(still)).toMatchObject({ amplitude: null, m10: null, l5: null })
})

test('a quarter of the average day is known by three days', () => {
  const { profile } = restActivity(days(8, (quarter, day) => (quarter === 5 ? day < 2 : quarter === 6 ? day < 3 : true)))
  expect([profile[4], profile[5], profile[6]]).toEqual([2, null, 2])
})
