import { expect, test } from 'vitest'
import { notePace, type Pace, timeLeft } from '@/lib/domain/sync-pace'

const seen = (...looks: [seconds: number, done: number][]) =>
  looks.reduce<Pace[]>((all, [at, done]) => notePace(all, { at: at * 1000, done }), [])

test('nothing is promised before ten seconds and five steps were seen', () => {
  expect(timeLeft([], 100)).toBeNull()
  expect(timeLeft(seen([0, 0], [9, 50]), 100)).toBeNull()
  expect(timeLeft(seen([0, 0], [20, 4]), 100)).toBeNull()
})

test('the rest takes as long as the speed seen says', () => {
  expect(timeLeft(seen([0, 10], [10, 20]), 80)).toBe(60_000)
  expect(timeLeft(seen([0, 10], [10, 20]), 15)).toBe(0)
})

test('only the last two minutes count, and a new run begins anew', () => {
  expect(seen([0, 0], [60, 5], [150, 40])).toHaveLength(2)
  expect(seen([0, 90], [10, 3])).toEqual([{ at: 10_000, done: 3 }])
})
