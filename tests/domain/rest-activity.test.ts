import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extremeStretch, interdailyStability, intradailyVariability, relativeAmplitude } from '@/lib/domain/rest-activity'

/** The series that pyActigraphy's formulas (pandas: variances with n − 1) were run on. */
const N = 14 * 24
const series = Array.from({ length: N }, (_, hour) => 10 + 8 * Math.sin((2 * Math.PI * hour) / 24) + ((hour * 7919) % 13) / 3)

describe('against pyActigraphy', () => {
  test('interdaily stability and intradaily variability of a whole series', () => {
    // Theirs divides by n − 1 where Witting et al. divide by n.
    expect(interdailyStability(series)).toBeCloseTo(0.9925033987176307 * (23 / 24) * (N / (N - 1)), 10)
    expect(intradailyVariability(series)).toBeCloseTo(0.13739801534770582 * (N / (N - 1)), 10)
  })
  test('and with hours missing', () => {
    const holes = series.map((value, hour) => (hour % 31 === 5 ? null : value))
    // Theirs takes the mean of hours around the mean of means, ours around the mean of all: a thousandth apart.
    expect(interdailyStability(holes)).toBeCloseTo(0.9943394423071453 * (23 / 24) * (325 / 324), 3)
    expect(intradailyVariability(holes)).toBeCloseTo(0.13649417744232262 * (325 / 324), 10)
  })
  test('M10, L5 and relative amplitude of the average day', () => {
    const profile = Array.from({ length: 24 }, (_, hour) => {
      const values = series.filter((_value, index) => index % 24 === hour)
      return values.reduce((sum, value) => sum + value, 0) / values.length
    })
    const most = extremeStretch(profile, 10, 'most', { round: true })
    const least = extremeStretch(profile, 5, 'least', { round: true })
    expect(most).toMatchObject({ from: 2, mean: expect.closeTo(17.881452816002867, 10) })
    expect(least).toMatchObject({ from: 16, mean: expect.closeTo(4.571089397098113, 10) })
    expect(relativeAmplitude(most?.mean ?? 0, least?.mean ?? 0)).toBeCloseTo(0.5928221086313425, 10)
  })
})

describe('by hand', () => {
  test('days that repeat exactly are stable at 1, a square wave changes twice a day', () => {
    const day = [...new Array(8).fill(0), ...new Array(16).fill(3)]
    const days = [...day, ...day, ...day]
    expect(interdailyStability(days)).toBeCloseTo(1, 12)
    // Variance 2, five changes of 3 in 71 hours.
    expect(intradailyVariability(days)).toBeCloseTo((5 * 9) / 71 / 2, 12)
  })
  test('the opposite every hour is as variable as can be', () => {
    expect(intradailyVariability(Array.from({ length: 480 }, (_, hour) => hour % 2))).toBeCloseTo(4, 10)
  })
  test('a stretch with too little known is passed over, the first of equals is taken, and it may cross the end', () => {
    expect(extremeStretch([9, null, 1, 1, 1], 2, 'most')).toEqual({ mean: 1, from: 2 })
    expect(extremeStretch([9, null, 1, 1, 1], 2, 'most', { known: 1 })).toEqual({ mean: 9, from: 0 })
    expect(extremeStretch([5, 0, 0, 7], 2, 'most', { round: true })).toEqual({ mean: 6, from: 3 })
    expect(extremeStretch([null, null], 2, 'least', { known: 0 })).toBeNull()
    expect(extremeStretch([1], 2, 'least', { round: true })).toBeNull()
  })
})

describe('whatever comes', () => {
  const hours = fc.array(fc.option(fc.double({ min: 0, max: 20, noNaN: true })), { maxLength: 400 })
  test('each is a finite number in its range, or null', () => {
    fc.assert(
      fc.property(hours, (values) => {
        const stability = interdailyStability(values)
        const variability = intradailyVariability(values)
        for (const value of [stability, variability]) expect(value === null || Number.isFinite(value)).toBe(true)
        expect(variability ?? 0).toBeGreaterThanOrEqual(0)
        expect(stability ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })
  test('with every hour known, stability lies within 0 … 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 24 * 7, maxLength: 24 * 7 }), (values) => {
        expect(interdailyStability(values) ?? 0).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })
  test('a constant series and one without a known hour are null, never NaN', () => {
    for (const values of [new Array(240).fill(1.3), new Array(240).fill(null), []]) {
      expect(interdailyStability(values)).toBeNull()
      expect(intradailyVariability(values)).toBeNull()
    }
    expect(relativeAmplitude(0, 0)).toBeNull()
  })
})
