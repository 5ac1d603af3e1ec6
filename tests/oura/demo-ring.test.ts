import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, eachDay, weekday } from '@/lib/domain/day'
import { COLLECTION_NAMES, COLLECTIONS, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { demoRing } from '@/lib/oura/demo-ring'

const NOW = Date.parse('2026-11-23T15:10:00Z')
const HOUR = 3_600_000
const documentCollections = COLLECTION_NAMES.filter((name): name is DocumentCollection => !isSampleCollection(name))
const seeds = fc.integer({ min: 1, max: 1_000_000 })
/** A day of the past that is over whatever happens. */
const pastDays = fc.integer({ min: 3, max: 1600 }).map((back) => addDays('2026-11-23', -back))

const everything = (ring: ReturnType<typeof demoRing>, day: string) => ({
  ...Object.fromEntries(documentCollections.map((name) => [name, ring.documents(name, day, day)])),
  heartrate: ring.samples('heartrate', Date.parse(day), Date.parse(day) + 24 * HOUR),
  ring_battery_level: ring.samples('ring_battery_level', Date.parse(day), Date.parse(day) + 24 * HOUR),
})

describe('range', () => {
  test.each([
    [4.1, '2026-11-23T15:10:00Z'],
    [4.1, '2024-02-29T03:00:00Z'],
    [4.1, '2031-01-01T00:00:00Z'],
    [10, '2026-11-23T15:10:00Z'],
  ])('at least %s years lie before %s', (years, at) => {
    const ring = demoRing({ seed: 1, now: Date.parse(at), years })
    expect(daysBetween(ring.firstDay, ring.lastDay)).toBeGreaterThan(years * 365)
  })

  test('the activity day changes at 04:00 on the wearer’s clock', () => {
    expect(demoRing({ seed: 1, now: Date.parse('2026-11-23T02:59:00Z') }).lastDay).toBe('2026-11-22')
    expect(demoRing({ seed: 1, now: Date.parse('2026-11-23T03:00:00Z') }).lastDay).toBe('2026-11-23')
    expect(demoRing({ seed: 1, now: Date.parse('2026-11-22T18:59:00Z'), zone: 'Asia/Tokyo' }).lastDay).toBe('2026-11-22')
    expect(demoRing({ seed: 1, now: Date.parse('2026-11-22T19:00:00Z'), zone: 'Asia/Tokyo' }).lastDay).toBe('2026-11-23')
  })

  test('nothing lies before the first day, nothing after now', () => {
    const ring = demoRing({ seed: 1, now: NOW })
    for (const name of documentCollections.filter((one) => one !== 'ring_configuration')) {
      expect(ring.documents(name, '2000-01-01', addDays(ring.firstDay, -1)), name).toEqual([])
      expect(ring.documents(name, addDays(ring.lastDay, 2), '2099-12-31'), name).toEqual([])
    }
    expect(ring.samples('heartrate', NOW - 15 * 60_000, NOW + 24 * HOUR)).toEqual([])
    expect(ring.samples('heartrate', NOW - HOUR, NOW).length).toBeGreaterThan(0)
  })

  test('documents keep to their own day, both ends included, in order of days', () => {
    const ring = demoRing({ seed: 4, now: NOW })
    for (const name of documentCollections) {
      const field = COLLECTIONS[name].day
      if (!field) continue
      const days = ring.documents(name, '2026-03-01', '2026-06-30').map((document) => String(document[field as keyof typeof document]))
      expect(days, name).toEqual([...days].sort())
      expect(days.every((day) => day >= '2026-03-01' && day <= '2026-06-30')).toBe(true)
      const whole = ring.documents(name, '2026-03-01', '2026-06-30')
      expect(whole).toEqual(eachDay('2026-03-01', '2026-06-30').flatMap((day) => ring.documents(name, day, day)))
    }
  })

  test('rows keep to [from, to), and pieces of a range are the range', () => {
    const ring = demoRing({ seed: 4, now: NOW })
    const [from, to] = [Date.parse('2026-02-01T00:00:00Z'), Date.parse('2026-02-20T00:00:00Z')]
    for (const name of ['heartrate', 'ring_battery_level'] as const) {
      const rows = ring.samples(name, from, to)
      expect(rows.every(({ timestamp }) => Date.parse(timestamp) >= from && Date.parse(timestamp) < to)).toBe(true)
      const middle = Date.parse(rows[100]?.timestamp ?? '')
      expect([...ring.samples(name, from, middle), ...ring.samples(name, middle, to)]).toEqual(rows)
    }
  })
})

describe('the same for ever', () => {
  test('whatever is asked first, and however far now has gone', () => {
    fc.assert(
      fc.property(seeds, fc.array(pastDays, { minLength: 3, maxLength: 5 }), fc.integer({ min: 1, max: 900 }), (seed, days, later) => {
        const forwards = demoRing({ seed, now: NOW })
        const backwards = demoRing({ seed, now: NOW + later * 24 * HOUR + 5 * HOUR })
        const first = days.map((day) => everything(forwards, day))
        const second = days.toReversed().map((day) => everything(backwards, day))
        const rested = (all: (typeof first)[number] | undefined) => ({ ...all, ring_configuration: null, rest_mode_period: null })
        expect(second.toReversed().map(rested)).toEqual(first.map(rested))
      }),
      { numRuns: 12 },
    )
  })

  test('two seeds are two people', () => {
    const [a, b] = [demoRing({ seed: 1, now: NOW }), demoRing({ seed: 2, now: NOW })]
    expect(a.personalInfo().id).not.toBe(b.personalInfo().id)
    expect(a.documents('sleep', '2026-10-01', '2026-10-10')).not.toEqual(b.documents('sleep', '2026-10-01', '2026-10-10'))
    expect(demoRing({ seed: 1, now: NOW + 400 * 24 * HOUR }).personalInfo().id).toBe(a.personalInfo().id)
  })

  test('ids look like Oura’s and are never used twice', () => {
    const ring = demoRing({ seed: 7, now: NOW })
    const ids = documentCollections.flatMap((name) => ring.documents(name, '2025-01-01', '2025-07-31').map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('today', () => {
  const at = (time: string, seed = 3) => demoRing({ seed, now: Date.parse(time) })

  test('an activity document that ends 20 to 30 minutes ago, to the last five minutes', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 40, max: 23 * 60 }), (seed, minute) => {
        const now = Date.parse('2026-11-23T03:00:00Z') + minute * 60_000
        const [today] = demoRing({ seed, now }).documents('daily_activity', '2026-11-23', '2026-11-23')
        if (!today) return
        const length = today.met.items.length
        expect(length % 5).toBe(0)
        expect(minute - length).toBeGreaterThanOrEqual(20)
        expect(minute - length).toBeLessThan(35)
        if (today.class_5_min) expect(today.class_5_min.length * 5).toBe(length)
        const { non_wear_time, resting_time, sedentary_time, low_activity_time, medium_activity_time, high_activity_time } = today
        const sum = non_wear_time + resting_time + sedentary_time + low_activity_time + medium_activity_time + high_activity_time
        expect(sum).toBe(length * 60)
      }),
      { numRuns: 40 },
    )
  })

  test('before waking, the night is a document without an end and nothing judges it yet', () => {
    const night = at('2026-11-24T02:30:00Z')
    const [running] = night.documents('sleep', '2026-11-24', '2026-11-24')
    expect(running).toMatchObject({ day: '2026-11-24', bedtime_end: null, readiness: null })
    expect((running?.awake_time ?? 0) + (running?.total_sleep_duration ?? 0)).toBe(running?.time_in_bed)
    for (const name of ['daily_sleep', 'daily_readiness', 'daily_spo2', 'sleep_time'] as const)
      expect(night.documents(name, '2026-11-24', '2026-11-24'), name).toEqual([])
    const morning = at('2026-11-24T10:30:00Z')
    const [done] = morning.documents('sleep', '2026-11-24', '2026-11-24')
    expect(done).toMatchObject({ id: running?.id, type: 'long_sleep', bedtime_start: running?.bedtime_start })
    expect(done?.bedtime_end).toMatch(/^2026-11-24T0[5-9]/)
    for (const name of ['daily_sleep', 'daily_readiness', 'daily_spo2', 'sleep_time'] as const)
      expect(morning.documents(name, '2026-11-24', '2026-11-24').length, name).toBe(1)
  })

  test('tags, workouts and sessions of this evening are not there at noon', () => {
    const noon = at('2026-11-21T12:30:00Z')
    for (const name of ['enhanced_tag', 'tag', 'workout', 'session'] as const) {
      const later = at('2026-11-22T12:30:00Z').documents(name, '2026-11-21', '2026-11-21')
      const then = noon.documents(name, '2026-11-21', '2026-11-21')
      expect(later.length).toBeGreaterThanOrEqual(then.length)
      expect(later).toEqual(expect.arrayContaining(then))
    }
  })
})

test('weekdays are not weekends', () => {
  const ring = demoRing({ seed: 5, now: NOW })
  const nights = ring.documents('sleep', '2025-01-01', '2025-12-31').filter(({ type }) => type === 'long_sleep')
  const clock = (moment: string) => (Number(moment.slice(11, 13)) + Number(moment.slice(14, 16)) / 60 + 12) % 24
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const free = nights.filter(({ day }) => weekday(day) >= 6).map(({ bedtime_start }) => clock(bedtime_start))
  const work = nights.filter(({ day }) => weekday(day) < 6).map(({ bedtime_start }) => clock(bedtime_start))
  expect(mean(free) - mean(work)).toBeGreaterThan(0.6)
})
