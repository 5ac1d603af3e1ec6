import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classAt, classRuns, classTotals, mainClass } from '@/lib/domain/class-5-min'
import { activity, seedExample } from '../fixtures/day-documents'

const span = { day: '2026-05-10', start: Date.parse('2026-05-10T04:00:00+02:00'), minutes: 1440 }
const document = (class_5_min: string | null) => activity('2026-05-10', '2026-05-10T04:00:00+02:00', 1440, { class_5_min })

test('equal neighbours are one run; an unknown character leaves a gap', () => {
  const runs = classRuns(document('0011x5'), span)
  expect(runs).toEqual([
    { from: 0, to: 10, name: 'non_wear' },
    { from: 10, to: 20, name: 'rest' },
    { from: 25, to: 30, name: 'high' },
  ])
  expect([classAt(runs, 9.9), classAt(runs, 10), classAt(runs, 22), classAt(runs, 30)]).toEqual(['non_wear', 'rest', null, null])
  expect(classRuns(document(null), span)).toEqual([])
})

test('the seed example is 5 h 40 min long', () => {
  const seedSpan = { day: '2022-04-10', start: Date.parse('2022-04-10T04:00:00+09:00'), minutes: 1440 }
  const runs = classRuns(seedExample, seedSpan)
  expect(runs.at(-1)?.to).toBe(340)
  expect(classTotals(runs)).toEqual({ non_wear: 0, rest: 58 * 5, inactive: 6 * 5, low: 4 * 5, medium: 0, high: 0 })
})

test('runs cover exactly the known characters, each at its own five minutes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '9'), maxLength: 288 }), (text) => {
      const runs = classRuns(document(text), span)
      const total = Object.values(classTotals(runs)).reduce((sum, minutes) => sum + minutes, 0)
      expect(total).toBe([...text].filter((character) => character <= '5').length * 5)
      for (const [index, character] of [...text].entries())
        expect(classAt(runs, index * 5 + 2)).toBe(['non_wear', 'rest', 'inactive', 'low', 'medium', 'high'][Number(character)] ?? null)
    }),
  )
})

test('the class of a stretch is the one with the most minutes', () => {
  const runs = classRuns(document('133355'), span)
  expect(mainClass(runs, 0, 30)).toEqual({ name: 'low', minutes: 15 })
  expect(mainClass(runs, 18, 30)).toEqual({ name: 'high', minutes: 10 })
  expect(mainClass(runs, 40, 50)).toBeNull()
})
