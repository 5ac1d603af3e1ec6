import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { instantOf, offsetOf, zonedHour } from '@/lib/domain/local-clock'
import { demoRing } from '@/lib/oura/demo-ring'
import type { DailyActivity } from '@/lib/oura/schemas'

const NOW = Date.parse('2026-11-23T15:10:00Z')
const ringOf = (seed: number, zone = 'Europe/Berlin') => demoRing({ seed, now: NOW, zone })
const timesOf = (d: DailyActivity) => [
  d.non_wear_time,
  d.resting_time,
  d.sedentary_time,
  d.low_activity_time,
  d.medium_activity_time,
  d.high_activity_time,
]
const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)
const documentOf = (seed: number, day: string, zone?: string) => ringOf(seed, zone).documents('daily_activity', day, day)[0]

/** Everything that must hold for any day, whole or running. */
function holds(d: DailyActivity) {
  const minutes = d.met.items.length
  expect(sum(timesOf(d))).toBe(minutes * 60)
  expect(minutes % 5).toBe(0)
  expect(offsetOf(d.timestamp)).toBe(offsetOf(d.met.timestamp))
  expect(instantOf(d.timestamp)).toBe(instantOf(d.met.timestamp))
  expect(d.timestamp.slice(0, 16)).toBe(`${d.day}T04:00`)
  const items = d.met.items.filter((item) => item !== null)
  expect(d.average_met_minutes * 32).toBe(Math.round(d.average_met_minutes * 32))
  expect(Math.abs(d.average_met_minutes - sum(items) / items.length)).toBeLessThan(0.03)
  // What is above rest, summed over moving minutes, is what the calories and the distance stand for.
  const excess = d.low_activity_met_minutes + d.medium_activity_met_minutes + d.high_activity_met_minutes
  expect(Math.abs(d.equivalent_walking_distance - 18 * excess)).toBeLessThanOrEqual(27)
  expect(Math.abs(d.active_calories - (74.5 * excess) / 60)).toBeLessThanOrEqual(3)
  expect(d.total_calories).toBeGreaterThan(d.active_calories)
  expect(Math.abs(d.target_meters - d.equivalent_walking_distance - d.meters_to_target)).toBeLessThanOrEqual(50)
  const missing = d.met.items.length - items.length
  expect(items.filter((item) => item === 0.1).length + missing).toBeGreaterThanOrEqual(d.non_wear_time / 60)
  if (!d.class_5_min) return
  expect(d.class_5_min.length * 5).toBe(minutes)
  expect(d.class_5_min).toMatch(/^[0-5]+$/)
  // The strip and the sums see the same minutes: a character stands for the most of its five.
  timesOf(d).forEach((seconds, kind) => {
    const shown = (d.class_5_min?.split(String(kind)).length ?? 1) - 1
    expect(Math.abs(shown * 300 - seconds), `class ${kind} of ${d.day}`).toBeLessThan(2.2 * 3600)
    if (seconds === 0) expect(shown).toBe(0)
  })
  for (let i = 0; i < d.class_5_min.length; i++) {
    const off = d.met.items.slice(i * 5, i * 5 + 5).filter((item) => item === 0.1).length
    if (d.class_5_min[i] === '0') expect(off).toBeGreaterThanOrEqual(2)
    else expect(off).toBeLessThanOrEqual(3)
  }
}

test('any day of any wearer adds up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1600 }), (seed, back) => {
      for (const document of ringOf(seed).documents('daily_activity', addDays('2026-11-22', -back), addDays('2026-11-24', -back)))
        holds(document)
    }),
    { numRuns: 60 },
  )
})

describe('the days on which the clock changes', () => {
  test.each([
    ['Europe/Berlin', '2026-03-28', 1380],
    ['Europe/Berlin', '2026-03-27', 1440],
    ['Europe/Berlin', '2026-03-29', 1440],
    ['Europe/Berlin', '2026-10-24', 1500],
    ['Europe/Berlin', '2026-10-25', 1440],
    ['America/New_York', '2026-03-07', 1380],
    ['America/New_York', '2026-10-31', 1500],
    ['Australia/Lord_Howe', '2026-10-03', 1410],
    ['Australia/Lord_Howe', '2026-04-04', 1470],
    ['Asia/Kathmandu', '2026-03-28', 1440],
  ])('%s %s has %i minutes', (zone, day, minutes) => {
    const document = [1, 2, 3].map((seed) => documentOf(seed, day, zone)).find((one) => one)
    expect(document?.met.items.length).toBe(minutes)
    expect(instantOf(document?.timestamp ?? '')).toBe(zonedHour(day, 4, zone))
    if (document?.class_5_min) expect(document.class_5_min.length).toBe(minutes / 5)
    if (document) holds(document)
  })
})

describe('days of travel', () => {
  /** Days on which the offset differs from the next day's by more than a change of the clock. */
  const found = new Map<number, { document: DailyActivity; next: DailyActivity; jump: number }[]>()
  const flights = (seed: number) => {
    const made = found.get(seed) ?? flightsOf(seed)
    found.set(seed, made)
    return made
  }
  const flightsOf = (seed: number) => {
    const documents = ringOf(seed).documents('daily_activity', '2022-04-10', '2026-11-22')
    return documents.flatMap((document, i) => {
      const next = documents[i + 1]
      if (!next || next.day !== addDays(document.day, 1)) return []
      const jump = ((offsetOf(next.timestamp) ?? 0) - (offsetOf(document.timestamp) ?? 0)) / 60
      return Math.abs(jump) > 1 ? [{ document, next, jump }] : []
    })
  }

  test.each([1, 2, 3])('seed %i: a day is 24 hours less the jump of the clock, and the next one follows without a gap', (seed) => {
    expect(flights(seed).length).toBeGreaterThan(12)
    for (const { document, next, jump } of flights(seed)) {
      holds(document)
      expect(document.met.items.length).toBe((24 - jump) * 60)
      expect(instantOf(next.timestamp) - instantOf(document.timestamp)).toBe(document.met.items.length * 60_000)
    }
  })

  test('Berlin to Tokyo, Tokyo to Los Angeles, New York and back', () => {
    const jumps = new Set(flights(1).map(({ jump }) => jump))
    expect([...jumps]).toEqual(expect.arrayContaining([8, -17, -6, 6]))
  })

  test('workouts, sleep and tags carry the offset of where they were', () => {
    const ring = ringOf(1)
    const away = flights(1).find(({ jump }) => jump === 8)
    if (!away) throw new Error('no flight to Tokyo')
    const [from, to] = [addDays(away.next.day, 1), addDays(away.next.day, 6)]
    for (const night of ring.documents('sleep', from, to)) expect(night.bedtime_start).toMatch(/\+09:00$/)
    for (const tag of ring.documents('enhanced_tag', from, to)) expect(tag.start_time).toMatch(/\+09:00$/)
    for (const workout of ring.documents('workout', from, to)) expect(workout.start_datetime).toMatch(/\+09:00$/)
  })
})

test('class is not a function of MET', () => {
  const met = new Map<string, Set<number>>()
  for (const { class_5_min, met: series } of ringOf(1).documents('daily_activity', '2026-01-01', '2026-03-01'))
    class_5_min?.split('').forEach((kind, i) => {
      const value = Math.round(sum(series.items.slice(i * 5, i * 5 + 5)) * 2) / 10
      met.set(kind, (met.get(kind) ?? new Set()).add(value))
    })
  const shared = [...(met.get('4') ?? [])].filter((value) => met.get('5')?.has(value) || met.get('3')?.has(value))
  expect(shared.length).toBeGreaterThan(3)
  expect([...(met.get('1') ?? [])].some((value) => met.get('2')?.has(value))).toBe(true)
})

test('the score follows its contributors, and they what they judge', () => {
  const documents = ringOf(2)
    .documents('daily_activity', '2024-01-01', '2026-11-01')
    .filter(({ score }) => score !== null)
  for (const one of documents) {
    const values = Object.values(one.contributors).filter((value) => typeof value === 'number')
    expect(one.score).toBeGreaterThanOrEqual(Math.min(...values))
    expect(one.score).toBeLessThanOrEqual(Math.max(...values))
  }
  const monotone = (of: (d: DailyActivity) => number, contributor: 'stay_active' | 'move_every_hour') => {
    const sorted = documents.toSorted((a, b) => of(a) - of(b)).map(({ contributors }) => contributors[contributor] ?? 0)
    for (let i = 1; i < sorted.length; i++) expect(sorted[i] ?? 0).toBeLessThanOrEqual(sorted[i - 1] ?? 100)
  }
  monotone((d) => d.sedentary_time, 'stay_active')
  monotone((d) => d.inactivity_alerts, 'move_every_hour')
})
