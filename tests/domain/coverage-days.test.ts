import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverageGaps, coverageYears, type DayHeld, dayHeld } from '@/lib/domain/coverage-days'

test.each([
  [{ have: 17, without: 0, open: 0 }, 'h'],
  [{ have: 9, without: 8, open: 0 }, 'h'],
  [{ have: 9, without: 0, open: 8 }, 'p'],
  [{ have: 0, without: 17, open: 0 }, 'n'],
  [{ have: 0, without: 4, open: 13 }, 'q'],
  [{ have: 0, without: 0, open: 17 }, 'q'],
] as const)('%o is %s', (count, held) => {
  expect(dayHeld(count)).toBe(held)
})

test('runs are stretches of like days, counted from the first of January, newest year first', () => {
  const [newer, older] = coverageYears('2024-12-30', 'hhpn')
  expect(older).toEqual({ year: 2024, days: 366, runs: [{ start: 364, length: 2, held: 'h' }], counts: { h: 2, p: 0, n: 0, q: 0 } })
  expect(newer?.runs).toEqual([
    { start: 0, length: 1, held: 'p' },
    { start: 1, length: 1, held: 'n' },
  ])
})

test('no day is lost or counted twice', () => {
  const letters = fc.array(fc.constantFrom<DayHeld[]>('h', 'p', 'n', 'q'), { maxLength: 1200 })
  fc.assert(
    fc.property(letters, (days) => {
      const years = coverageYears('2023-11-07', days.join(''))
      expect(years.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0)).toBe(days.length)
      for (const { runs, days: length } of years) {
        expect(runs.reduce((end, run) => (run.start >= end ? run.start + run.length : Number.NaN), 0)).toBeLessThanOrEqual(length)
        for (let index = 1; index < runs.length; index++) expect(runs[index]?.held).not.toBe(runs[index - 1]?.held)
      }
    }),
    { numRuns: 40 },
  )
})

test('gaps are told by collection, with their reasons by weight', () => {
  const row = (collection: string, state: string): { collection: string; state: string; reason?: string } => ({ collection, state })
  const rows = [row('sleep', 'have'), row('sleep', 'have'), row('session', 'none'), row('session', 'none'), row('session', 'failed')]
  rows.push({ ...row('session', 'failed'), reason: 'unreadable' })
  expect(coverageGaps(rows)).toEqual([
    {
      collection: 'session',
      have: 0,
      reasons: [
        { state: 'none', days: 2 },
        { state: 'failed', days: 1 },
        { state: 'unreadable', days: 1 },
      ],
    },
    { collection: 'sleep', have: 2, reasons: [] },
  ])
})
