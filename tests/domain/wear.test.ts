import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '@/lib/domain/day'
import { type WearEvidence, wasNotWorn } from '@/lib/domain/wear'

const DAY = '2026-03-10'
const worn: WearEvidence = { measured: true, nonWear: 1200, seconds: 86_400 }
const known = (days: Record<Day, WearEvidence>) => (day: Day) => days[day]
const around = (before: number, after: number) => ({ [addDays(DAY, -before)]: worn, [addDays(DAY, after)]: worn })

test('the activity document of the day decides where there is one', () => {
  expect(wasNotWorn(DAY, known({ [DAY]: { measured: true, nonWear: 86_400, seconds: 86_400 } }))).toBe(true)
  expect(wasNotWorn(DAY, known({ [DAY]: { measured: true, nonWear: 77_760, seconds: 86_400 } }))).toBe(true)
  expect(wasNotWorn(DAY, known({ [DAY]: { measured: true, nonWear: 40_000, seconds: 86_400 } }))).toBe(false)
  expect(wasNotWorn(DAY, known({ ...around(1, 1), [DAY]: worn }))).toBe(false)
})

test('a day of 23 hours is measured by its own length', () => {
  expect(wasNotWorn(DAY, known({ [DAY]: { measured: true, nonWear: 82_800, seconds: 82_800 } }))).toBe(true)
})

test('a silent day between days that were measured was one without the ring', () => {
  expect(wasNotWorn(DAY, known(around(1, 1)))).toBe(true)
  expect(wasNotWorn(DAY, known(around(14, 14)))).toBe(true)
})

test('silence says nothing before the first day, after the last one, and in a long gap', () => {
  expect(wasNotWorn(DAY, known({ [addDays(DAY, 1)]: worn }))).toBe(false)
  expect(wasNotWorn(DAY, known({ [addDays(DAY, -1)]: worn }))).toBe(false)
  expect(wasNotWorn(DAY, known(around(15, 15)))).toBe(false)
  expect(wasNotWorn(DAY, known({}))).toBe(false)
})

test('a missing activity document is no sign of a ring taken off when the heart was measured that day', () => {
  expect(wasNotWorn(DAY, known({ ...around(1, 1), [DAY]: { measured: true, nonWear: null, seconds: null } }))).toBe(false)
})

test('a day with any measurement and no activity document is never called not worn', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: -20, max: 20 })), (offsets) => {
      const days = Object.fromEntries(offsets.map((offset) => [addDays(DAY, offset), { ...worn, nonWear: null, seconds: null }]))
      if (wasNotWorn(DAY, known(days))) {
        expect(offsets).not.toContain(0)
        expect(Math.min(...offsets)).toBeLessThan(0)
        expect(Math.max(...offsets)).toBeGreaterThan(0)
      }
    }),
  )
})
