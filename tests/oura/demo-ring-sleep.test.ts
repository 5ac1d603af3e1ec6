import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { instantOf } from '@/lib/domain/local-clock'
import { demoRing } from '@/lib/oura/demo-ring'
import type { Sleep } from '@/lib/oura/schemas'

const NOW = Date.parse('2026-11-23T15:10:00Z')
const ringOf = (seed: number) => demoRing({ seed, now: NOW })
const years = (seed: number) => ringOf(seed).documents('sleep', '2022-04-10', '2026-11-22')
const known = (items: (number | null)[] | undefined) => (items ?? []).filter((item) => item !== null)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const ofType = (text: string, kind: string) => text.split(kind).length - 1

function holds(d: Sleep) {
  const inBed = (instantOf(d.bedtime_end ?? '') - instantOf(d.bedtime_start)) / 1000
  expect(d.time_in_bed).toBe(inBed)
  expect((d.awake_time ?? 0) + (d.total_sleep_duration ?? 0)).toBe(inBed)
  expect((d.deep_sleep_duration ?? 0) + (d.light_sleep_duration ?? 0) + (d.rem_sleep_duration ?? 0)).toBe(d.total_sleep_duration)
  expect(d.efficiency).toBe(Math.round((100 * (d.total_sleep_duration ?? 0)) / inBed))
  expect(d.latency).toBeLessThanOrEqual(d.awake_time ?? 0)
  expect(d.sleep_phase_5_min?.length).toBe(Math.ceil(inBed / 300))
  expect(d.movement_30_sec?.length).toBe(inBed / 30)
  const fine = d.sleep_phase_30_sec
  if (fine) {
    expect(inBed / 30 - fine.length).toBeLessThanOrEqual(1)
    // Whatever the last epoch that may be missing was, each stage agrees with its duration to 30 seconds.
    const pairs = [d.deep_sleep_duration, d.light_sleep_duration, d.rem_sleep_duration, d.awake_time]
    pairs.forEach((seconds, i) => {
      expect(Math.abs((seconds ?? 0) - 30 * ofType(fine, String(i + 1)))).toBeLessThanOrEqual(30)
    })
  }
  if (!d.heart_rate || !d.hrv) {
    expect(d.lowest_heart_rate).toBe(255)
    return
  }
  expect(d.heart_rate.items.length).toBe(Math.max(1, Math.ceil(inBed / 300) - 1))
  expect(d.hrv.items.length).toBe(d.heart_rate.items.length)
  expect(instantOf(d.heart_rate.timestamp)).toBe(instantOf(d.bedtime_start))
  const rates = known(d.heart_rate.items)
  expect(d.lowest_heart_rate).toBe(Math.min(...rates))
  expect(d.average_heart_rate).toBeCloseTo(mean(rates), 2)
  expect(d.average_hrv).toBe(Math.round(mean(known(d.hrv.items))))
}

test('any sleep of any wearer adds up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1600 }), (seed, back) => {
      for (const document of ringOf(seed).documents('sleep', addDays('2026-11-22', -back - 3), addDays('2026-11-22', -back)))
        holds(document)
    }),
    { numRuns: 80 },
  )
})

test('periods of one wearer never overlap, except for a night analysed twice', () => {
  const all = years(3)
  const spans = all.map((d) => ({ from: instantOf(d.bedtime_start), to: instantOf(d.bedtime_end ?? ''), d }))
  let twice = 0
  for (let i = 1; i < spans.length; i++) {
    const [before, after] = [spans[i - 1], spans[i]]
    if (!before || !after || after.from >= before.to) continue
    expect(after.from).toBe(before.from)
    expect(after.d.lowest_heart_rate).toBe(255)
    expect(after.d.id).not.toBe(before.d.id)
    expect(Math.abs((after.d.total_sleep_duration ?? 0) - (before.d.total_sleep_duration ?? 0))).toBeLessThanOrEqual(120)
    twice++
  }
  expect(twice).toBeGreaterThan(5)
})

describe('the shape of a night', () => {
  const nights = years(1).filter((d) => d.type === 'long_sleep' && d.heart_rate && d.time_in_bed > 6 * 3600)
  const halves = (text: string, kind: string) => {
    const middle = Math.floor(text.length / 2)
    return [ofType(text.slice(0, middle), kind), ofType(text.slice(middle), kind)] as const
  }

  test('deep sleep comes early, REM late', () => {
    const deep = nights.map((d) => halves(d.sleep_phase_5_min ?? '', '1'))
    const rem = nights.map((d) => halves(d.sleep_phase_5_min ?? '', '3'))
    expect(mean(deep.map(([a]) => a))).toBeGreaterThan(2 * mean(deep.map(([, b]) => b)))
    expect(mean(rem.map(([, b]) => b))).toBeGreaterThan(1.5 * mean(rem.map(([a]) => a)))
  })

  test('stages have plausible shares', () => {
    const share = (of: (d: Sleep) => number | null | undefined) => mean(nights.map((d) => (of(d) ?? 0) / (d.total_sleep_duration ?? 1)))
    expect(share((d) => d.deep_sleep_duration)).toBeGreaterThan(0.12)
    expect(share((d) => d.deep_sleep_duration)).toBeLessThan(0.25)
    expect(share((d) => d.rem_sleep_duration)).toBeGreaterThan(0.15)
    expect(share((d) => d.rem_sleep_duration)).toBeLessThan(0.3)
    const slept = mean(nights.map((d) => (d.total_sleep_duration ?? 0) / 3600))
    expect(slept).toBeGreaterThan(6.5)
    expect(slept).toBeLessThan(8)
  })

  test('the heart slows to a nadir inside the night, and its variability mirrors it', () => {
    let inverse = 0
    for (const d of nights) {
      const pairs = (d.heart_rate?.items ?? []).flatMap((rate, i) => {
        const hrv = d.hrv?.items[i]
        return rate === null || hrv === null || hrv === undefined ? [] : [[rate, hrv] as const]
      })
      const [rate, hrv] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))]
      if (pairs.reduce((sum, [a, b]) => sum + (a - rate) * (b - hrv), 0) < 0) inverse++
      const rates = known(d.heart_rate?.items)
      expect(mean(rates.slice(0, 6))).toBeGreaterThan(d.lowest_heart_rate ?? 0)
    }
    expect(inverse / nights.length).toBeGreaterThan(0.95)
    const at = nights.map((d) => (d.heart_rate?.items.indexOf(d.lowest_heart_rate ?? 0) ?? 0) / (d.heart_rate?.items.length ?? 1))
    expect(mean(at)).toBeGreaterThan(0.35)
    expect(mean(at)).toBeLessThan(0.75)
  })
})

describe('what the scores say', () => {
  const ring = ringOf(2)
  const readiness = ring.documents('daily_readiness', '2022-04-10', '2026-11-22')
  const nights = new Map(years(2).flatMap((d) => (d.readiness ? [[d.day, d] as const] : [])))

  test('temperatures and contributors are the same in daily_readiness and in the night', () => {
    expect(readiness.length).toBeGreaterThan(1500)
    for (const one of readiness) {
      const night = nights.get(one.day)
      expect(night?.readiness).toEqual({
        contributors: one.contributors,
        score: one.score,
        temperature_deviation: one.temperature_deviation,
        temperature_trend_deviation: one.temperature_trend_deviation,
      })
    }
  })

  test('a hot body lowers body_temperature, and a score lies among its contributors', () => {
    const sorted = readiness
      .filter(({ contributors, temperature_deviation }) => contributors.body_temperature != null && temperature_deviation != null)
      .toSorted((a, b) => Math.abs(a.temperature_deviation ?? 0) - Math.abs(b.temperature_deviation ?? 0))
      .map(({ contributors }) => contributors.body_temperature ?? 0)
    for (let i = 1; i < sorted.length; i++) expect(sorted[i] ?? 0).toBeLessThanOrEqual(sorted[i - 1] ?? 0)
    for (const { score, contributors } of readiness) {
      if (score === null) continue
      const values = Object.values(contributors).filter((value) => typeof value === 'number')
      expect(score).toBeGreaterThanOrEqual(Math.min(...values))
      expect(score).toBeLessThanOrEqual(Math.max(...values))
    }
  })

  test('the sleep score follows the night', () => {
    const scores = ring.documents('daily_sleep', '2022-04-10', '2026-11-22').filter(({ score }) => score !== null)
    const slept = (day: string) => nights.get(day)?.total_sleep_duration ?? 0
    const sorted = scores.filter(({ day }) => nights.get(day)?.type === 'long_sleep').toSorted((a, b) => slept(a.day) - slept(b.day))
    const quarter = Math.floor(sorted.length / 4)
    const average = (part: typeof sorted) => mean(part.map(({ score }) => score ?? 0))
    expect(average(sorted.slice(-quarter)) - average(sorted.slice(0, quarter))).toBeGreaterThan(5)
    for (const { day, contributors } of scores) {
      const night = nights.get(day)
      if (night?.latency && night.latency <= 8 * 60) expect(contributors.latency).toBe(96)
    }
  })
})
