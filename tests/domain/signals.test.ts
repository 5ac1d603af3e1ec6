import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DayDocuments, dailyMetrics } from '@/lib/domain/daily-metrics'
import { addDays, eachDay } from '@/lib/domain/day'
import { robustUsual, robustZ } from '@/lib/domain/robust-z'
import { SIGNAL_METRICS, type SignalMetric, type SignalSeries, signalAt, signals } from '@/lib/domain/signals'
import { demoRing } from '@/lib/oura/demo-ring'

type Columns = SignalSeries['metrics']
/** One column for each watched number. */
const columns = (make: (metric: SignalMetric, index: number) => (number | null)[]): Columns => {
  const made: Partial<Record<SignalMetric, (number | null)[]>> = {}
  for (const [index, metric] of SIGNAL_METRICS.entries()) made[metric] = make(metric, index)
  return made as Columns
}

describe('robust z', () => {
  test('is median and 1.4826 times the median absolute deviation', () => {
    // Median 4, deviations 3 2 1 0 0 1 12: their median 1.
    const usual = robustUsual([1, 2, 3, 4, 4, 5, 16], 5, 0)
    expect(usual).toEqual({ median: 4, scale: 1.4826, days: 7 })
    expect(usual && robustZ(16, usual)).toBeCloseTo(12 / 1.4826, 10)
  })
  test('a series that never moves is measured by the floor, too few days by nothing', () => {
    expect(robustUsual([50, 50, 50, 50, 50], 5, 1)).toEqual({ median: 50, scale: 1, days: 5 })
    expect(robustUsual([50, null, Number.NaN, 50], 3, 1)).toBeNull()
  })
})

const DAYS = eachDay('2026-01-01', '2026-02-10')
const STEADY: Record<SignalMetric, number> = {
  lowest_heart_rate: 48,
  average_hrv: 52,
  temperature_deviation: 0,
  average_breath: 14,
  total_sleep: 27_000,
}
const steady = (more: Partial<Record<SignalMetric, number | null>> = {}): SignalSeries => ({
  days: DAYS,
  metrics: columns((metric) =>
    DAYS.map((_, index) => {
      const own = more[metric]
      return index === DAYS.length - 1 && own !== undefined ? own : STEADY[metric] * (1 + 0.01 * Math.sin(index))
    }),
  ),
})

describe('days unlike the others', () => {
  const last = DAYS.length - 1
  test('several numbers together make one, one alone however far does not', () => {
    const ill = signalAt(steady({ lowest_heart_rate: 56, average_hrv: 36, temperature_deviation: 0.8 }), last)
    expect(ill?.unlike).toBe(true)
    expect(ill?.parts.find(({ metric }) => metric === 'average_hrv')?.strain).toBeGreaterThan(3)
    expect(signalAt(steady({ temperature_deviation: 9 }), last)?.unlike).toBe(false)
  })
  test('the other way round is no strain, and total sleep is shown but not counted', () => {
    expect(signalAt(steady({ lowest_heart_rate: 40, average_hrv: 80, temperature_deviation: -1 }), last)?.together).toBeLessThan(-2)
    const short = signalAt(steady({ total_sleep: 3600 }), last)
    expect(short?.parts.find(({ metric }) => metric === 'total_sleep')).toMatchObject({ strain: null })
    expect(short?.unlike).toBe(false)
  })
  test('missing numbers, the first days and all-null series are compared with nothing', () => {
    expect(signalAt(steady({ average_hrv: null, average_breath: null }), last)).toBeNull()
    expect(signalAt(steady(), 10)).toBeNull()
    expect(signalAt(steady(), 99)).toBeNull()
    const nothing = columns(() => DAYS.map(() => null))
    expect(signals({ days: DAYS, metrics: nothing }, 365)).toEqual({ unlike: [], compared: 0 })
  })
  test('every number is finite, whatever comes', () => {
    const column = fc.array(fc.option(fc.double({ min: -50, max: 90_000, noNaN: true })), { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(fc.tuple(column, column, column, column, column), (drawn) => {
        const metrics = columns((_, index) => drawn[index] ?? [])
        const found = signalAt({ days: DAYS.slice(0, 40), metrics }, 39)
        if (!found) return
        expect(Number.isFinite(found.together)).toBe(true)
        for (const { z, median } of found.parts) expect(Number.isFinite(z) && Number.isFinite(median)).toBe(true)
      }),
    )
  })
})

describe.each([3, 7, 11])('the illnesses of the demo ring of seed %i', (seed) => {
  const ring = demoRing({ seed, now: Date.parse('2026-11-23T13:18:00Z') })
  const days = eachDay(ring.firstDay, ring.lastDay)
  const rows = days.map((day) => {
    const documents: DayDocuments = {
      sleep: ring.documents('sleep', day, day),
      daily_readiness: ring.documents('daily_readiness', day, day),
    }
    return dailyMetrics(day, documents)
  })
  const metrics = columns((metric) => rows.map((row) => row[metric]))
  const { unlike, compared } = signals({ days, metrics }, days.length)
  const spells = ring
    .documents('rest_mode_period', ring.firstDay, ring.lastDay)
    .map(({ start_day, end_day }) => eachDay(addDays(start_day, -1), end_day ?? start_day))

  test('are all found, most of them on the day before rest mode was switched on', () => {
    const found = new Set(unlike.map(({ day }) => day))
    expect(spells.length).toBeGreaterThanOrEqual(5)
    for (const spell of spells)
      expect(
        spell.some((day) => found.has(day)),
        spell[0],
      ).toBe(true)
    expect(spells.filter(([first]) => first && found.has(first)).length).toBeGreaterThanOrEqual(Math.floor(spells.length / 3))
  })
  test('at under 1.5 % of healthy days marked over four years', () => {
    const ill = new Set(spells.flat())
    const wrong = unlike.filter(({ day }) => !ill.has(day))
    expect(compared).toBeGreaterThan(1500)
    expect(wrong.length / compared).toBeLessThan(0.015)
  })
})
