import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sleepRegularity } from '@/lib/domain/sleep-regularity'

const PER_DAY = 288
const day = (from: number, to: number) => Array.from({ length: PER_DAY }, (_, epoch) => epoch >= from && epoch < to)
const days = (count: number, make: (index: number) => (boolean | null)[]) => Array.from({ length: count }, (_, index) => make(index)).flat()

test('100 when every day is the same, −100 when every day is the opposite', () => {
  expect(
    sleepRegularity(
      days(7, () => day(228, 288)),
      PER_DAY,
    ),
  ).toEqual({ index: 100, days: 6 })
  expect(
    sleepRegularity(
      days(7, (index) => day(0, 288).map((asleep) => asleep === (index % 2 === 0))),
      PER_DAY,
    )?.index,
  ).toBe(-100)
})

test('an hour later every other day costs two hours of 24', () => {
  const found = sleepRegularity(
    days(8, (index) => day(100 + (index % 2) * 12, 196 + (index % 2) * 12)),
    PER_DAY,
  )
  expect(found?.index).toBeCloseTo(-100 + 200 * (22 / 24), 10)
})

test('a changing sleeper with naps: −100 + 200 · numpy.mean(s[1:] == s[:-1]) of the same days', () => {
  const asleep = (index: number, epoch: number) =>
    (epoch + ((index * 53) % 47)) % PER_DAY < 90 + ((index * 17) % 23) || (index % 3 === 1 && epoch >= 200 && epoch < 212)
  const found = sleepRegularity(
    days(12, (index) => Array.from({ length: PER_DAY }, (_, epoch) => asleep(index, epoch))),
    PER_DAY,
  )
  expect(found?.index).toBeCloseTo(76.45202020202021, 10)
})

test('naps count, unknown epochs do not', () => {
  const nap = (index: number) => day(200, 288).map((asleep, epoch) => asleep || (index === 3 && epoch >= 100 && epoch < 112))
  expect(sleepRegularity(days(8, nap), PER_DAY)?.index).toBeCloseTo(-100 + 200 * (1 - 24 / (7 * PER_DAY)), 10)
  const unknown = days(8, (index) => day(200, 288).map((asleep, epoch) => (index === 3 && epoch < 144 ? null : asleep)))
  expect(sleepRegularity(unknown, PER_DAY)).toEqual({ index: 100, days: 6 })
})

test('sleep at random is near 0', () => {
  let state = 7
  const next = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  expect(
    sleepRegularity(
      Array.from({ length: 60 * PER_DAY }, () => next() < 0.5),
      PER_DAY,
    )?.index,
  ).toBeCloseTo(0, -0.5)
})

test('under five days of pairs there is none; otherwise it lies within −100 … 100', () => {
  expect(
    sleepRegularity(
      days(5, () => day(0, 90)),
      PER_DAY,
    ),
  ).toBeNull()
  expect(sleepRegularity([], PER_DAY)).toBeNull()
  fc.assert(
    fc.property(fc.array(fc.option(fc.boolean()), { minLength: 40, maxLength: 200 }), (epochs) => {
      const found = sleepRegularity(epochs, 4)
      if (found) expect(Math.abs(found.index)).toBeLessThanOrEqual(100)
    }),
  )
})

test('five days of pairs are enough, an epoch fewer is not', () => {
  const six = days(6, () => day(228, 288))
  expect([sleepRegularity(six, PER_DAY)?.days, sleepRegularity(six.slice(1), PER_DAY)]).toEqual([5, null])
})
