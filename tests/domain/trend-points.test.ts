import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, eachDay, weekday } from '@/lib/domain/day'
import { METRICS, type Metric } from '@/lib/domain/metrics'
import { parseSettings } from '@/lib/domain/settings'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { comparedDaysBack, comparedValues, dayInYear, neededDays, yearLines, yearSlots } from '@/lib/domain/trend-compare'
import { figureValues, restingPlace, trendFigure } from '@/lib/domain/trend-figure'
import { trendPoints, trendSummary } from '@/lib/domain/trend-points'
import { trendCsv } from '@/lib/domain/trend-rows'
import { trendScale } from '@/lib/domain/trend-scale'
import { type DailySeries, spread, trendSlots, valuesOf } from '@/lib/domain/trend-slots'
import { smallTrend } from '@/lib/domain/trend-small'
import { trendTicks } from '@/lib/domain/trend-ticks'
import { formatFor } from '@/lib/format'

const series = (from: string, values: readonly (number | null)[]): DailySeries => ({
  days: values.map((_, index) => addDays(from, index)),
  values,
})
const value = fc.option(fc.integer({ min: 0, max: 100 }))
const day = fc.integer({ min: 0, max: 9000 }).map((index) => addDays('2010-01-01', index))
const choice = (some: Partial<TrendChoice>): TrendChoice => ({
  metric: 'sleep_score',
  other: null,
  compare: null,
  span: null,
  from: '2026-03-01',
  to: '2026-03-31',
  step: 'day',
  chosenStep: null,
  year: 2026,
  isAll: false,
  wrong: [],
  ...some,
})

describe('places', () => {
  test('weeks begin on Monday, months on the first, and the range cuts both ends', () => {
    expect(trendSlots('2026-02-26', '2026-03-10', 'week')).toEqual([
      { from: '2026-02-26', to: '2026-03-01' },
      { from: '2026-03-02', to: '2026-03-08' },
      { from: '2026-03-09', to: '2026-03-10' },
    ])
    expect(trendSlots('2028-02-27', '2028-03-02', 'month')).toEqual([
      { from: '2028-02-27', to: '2028-02-29' },
      { from: '2028-03-01', to: '2028-03-02' },
    ])
    expect(trendSlots('2026-03-02', '2026-03-01', 'day')).toEqual([])
  })

  test('every day is in exactly one place, whatever the step and however many leap days', () => {
    fc.assert(
      fc.property(day, fc.nat(900), fc.constantFrom('day' as const, 'week' as const, 'month' as const), (from, length, step) => {
        const to = addDays(from, length)
        expect(trendSlots(from, to, step).flatMap((slot) => eachDay(slot.from, slot.to))).toEqual(eachDay(from, to))
      }),
      { numRuns: 60 },
    )
  })

  test('days outside of a series are unknown', () => {
    expect(valuesOf(series('2026-03-02', [1, 2]), '2026-03-01', '2026-03-04')).toEqual([null, 1, 2, null])
    expect(valuesOf({ days: [], values: [] }, '2026-03-01', '2026-03-02')).toEqual([null, null])
  })
})

describe('a day against the fortnight before', () => {
  test('median and middle half of the 14 days before, without the day itself', () => {
    const before = [70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83]
    const data = series('2026-02-15', [0, ...before.slice(1), 50])
    const [point] = trendPoints('sleep_score', data, '2026-03-01', '2026-03-01', 'day')
    // Quartiles as R's type 7: quantile(c(0, 71:83), c(.25, .5, .75)) is 73.25, 76.5, 79.75.
    expect(point).toMatchObject({ value: 50, low: 73.25, line: 76.5, high: 79.75, isOutlier: true })
  })

  test('five points outside the band are not yet far, more are', () => {
    const of = (last: number) =>
      trendPoints('sleep_score', series('2026-02-15', [...new Array<number>(14).fill(70), last]), '2026-03-01', '2026-03-01', 'day')[0]
        ?.isOutlier
    expect([of(75), of(76), of(65), of(64)]).toEqual([false, true, false, true])
    // Without a width there is nothing to be far from.
    expect(
      trendPoints('steps', series('2026-02-15', [...new Array<number>(14).fill(70), 900]), '2026-03-01', '2026-03-01', 'day')[0]?.isOutlier,
    ).toBe(false)
  })

  test('under five known days there is no band', () => {
    const data = series('2026-02-25', [70, null, 71, 72, 73])
    expect(trendPoints('sleep_score', data, '2026-03-01', '2026-03-02', 'day').map(({ line }) => line)).toEqual([null, null])
    expect(trendPoints('sleep_score', series('2026-02-24', [70, 70, 71, 72, 73, 74]), '2026-03-01', '2026-03-01', 'day')[0]?.line).toBe(71)
  })

  test('the band holds its line and lies within what was measured; a week’s band holds all of its days', () => {
    fc.assert(
      fc.property(
        day,
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (from, values, step) => {
          const to = addDays(from, values.length - 1)
          const known = values.filter((one) => one !== null)
          for (const point of trendPoints('steps', series(from, values), from, to, step)) {
            if (point.low === null || point.high === null || point.line === null) continue
            expect(point.low <= point.line && point.line <= point.high).toBe(true)
            expect(point.low >= Math.min(...known) && point.high <= Math.max(...known)).toBe(true)
            if (step !== 'day')
              for (const one of valuesOf(series(from, values), point.from, point.to))
                if (one !== null) expect(one >= point.low && one <= point.high).toBe(true)
          }
        },
      ),
      { numRuns: 80 },
    )
  })
})

describe('compared', () => {
  test('the same weeks last year lie weekday over weekday, for years too', () => {
    fc.assert(
      fc.property(day, fc.nat(800), (from, length) => {
        const to = addDays(from, length)
        const back = comparedDaysBack({ from, to }, 'last-year')
        expect(weekday(addDays(from, -back))).toBe(weekday(from))
        // A calendar year shares a day or two with the same weeks of the year before it.
        expect(daysBetween(addDays(to, -back), from)).toBeGreaterThan(-2 * Math.ceil((length + 1) / 366))
        expect(addDays(to, -comparedDaysBack({ from, to }, 'previous'))).toBe(addDays(from, -1))
      }),
    )
    const back = (from: string, to: string) => comparedDaysBack({ from, to }, 'last-year')
    expect(back('2026-09-01', '2026-11-01')).toBe(364)
    // `1y`, and a leap year, lie over the year before them, not over the year before that.
    expect(back('2025-11-29', '2026-11-28')).toBe(364)
    expect(back('2024-01-01', '2024-12-31')).toBe(364)
    expect(back('2024-01-01', '2025-01-01')).toBe(728)
    expect(back('2022-01-01', '2025-12-31')).toBe(4 * 364)
  })

  test('each place is compared with as many days earlier', () => {
    const data = series('2026-03-01', [1, 2, 3, 4, null, 6])
    expect(
      comparedValues(data, { from: '2026-03-04', to: '2026-03-06', step: 'day' }, 3).map(({ value, past }) => [
        value,
        past.value,
        past.from,
      ]),
    ).toEqual([
      [4, 1, '2026-03-01'],
      [null, 2, '2026-03-02'],
      [6, 3, '2026-03-03'],
    ])
  })

  test('29 February exists in leap years alone, and 1 March is in one place', () => {
    expect([
      dayInYear(2024, 59),
      dayInYear(2025, 59),
      dayInYear(2024, 60),
      dayInYear(2025, 60),
      dayInYear(2025, 365),
      dayInYear(2100, 59),
    ]).toEqual(['2024-02-29', null, '2024-03-01', '2025-03-01', '2025-12-31', null])
    for (const year of [2023, 2024]) {
      const days = Array.from({ length: 366 }, (_, place) => dayInYear(year, place)).filter((one) => one !== null)
      expect(days).toEqual(eachDay(`${year}-01-01`, `${year}-12-31`))
    }
  })

  test('years over each other: medians of the same seven dates, nothing after today, no empty year', () => {
    const from = '2023-12-25'
    const to = '2026-01-10'
    const data = series(
      from,
      Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => (addDays(from, index) >= '2025-01-01' ? index : null)),
    )
    const lines = yearLines(data, to)
    expect(lines.map(({ year }) => year)).toEqual([2025, 2026])
    expect(lines.every(({ values }) => values.length === yearSlots().length)).toBe(true)
    const start = daysBetween(from, '2025-01-01')
    expect(lines[0]?.values[0]).toBe(start + 3)
    expect(lines[1]?.values.slice(0, 3)).toEqual([daysBetween(from, '2026-01-04'), daysBetween(from, '2026-01-09'), null])
    expect(lines[0]?.values.at(-1)).toBe(daysBetween(from, '2025-12-30') + 0.5)
  })

  test('what a chart needs: the fortnight before, the earlier range, or every year from its first of January', () => {
    expect(neededDays(choice({}), '2022-04-10')).toEqual({ from: '2026-02-15', to: '2026-03-31' })
    expect(neededDays(choice({ compare: 'previous' }), null)).toEqual({ from: '2026-01-29', to: '2026-03-31' })
    expect(neededDays(choice({ compare: 'last-year' }), null)).toEqual({ from: '2025-03-02', to: '2026-03-31' })
    expect(neededDays(choice({ compare: 'years' }), '2022-04-10')).toEqual({ from: '2022-01-01', to: '2026-03-31' })
  })
})

describe('what is drawn', () => {
  const figures = (from: string, values: readonly (number | null)[], metric: Metric) => {
    const to = addDays(from, values.length - 1)
    const data = series(from, values)
    return [
      trendFigure(choice({ metric, from, to }), data, null, to),
      trendFigure(choice({ metric, from, to, step: 'week' }), data, null, to),
      trendFigure(choice({ metric, from, to, other: 'steps' }), data, data, to),
      trendFigure(choice({ metric, from, to, compare: 'previous' }), data, null, to),
      trendFigure(choice({ metric, from, to, compare: 'last-year', step: 'month' }), data, null, to),
      trendFigure(choice({ metric, from, to, compare: 'years' }), data, null, to),
    ]
  }

  test('nothing is ever NaN, and every value lies within its scale', () => {
    fc.assert(
      fc.property(
        day,
        fc.array(value, { minLength: 1, maxLength: 120 }),
        fc.constantFrom(...(Object.keys(METRICS) as Metric[])),
        (from, values, metric) => {
          for (const figure of figures(from, values, metric)) {
            const [low, high] = figure.scale.domain
            expect(high).toBeGreaterThan(low)
            expect(figure.scale.marks.length).toBeLessThanOrEqual(4)
            for (const mark of figure.scale.marks) expect(mark >= low && mark <= high).toBe(true)
            for (const index of figure.slots.keys()) {
              const [first = null] = figureValues(figure, index)
              if (first !== null) expect(first >= low && first <= high).toBe(true)
            }
            expect(figure.slots[restingPlace(figure)]).toBeDefined()
            expect(JSON.stringify(figure)).not.toMatch(/NaN|Infinity/)
            expect(trendCsv(figure)).not.toMatch(/NaN|undefined|Infinity/)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a constant series stands in the middle of a scale with a height', () => {
    const { domain, marks } = trendScale([0, 0, null, 0], 'count')
    expect(domain[0]).toBeLessThan(0)
    expect(domain[1]).toBeGreaterThan(0)
    expect(marks).toContain(0)
  })

  test('a number counted by day is not outside of its band while its day goes on, one of the night is', () => {
    const to = '2026-03-31'
    const data = series('2026-03-01', [...Array.from({ length: 30 }, (_, index) => 5000 + 100 * (index % 5)), 100])
    const last = (metric: Metric, today: string) => trendFigure(choice({ metric, to }), data, null, today).points.at(-1)?.isOutlier
    expect([last('steps', to), last('steps', '2026-04-01'), last('average_hrv', to)]).toEqual([false, true, true])
  })

  test('what was counted so far today is no part of a week, a month or a year, and a point of its own where places are days', () => {
    // 1 March 2026 is a Sunday, 31 March a Tuesday.
    const to = '2026-03-31'
    const data = series('2026-02-01', [...Array.from({ length: 58 }, (_, index) => 8000 + index), 396])
    const of = (some: Partial<TrendChoice>, metric: Metric = 'steps') => trendFigure(choice({ metric, to, ...some }), data, data, to)
    expect(of({ step: 'week' }).points.at(-1)).toMatchObject({ from: '2026-03-30', value: 8057, low: 8057, high: 8057 })
    expect(of({ step: 'month' }).points.at(-1)?.low).toBe(8028)
    expect(of({ step: 'week', compare: 'previous' }).lines[0]?.values.at(-1)).toBe(8057)
    expect(of({ step: 'week', other: 'active_calories' }).lines.map(({ values }) => values.at(-1))).toEqual([8057, 8057])
    expect(of({ compare: 'years' }).lines[0]?.values.findLast((one) => one !== null)).toBe(8054.5)
    expect(of({}).points.at(-1)?.value).toBe(396)
    // A night is over by the morning.
    expect(of({ step: 'week' }, 'average_hrv').points.at(-1)?.low).toBe(396)
  })

  test('what differs by less than a step stands in the middle, and one word of Oura’s alone is no scale', () => {
    const { domain } = trendScale([80, 80.5], 'score')
    expect(domain[1] - domain[0]).toBeGreaterThan(2)
    expect(trendScale([64, 78], 'score').marks.length).toBeGreaterThan(1)
  })

  test('scores are ruled where Oura’s words change, times at round times', () => {
    expect(trendScale([50, 95], 'score').marks).toEqual([85, 70, 60])
    expect(trendScale([23_000, 30_000], 'seconds').marks.every((mark) => mark % 1800 === 0)).toBe(true)
    expect(trendScale([-90, 75], 'minute_of_day').marks).toEqual([-60, 0, 60])
  })

  test.each([
    ['a constant goal', [8000, 8000], 'meters'],
    ['a short walk', [8000, 8120], 'meters'],
    ['weekly medians of temperature', [-0.05, 0.05], 'celsius_delta'],
    ['a constant temperature', [0.1, 0.1], 'celsius_delta'],
  ] as const)('no two places of an axis are written alike, and none as what it is not: %s', (_, values, unit) => {
    const { marks } = trendScale(values, unit)
    for (const distance of ['km', 'mi'] as const)
      for (const temperature of ['c', 'f'] as const) {
        const format = formatFor({ ...parseSettings(undefined), distance, temperature })
        const written = marks.map((mark) => format.measure(mark, unit).value)
        expect(new Set(written).size).toBe(marks.length)
      }
    expect(marks.length).toBeGreaterThan(0)
    if (unit === 'celsius_delta') for (const mark of marks) expect(Math.abs(mark * 10 - Math.round(mark * 10))).toBeLessThan(1e-6)
  })

  test('the axis names weekdays, Mondays, months, quarters or years', () => {
    const of = (from: string, to: string) => trendTicks(trendSlots(from, to, 'day'))
    expect(
      of('2026-11-17', '2026-11-23')
        .map(({ name, index }) => [name, index])
        .at(-1),
    ).toEqual(['weekday', 6])
    expect(of('2026-11-01', '2026-11-30').map(({ day: at }) => weekday(at))).toEqual([1, 1, 1, 1, 1])
    expect(of('2026-08-26', '2026-11-23').map(({ day: at }) => at)).toEqual(['2026-09-01', '2026-10-01', '2026-11-01'])
    expect(of('2025-11-24', '2026-11-23').map(({ name }) => name)).toEqual(['year', 'month', 'month', 'month'])
    expect(of('2016-11-24', '2026-11-23')).toHaveLength(10)
  })

  test('what it comes to: median, extremes with their days, and how many days are known', () => {
    expect(trendSummary(series('2026-03-01', [3, null, 1, 5]), '2026-03-01', '2026-03-05')).toEqual({
      median: 3,
      lowest: { day: '2026-03-03', value: 1 },
      highest: { day: '2026-03-04', value: 5 },
      known: 3,
      days: 5,
    })
    expect(trendSummary(series('2026-03-01', [null]), '2026-03-01', '2026-03-05')).toBeNull()
    expect(spread([2, null, 4])).toEqual({ median: 3, low: 2, high: 4, known: 2 })
  })

  test('a metric shown small: the last week against the whole range', () => {
    const values = [...new Array<number>(20).fill(10), ...new Array<number>(7).fill(30)]
    expect(smallTrend('steps', values, 'day')).toMatchObject({ recent: 30, median: 10, band: { low: 10, high: 20 } })
    expect(smallTrend('steps', [null, 4], 'week')).toMatchObject({ recent: 4, median: 4, band: null })
    expect(smallTrend('steps', [null, null], 'day')).toBeNull()
  })
})
