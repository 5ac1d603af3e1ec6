import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goalOf, type PaceDay, shareDone, usualByNow } from '@/lib/domain/goal'

const met = (items: (number | null)[]) => ({ interval: 60, timestamp: '2026-09-22T04:00:00+09:00', items })

test('the goal is what was walked of the target, also when it was passed; without a target there is none', () => {
  expect(goalOf({ target_meters: 11_000, meters_to_target: 1300 })).toEqual({
    target: 11_000,
    done: 9700,
    left: 1300,
    share: 9700 / 11_000,
  })
  expect(goalOf({ target_meters: 11_000, meters_to_target: -3500 })).toMatchObject({ done: 14_500, left: -3500 })
  expect(goalOf({ target_meters: 11_000, meters_to_target: 11_600 })).toMatchObject({ done: 0, share: 0 })
  expect(goalOf({ target_meters: 0, meters_to_target: 0 })).toBeNull()
})

test('the share done counts only movement, and a day without any has none', () => {
  expect(shareDone(met([0.9, 3.5, 3.5, null, 3.5, 3.5]), 3)).toBe(0.5)
  expect(shareDone(met([0.9, 1.2, 0.1]), 2)).toBeNull()
})

test('the share grows with the minute from nothing to all', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.1, max: 14, noNaN: true }), { minLength: 1, maxLength: 200 }), fc.nat(200), (items, minute) => {
      const share = shareDone(met(items), minute)
      if (share === null) {
        expect(items.every((value) => value <= 1.5)).toBe(true)
        return
      }
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      expect(shareDone(met(items), minute + 1)).toBeGreaterThanOrEqual(share)
      expect(shareDone(met(items), items.length)).toBeCloseTo(1)
    }),
  )
})

test('the usual by now is the middle of the days before, and needs five', () => {
  const day = (steps: number): PaceDay => ({
    met: met([3.5, 3.5, 3.5, 3.5]),
    target_meters: 10_000,
    meters_to_target: 2000,
    steps,
    active_calories: 400,
    equivalent_walking_distance: 9000,
  })
  const days = [6000, 7000, 8000, 9000, 10_000].map(day)
  expect(usualByNow(days, 2)).toEqual({ goal: 4000, steps: 4000, active_calories: 200, walking_distance: 4500 })
  expect(usualByNow(days.slice(1), 2)).toBeNull()
})
