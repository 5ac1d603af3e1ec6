import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarMonth, clampDay, monthEnd, monthStart } from '@/lib/domain/calendar-month'
import { addDays, weekday } from '@/lib/domain/day'

test('months begin, end and follow one another over the year', () => {
  expect([monthStart('2026-09-22'), monthEnd('2026-09-22'), monthStart('2026-12-31', 1), monthStart('2026-01-15', -1)]).toEqual([
    '2026-09-01',
    '2026-09-30',
    '2027-01-01',
    '2025-12-01',
  ])
  expect(monthEnd('2028-02-10')).toBe('2028-02-29')
})

test('every month is six weeks of seven cells, each day once and under its own weekday', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
      const day = addDays('2020-01-01', offset)
      const weeks = calendarMonth(day).map(({ days }) => days)
      const days = weeks.flat().filter((cell) => cell !== null)
      expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7])
      expect(days[0]).toBe(monthStart(day))
      expect(days.at(-1)).toBe(monthEnd(day))
      expect(new Set(days).size).toBe(days.length)
      expect(days).toContain(day)
      for (const week of weeks) for (const [column, cell] of week.entries()) if (cell) expect(weekday(cell)).toBe(column + 1)
    }),
  )
})

test('a day outside the archive moves to its nearest end', () => {
  expect([
    clampDay('2026-12-01', '2022-01-01', '2026-11-23'),
    clampDay('2021-01-01', '2022-01-01', '2026-11-23'),
    clampDay('2021-01-01', null, '2026-11-23'),
    clampDay('2024-01-01', '2022-01-01', '2026-11-23'),
  ]).toEqual(['2026-11-23', '2022-01-01', '2021-01-01', '2024-01-01'])
})
