import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptBackups } from '@/lib/domain/backup-days'
import { addDays, type Day, daysBetween, weekday } from '@/lib/domain/day'

/** A server that runs on the given days, counted from the first: what it has kept in the end. */
function after(first: Day, runs: readonly number[]): Day[] {
  let kept: Day[] = []
  for (const run of runs) kept = [...keptBackups([...kept, addDays(first, run)])].sort()
  return kept
}

test('a server that runs every day has the last seven days and the Mondays of the last four weeks', () => {
  // 2026-11-26 is a Thursday.
  const days = after('2026-06-01', [...Array(179).keys()])
  expect(days).toEqual([
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
  ])
})

test('whenever it runs: never more than eleven, the newest seven always, and back to where the last four weeks with a copy began', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(400), { minLength: 1, maxLength: 120 }), (some) => {
      const runs = some.sort((a, b) => a - b)
      const all = runs.map((run) => addDays('2025-01-01', run))
      const kept = after('2025-01-01', runs)
      expect(kept.length).toBeLessThanOrEqual(11)
      expect(kept.slice(-7)).toEqual(all.slice(-7))
      const weeks = new Set(all.map((day) => addDays(day, 1 - weekday(day))))
      const fourth = [...weeks].at(-4) ?? [...weeks][0] ?? ''
      expect(daysBetween(fourth, kept[0] ?? '')).toBeLessThan(7)
    }),
  )
})
