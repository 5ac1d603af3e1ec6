import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkRange, relationChoice, tagChoice, wrongLinks } from '@/lib/domain/link-choice'
import { metricScale } from '@/lib/domain/metric-scale'

test('an axis has round ends around its values and few names', () => {
  expect(metricScale([-8.7, 0, 3.4], 'ms')).toEqual({ domain: [-10, 5], ticks: [-10, -5, 0, 5] })
  expect(metricScale([1200, 5400], 'seconds')).toEqual({ domain: [0, 5400], ticks: [0, 1800, 3600, 5400] })
  expect(metricScale([], 'ms').ticks.length).toBeGreaterThan(1)
  expect(metricScale([7, 7], 'score').domain).toEqual([7, 7.5])
  expect(metricScale([0, 5e-324], 'ms').domain).toEqual([0, 0.5])
})

test('whatever the values, an axis holds them, in order, with two to six names', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.constantFrom('ms' as const, 'seconds' as const, 'minute_of_day' as const, 'celsius_delta' as const),
      (values, unit) => {
        const { domain, ticks } = metricScale(values, unit)
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) + 1e-9)
        expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values) - 1e-9)
        expect(domain[0]).toBeLessThan(domain[1])
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(6)
      },
    ),
    { numRuns: 1000 },
  )
})

const params = (search: string) => new URLSearchParams(search)

test('an address that lacks or misspells something has defaults', () => {
  expect(relationChoice(params(''))).toEqual({ x: 'active_calories', y: 'lowest_heart_rate', lag: 1 })
  expect(relationChoice(params('x=steps&y=nothing&lag=0'))).toEqual({ x: 'steps', y: 'lowest_heart_rate', lag: 0 })
  expect(relationChoice(params('lag=-3')).lag).toBe(-3)
  expect(relationChoice(params('lag=9')).lag).toBe(1)
  expect(tagChoice(params(''), '2026-11-23', '2022-04-10')).toEqual({
    metric: 'average_hrv',
    time: 'all',
    from: '2022-04-10',
    to: '2026-11-23',
  })
  expect(tagChoice(params('tag_time=90d&tag_metric=steps'), '2026-11-23', '2022-04-10')).toMatchObject({
    metric: 'steps',
    from: '2026-08-26',
  })
  // A range from before the ring begins with the ring.
  expect(tagChoice(params('tag_time=1y'), '2026-11-23', '2026-10-01').from).toBe('2026-10-01')
})

test('what of an address of links cannot be followed is told, and what belongs to other sections is not', () => {
  const wrong = (address: string) => wrongLinks(params(address), linkRange(params(address), '2026-11-23', '2022-01-01'))
  expect(wrong('')).toEqual([])
  expect(wrong('x=steps&y=average_hrv&lag=-3&tag_metric=steps&from=2026-01-01&to=2026-02-01')).toEqual([])
  expect(wrong('metric=nothing&with=nothing')).toEqual([])
  expect(wrong('x=nothing')).toEqual(['pair'])
  expect(wrong('y=')).toEqual(['pair'])
  expect(wrong('lag=4')).toEqual(['pair'])
  expect(wrong('lag=1.0')).toEqual(['pair'])
  expect(wrong('tag_metric=nothing')).toEqual(['tags'])
  expect(wrong('from=2026-02-30&x=nothing')).toEqual(['dates', 'pair'])
  expect(wrong('from=2026-02-01&to=2026-01-01')).toEqual(['inverted'])
})
