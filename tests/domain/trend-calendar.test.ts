import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isClockChange } from '@/lib/domain/clock-change'
import { clockMoves } from '@/lib/domain/clock-moves'
import { addDays, daysBetween, eachDay, utcMidnight, weekday } from '@/lib/domain/day'
import { zoneOffset } from '@/lib/domain/local-clock'
import { illDays, marksOn, tagMarks } from '@/lib/domain/trend-marks'
import type { DailySeries } from '@/lib/domain/trend-slots'
import { daysOf, weekdayExtremes, weekdayPattern } from '@/lib/domain/trend-weekday'
import { yearHeat } from '@/lib/domain/trend-year'

const series = (from: string, values: readonly (number | null)[]): DailySeries => ({
  days: values.map((_, index) => addDays(from, index)),
  values,
})

const ended = (day: string, offset: number, hour = 7) => ({ day, at: utcMidnight(day) + hour * 3_600_000 - offset * 60_000, offset })

describe('weekdays', () => {
  // 2 March 2026 is a Monday.
  const weeks = series(
    '2026-03-02',
    Array.from({ length: 28 }, (_, index) => (index % 7 === 5 ? 90 : 70 + (index % 7))),
  )

  test('the highest and the lowest are told by their medians', () => {
    const pattern = weekdayPattern(weeks, '2026-03-02', '2026-03-29', new Set())
    expect(pattern.map(({ median }) => median)).toEqual([70, 71, 72, 73, 74, 90, 76])
    expect(weekdayExtremes(pattern)).toEqual({ highest: 6, lowest: 1, difference: 20 })
  })

  test('days in rest mode are left out, and too few of a weekday are not compared', () => {
    const rest = daysOf([{ from: '2026-03-07', to: '2026-03-07' }], '2026-03-02', '2026-03-29')
    const pattern = weekdayPattern(weeks, '2026-03-02', '2026-03-29', rest)
    expect(pattern[5]?.values).toEqual([90, 90, 90])
    expect(weekdayExtremes(pattern)).toBeNull()
    expect(daysOf([{ from: '2026-01-01', to: '2026-12-31' }], '2026-03-02', '2026-03-03').size).toBe(2)
  })

  test('a constant series has no highest weekday', () => {
    const same = series('2026-03-02', new Array<number>(28).fill(5))
    expect(weekdayExtremes(weekdayPattern(same, '2026-03-02', '2026-03-29', new Set()))).toBeNull()
  })

  test('every known day is in one weekday', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(100)), { maxLength: 80 }), fc.nat(4000), (values, start) => {
        const from = addDays('2016-01-01', start)
        const pattern = weekdayPattern(series(from, values), from, addDays(from, values.length - 1), new Set())
        const found = pattern.flatMap(({ values: known }) => known).sort()
        expect(found).toEqual(values.filter((one) => one !== null).sort())
      }),
    )
  })
})

describe('a year of squares', () => {
  test.each([2023, 2024, 2026, 2100])('%i has every day once, Mondays on top, in two halves', (year) => {
    const heat = yearHeat('sleep_score', { days: [], values: [] }, year, `${year}-12-31`)
    const cells = heat.halves.flatMap((half) => half.cells)
    expect(cells.map(({ day }) => day)).toEqual(eachDay(`${year}-01-01`, `${year}-12-31`))
    expect(cells.every(({ day, row }) => row === weekday(day) - 1)).toBe(true)
    for (const half of heat.halves) {
      expect(half.columns).toBeLessThanOrEqual(27)
      expect(new Set(half.cells.map(({ column, row }) => `${column} ${row}`)).size).toBe(half.cells.length)
    }
    expect(cells.every(({ level, value }) => level === null && value === null)).toBe(true)
  })

  test('scores by Oura’s words, other metrics by fifths of the year, days to come apart', () => {
    const scores = yearHeat('sleep_score', series('2026-01-01', [59, 60, 70, 78, 85, null]), 2026, '2026-01-06')
    expect(scores.halves[0]?.cells.slice(0, 7).map(({ level, isAhead }) => [level, isAhead])).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [3, false],
      [4, false],
      [null, false],
      [null, true],
    ])
    const steps = yearHeat('steps', series('2026-01-01', [1000, 2000, 3000, 4000, 5000, 6000]), 2026, '2026-12-31')
    expect(steps.limits).toEqual([2000, 3000, 4000, 5000])
    expect(steps.halves[0]?.cells.slice(0, 6).map(({ level }) => level)).toEqual([0, 1, 2, 3, 4, 4])
    const same = yearHeat('steps', series('2026-01-01', [7, 7, 7]), 2026, '2026-12-31')
    expect(same.halves[0]?.cells.slice(0, 3).map(({ level }) => level)).toEqual([4, 4, 4])
  })
})

describe('journeys', () => {
  test('a clock that moved by hours is a journey, summer time is not', () => {
    const nights = [
      ended('2026-02-10', 60),
      ended('2026-02-12', 540),
      ended('2026-02-20', 60),
      ended('2026-03-28', 60),
      ended('2026-03-29', 120),
      ended('2026-10-24', 120),
      // The ring was off on the Sunday.
      ended('2026-10-26', 60),
    ]
    expect(clockMoves([...nights].reverse())).toEqual([
      { kind: 'travel', from: '2026-02-12', to: '2026-02-12', minutes: 480 },
      { kind: 'travel', from: '2026-02-20', to: '2026-02-20', minutes: -480 },
    ])
  })

  test('an hour on a Wednesday in July, or on a Sunday in July, is a journey', () => {
    expect(clockMoves([ended('2026-07-07', 120), ended('2026-07-08', 60)])).toHaveLength(1)
    expect(clockMoves([ended('2026-07-04', 120), ended('2026-07-05', 60)])).toHaveLength(1)
    // In March an hour is summer time on a Sunday or the Monday after it only.
    expect(clockMoves([ended('2026-03-24', 60), ended('2026-03-25', 120)])).toHaveLength(1)
    expect(clockMoves([])).toEqual([])
  })

  test.each([
    ['Lord Howe, half an hour', '2026-04-05', 660, 630],
    ['Lord Howe, half an hour', '2026-10-04', 630, 660],
    ['Israel, a Friday', '2026-03-27', 120, 180],
    ['Egypt, a Friday', '2026-04-24', 120, 180],
    ['Morocco, for Ramadan', '2026-02-15', 60, 0],
    ['Morocco, after Ramadan', '2026-03-22', 0, 60],
    ['New Zealand, seen a day later', '2026-09-28', 720, 780],
    ['Troll, two hours', '2026-03-29', 0, 120],
    ['Kazakhstan, for good', '2024-03-01', 360, 300],
  ])('%s: what the clocks did there on %s is no journey, the same a fortnight later is one', (_where, day, before, after) => {
    const found = (on: string) => clockMoves([ended(addDays(on, -2), before), ended(on, after), ended(addDays(on, 1), after)])
    expect(found(day)).toEqual([])
    expect(found(addDays(day, 14))).toEqual([{ kind: 'travel', from: addDays(day, 14), to: addDays(day, 14), minutes: after - before }])
  })

  test('the zones that are looked at stand for all others', () => {
    const months = Array.from({ length: 13 * 13 }, (_, step) => addDays('2013-01-01', step * 28))
    const missing = Intl.supportedValuesOf('timeZone').flatMap((zone) => {
      const on = (day: string) => zoneOffset(zone, utcMidnight(day))
      return months.slice(1).flatMap((month, index) => {
        let [first, last] = [months[index] ?? month, month]
        const [before, after] = [on(first), on(last)]
        if (before === after || Math.abs(after - before) > 120) return []
        while (daysBetween(first, last) > 1) {
          const middle = addDays(first, Math.floor(daysBetween(first, last) / 2))
          if (on(middle) === after) last = middle
          else first = middle
        }
        return isClockChange(on(first), after, { from: first, to: first }) ? [] : [`${zone} ${first}`]
      })
    })
    expect(missing).toEqual([])
  })

  test('a nap after a flight, or a night analysed twice on two clocks, is no second journey', () => {
    expect(
      clockMoves([ended('2026-02-10', 60), ended('2026-02-11', 540, 22), ended('2026-02-11', 60, 6), ended('2026-02-12', 540)]),
    ).toEqual([{ kind: 'travel', from: '2026-02-11', to: '2026-02-11', minutes: 480 }])
    const twice = (offset: number) => ({ day: '2026-02-11', at: Date.parse('2026-02-11T06:00:00Z'), offset })
    for (const both of [
      [twice(60), twice(120)],
      [twice(120), twice(60)],
    ])
      expect(clockMoves([ended('2026-02-10', 60), ...both, ended('2026-02-12', 60)])).toEqual([])
  })

  test('a weekday with one value has no median', () => {
    const pattern = weekdayPattern(series('2026-03-02', [1, 2, null, 4, 5, 6, 7, 3]), '2026-03-02', '2026-03-09', new Set())
    expect(pattern.map(({ median }) => median)).toEqual([2, null, null, null, null, null, null])
  })

  test('a mark is on the days it reaches', () => {
    const rest = { kind: 'rest_mode', from: '2026-01-10', to: '2026-01-14' } as const
    expect(marksOn([rest], '2026-01-14', '2026-01-20')).toEqual([rest])
    expect(marksOn([rest], '2026-01-15', '2026-01-20')).toEqual([])
  })

  test('a tag on three days one after the other is a stretch, over the end of February too', () => {
    const days = ['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01', '2028-03-03', '2028-03-04']
    expect(tagMarks([{ name: 'Sick', days }])).toEqual([{ kind: 'tag', from: '2028-02-27', to: '2028-03-01', name: 'Sick', days: 4 }])
    const often = ['2028-02-01', '2028-02-02', '2028-02-03', '2028-02-05', '2028-02-08', '2028-02-11']
    expect(tagMarks([{ name: 'Coffee', days: often }])).toEqual([])
    expect(
      illDays([
        { key: 'tag_generic_fever', days: ['2028-03-04'] },
        { key: 'name:sick', days },
      ]),
    ).toEqual(['2028-03-04'])
  })
})
