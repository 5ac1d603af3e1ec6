import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseline, quantile, usual, usualRange } from '@/lib/domain/baseline'

test('usual is the median and the middle half of the days before, the day itself not counted', () => {
  const before = [70, 72, 74, 76, 78]
  expect(usual([...before, 5])).toEqual({ median: 74, low: 72, high: 76, days: 5 })
})

test('under five known days there is no usual', () => {
  expect(usual([1, 2, 3, 4, 99])).toBeNull()
  expect(baseline([1, null, 2, null, 3, null, 4])).toBeNull()
  expect(baseline([1, null, 2, 3, 4, null, 5])?.days).toBe(5)
})

test('more than thirty days back do not count', () => {
  const series = [...Array.from({ length: 20 }, () => 1000), ...Array.from({ length: 30 }, () => 7), 1]
  expect(usual(series)).toMatchObject({ median: 7, low: 7, high: 7, days: 30 })
  expect(usualRange('2026-03-01')).toEqual({ from: '2026-01-30', to: '2026-03-01' })
})

test('the band always holds its median, and both lie among the values', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 40 }), (values) => {
      const band = baseline(values)
      if (!band) throw new Error('five values make a baseline')
      const slack = 1e-6
      expect(band.low).toBeLessThanOrEqual(band.median + slack)
      expect(band.median).toBeLessThanOrEqual(band.high + slack)
      expect(band.low).toBeGreaterThanOrEqual(Math.min(...values) - slack)
      expect(band.high).toBeLessThanOrEqual(Math.max(...values) + slack)
      expect(baseline([...values].reverse())).toEqual(band)
    }),
  )
})

test('quantiles fall between neighbours', () => {
  expect([quantile([10], 0.25), quantile([0, 10], 0.5), quantile([1, 2, 3, 4], 0.75)]).toEqual([10, 5, 3.25])
})
