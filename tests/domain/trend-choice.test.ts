import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '@/lib/domain/day'
import { METRIC_GROUPS } from '@/lib/domain/metric-groups'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import { trendChoice } from '@/lib/domain/trend-choice'
import { zoomedRange } from '@/lib/domain/trend-zoom'

const TODAY = '2026-11-23'
const OLDEST = '2022-04-10'
const choose = (search: string, oldest: string | null = OLDEST) => trendChoice(new URLSearchParams(search), TODAY, oldest)

describe('what an address asks for', () => {
  test('nothing at all: the activity score of 90 days, a point a day', () => {
    expect(choose('')).toEqual({
      metric: 'activity_score',
      other: null,
      compare: null,
      span: '90d',
      from: '2026-08-26',
      to: TODAY,
      step: 'day',
      chosenStep: null,
      year: 2026,
      isAll: false,
      wrong: [],
    })
  })

  test('400 days are a point a day, one more are weeks; a year that is yet to come, or lies before the archive, is that of the range', () => {
    const step = (days: number) => choose(`from=${addDays(TODAY, 1 - days)}&to=${TODAY}`).step
    expect([step(400), step(401)]).toEqual(['day', 'week'])
    expect(['2022', '2021', '2027', 'x'].map((year) => choose(`year=${year}`).year)).toEqual([2022, 2026, 2026, 2026])
  })

  test('ranges end today and count it', () => {
    for (const [range, days] of [
      ['7d', 7],
      ['30d', 30],
      ['1y', 365],
    ] as const) {
      const { from, to } = choose(`range=${range}`)
      expect(daysBetween(from, to) + 1).toBe(days)
    }
    expect(choose('range=all')).toMatchObject({ from: OLDEST, to: TODAY, step: 'week' })
    expect(choose('range=all', null)).toMatchObject({ from: '2026-08-26' })
  })

  test('two dates win over a range; a step may be chosen; a second metric is another one', () => {
    expect(choose('from=2026-01-01&to=2026-01-31&range=1y&step=week&with=steps')).toMatchObject({
      from: '2026-01-01',
      to: '2026-01-31',
      span: null,
      step: 'week',
      chosenStep: 'week',
      other: 'steps',
    })
    expect(choose('metric=steps&with=steps').other).toBeNull()
  })

  test.each([
    ['metric=heartbeats', { metric: 'activity_score', wrong: ['metric'] }],
    ['metric=__proto__', { metric: 'activity_score', wrong: ['metric'] }],
    ['with=nothing', { other: null, wrong: ['other'] }],
    ['from=2026-02-30&to=2026-03-02', { span: '90d', wrong: ['dates'] }],
    ['to=2026-03-02', { span: '90d', wrong: ['dates'] }],
    ['from=2027-01-01&to=2027-02-01', { span: '90d', wrong: ['dates'] }],
    ['from=2026-03-02&to=2026-02-01', { from: '2026-02-01', to: '2026-03-02', wrong: ['inverted'] }],
    ['from=2026-11-01&to=2026-12-24', { from: '2026-11-01', to: TODAY, wrong: ['future'] }],
    ['year=1999', { year: 2026, wrong: [] }],
    ['range=forever&step=hour&compare=neighbours', { span: '90d', step: 'day', compare: null }],
  ])('%s is said and shown as something', (search, found) => {
    expect(choose(search)).toMatchObject(found)
  })

  test('whatever stands in an address, the range is in order and not beyond today', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc
        .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    )
    fc.assert(
      fc.property(text, text, text, (from, to, range) => {
        const choice = trendChoice(new URLSearchParams({ from, to, range, metric: from, year: to }), TODAY, OLDEST)
        expect(choice.from <= choice.to && choice.to <= TODAY).toBe(true)
      }),
    )
  })
})

test('every metric is offered once', () => {
  expect(Object.values(METRIC_GROUPS).flat().sort()).toEqual([...METRIC_NAMES].sort())
})

describe('zooming', () => {
  const at = (factor: number, share: number, range = { from: '2026-08-26', to: TODAY }) =>
    zoomedRange(range, { factor, share, oldest: OLDEST, today: TODAY })

  test('halves around a place, and back out to the archive', () => {
    expect(at(0.5, 1)).toEqual({ from: '2026-10-10', to: TODAY })
    expect(at(0.5, 0)).toEqual({ from: '2026-08-26', to: '2026-10-09' })
    expect(at(1000, 0.5)).toEqual({ from: OLDEST, to: TODAY })
    expect(at(0, 0.5)).toEqual({ from: '2026-10-07', to: '2026-10-13' })
  })

  test('keeps to a week at least and to the days there are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(1600),
        fc.nat(300),
        (factor, share, back, length) => {
          const to = addDays(TODAY, -back)
          const from = addDays(to, -length)
          const range = at(factor, share, { from, to })
          expect(range.to <= TODAY && range.from >= (OLDEST < from ? OLDEST : from)).toBe(true)
          expect(daysBetween(range.from, range.to) + 1).toBeGreaterThanOrEqual(Math.min(7, daysBetween(from, TODAY) + 1))
        },
      ),
    )
  })
})
