import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DayDocuments, dailyMetrics } from '@/lib/domain/daily-metrics'
import { METRIC_NAMES } from '@/lib/domain/metrics'
import type { DailyActivity, DailyReadiness, DailySleep, Sleep, Workout } from '@/lib/oura/schemas'

const DAY = '2026-03-10'
const HOUR = 3_600_000

const activity = (more: Partial<DailyActivity> = {}): DailyActivity => ({
  id: 'activity',
  day: DAY,
  timestamp: `${DAY}T04:00:00+01:00`,
  score: 81,
  active_calories: 420,
  average_met_minutes: 1.5,
  class_5_min: null,
  contributors: { stay_active: 70, move_every_hour: 95, meet_daily_targets: null },
  equivalent_walking_distance: 8100,
  high_activity_met_minutes: 10,
  high_activity_time: 60,
  inactivity_alerts: 0,
  low_activity_met_minutes: 100,
  low_activity_time: 6000,
  medium_activity_met_minutes: 200,
  medium_activity_time: 3000,
  met: { interval: 60, items: [], timestamp: `${DAY}T04:00:00.000+01:00` },
  meters_to_target: -900,
  non_wear_time: 0,
  resting_time: 30_000,
  sedentary_met_minutes: 12,
  sedentary_time: 40_000,
  steps: 9120,
  target_calories: 450,
  target_meters: 9000,
  total_calories: 2300,
  ...more,
})

const sleep = (id: string, start: string, end: string | null, more: Partial<Sleep> = {}): Sleep => ({
  id,
  day: DAY,
  type: 'long_sleep',
  period: 0,
  bedtime_start: start,
  bedtime_end: end,
  time_in_bed: 8 * 3600,
  total_sleep_duration: 7 * 3600,
  awake_time: 3600,
  deep_sleep_duration: 3600,
  light_sleep_duration: 4 * 3600,
  rem_sleep_duration: 2 * 3600,
  efficiency: 88,
  latency: 600,
  restless_periods: 120,
  average_breath: 14.5,
  average_heart_rate: 56.5,
  average_hrv: 41,
  lowest_heart_rate: 49,
  low_battery_alert: false,
  ...more,
})
const theNight = sleep('night', '2026-03-09T23:10:00+01:00', '2026-03-10T07:10:00+01:00')

const workout = (id: string, start: number, minutes: number): Workout => ({
  id,
  day: DAY,
  activity: 'walking',
  intensity: 'easy',
  source: 'manual',
  start_datetime: new Date(start).toISOString(),
  end_datetime: new Date(start + minutes * 60_000).toISOString(),
})

describe('what no document speaks of', () => {
  test('is null in every column', () => {
    const row = dailyMetrics(DAY, {})
    expect(Object.keys(row).sort()).toEqual([...METRIC_NAMES].sort())
    expect(Object.values(row).every((value) => value === null)).toBe(true)
  })

  test('a count is zero only where the collection was answered on a day with activity', () => {
    expect(dailyMetrics(DAY, { daily_activity: [activity()], workout: [], session: [] })).toMatchObject({
      workouts: 0,
      workout_time: 0,
      session_time: 0,
    })
    expect(dailyMetrics(DAY, { daily_activity: [activity()] }).workouts).toBeNull()
    expect(dailyMetrics(DAY, { workout: [] }).workouts).toBeNull()
  })
})

describe('scores and contributors', () => {
  const dailySleep: DailySleep = {
    id: 's',
    day: DAY,
    timestamp: `${DAY}T00:00:00+00:00`,
    score: 77,
    contributors: { deep_sleep: 90, timing: 12 },
  }
  const readiness: DailyReadiness = {
    id: 'r',
    day: DAY,
    timestamp: `${DAY}T00:00:00+00:00`,
    score: 68,
    contributors: { hrv_balance: null, resting_heart_rate: 83 },
    temperature_deviation: -0.21,
    temperature_trend_deviation: null,
  }
  test('each under its own name', () => {
    const row = dailyMetrics(DAY, { daily_sleep: [dailySleep], daily_readiness: [readiness], daily_activity: [activity()] })
    expect(row).toMatchObject({
      sleep_score: 77,
      sleep_score_deep_sleep: 90,
      sleep_score_timing: 12,
      sleep_score_latency: null,
      readiness_score: 68,
      readiness_score_resting_heart_rate: 83,
      readiness_score_hrv_balance: null,
      temperature_deviation: -0.21,
      temperature_trend_deviation: null,
      activity_score: 81,
      activity_score_move_every_hour: 95,
      activity_score_meet_daily_targets: null,
      activity_score_recovery_time: null,
    })
  })

  test('of two documents for one day the later, in whatever order they come', () => {
    const later = { ...dailySleep, id: 'a', timestamp: `${DAY}T00:00:01+00:00`, score: 79 }
    expect(dailyMetrics(DAY, { daily_sleep: [later, dailySleep] }).sleep_score).toBe(79)
    expect(dailyMetrics(DAY, { daily_sleep: [dailySleep, later] }).sleep_score).toBe(79)
  })
})

describe('activity', () => {
  test('numbers as Oura sent them: a target passed is a negative distance', () => {
    expect(dailyMetrics(DAY, { daily_activity: [activity()] })).toMatchObject({
      steps: 9120,
      walking_distance: 8100,
      target_distance: 9000,
      distance_to_target: -900,
      rest_time: 30_000,
      inactive_time: 40_000,
      low_time: 6000,
      medium_met_minutes: 200,
      met_average: 1.5,
      inactivity_alerts: 0,
    })
  })

  test('what a ring counts in a drawer is no number: only how long it lay there, and what was aimed at', () => {
    const drawer = activity({
      steps: 0,
      resting_time: 0,
      sedentary_time: 0,
      low_activity_time: 0,
      medium_activity_time: 0,
      high_activity_time: 0,
      active_calories: 0,
      equivalent_walking_distance: 0,
      meters_to_target: 9000,
      non_wear_time: 86_400,
    })
    const row = dailyMetrics(DAY, { daily_activity: [drawer], workout: [], session: [] })
    expect(row).toMatchObject({ non_wear_time: 86_400, target_calories: 450, target_distance: 9000 })
    // Nobody knows that there was no workout: nothing was there to notice one.
    expect(row).toMatchObject({ workouts: null, workout_time: null, session_time: null })
    const written = [workout('a', Date.UTC(2026, 2, 10, 9), 60)]
    expect(dailyMetrics(DAY, { daily_activity: [drawer], workout: written })).toMatchObject({ workouts: 1, workout_time: 3600 })
    expect(row).toMatchObject({ steps: null, rest_time: null, high_time: null, walking_distance: null, distance_to_target: null })
    expect(row).toMatchObject({ active_calories: null, total_calories: null, met_average: null, inactivity_alerts: null })
    // A few minutes on the hand, or a workout written down by hand, and the numbers are Oura's.
    expect(dailyMetrics(DAY, { daily_activity: [{ ...drawer, sedentary_time: 300 }] }).steps).toBe(0)
    expect(dailyMetrics(DAY, { daily_activity: [{ ...drawer, active_calories: 300 }] }).active_calories).toBe(300)
  })

  test('a workout recorded by hand and by the ring is two workouts, but its time passes once', () => {
    const nine = Date.UTC(2026, 2, 10, 9)
    const docs = [
      workout('a', nine, 60),
      workout('b', nine + 10 * 60_000, 20),
      workout('c', nine + 50 * 60_000, 30),
      workout('d', nine + 5 * HOUR, 10),
    ]
    expect(dailyMetrics(DAY, { workout: docs })).toMatchObject({ workouts: 4, workout_time: 90 * 60 })
  })

  test('a workout that ends before it starts, or in 1970, takes no time', () => {
    const broken = { ...workout('a', Date.UTC(2026, 2, 10, 9), 60), start_datetime: '1970-01-01T00:00:00Z' }
    expect(dailyMetrics(DAY, { workout: [broken, workout('b', Date.UTC(2026, 2, 10, 9), -5)] })).toMatchObject({
      workouts: 2,
      workout_time: 0,
    })
  })

  test('the lowest charge is that of the activity day, not of the calendar day', () => {
    const row = (timestamp: string, level: number) => ({ timestamp, level })
    const ring_battery_level = [
      row('2026-03-10T02:59:59+00:00', 5),
      row('2026-03-10T03:00:00+00:00', 64),
      row('2026-03-11T02:55:00+00:00', 31),
      row('2026-03-11T03:00:00+00:00', 7),
      row('2026-03-10T12:00:00+00:00', -1),
    ]
    expect(dailyMetrics(DAY, { daily_activity: [activity()], ring_battery_level }).battery_lowest).toBe(31)
    expect(dailyMetrics(DAY, { ring_battery_level }).battery_lowest).toBeNull()
  })

  test('the activity day ends where the next begins, as everywhere else: 41 hours from Tokyo to Los Angeles, 7 on the way back', () => {
    const row = (timestamp: string, level: number) => ({ timestamp, level })
    const ring_battery_level = [row('2026-03-10T12:00:00Z', 50), row('2026-03-10T20:00:00Z', 40), row('2026-03-11T11:00:00Z', 12)]
    const lowest = (own: string, next?: string) =>
      dailyMetrics(DAY, { daily_activity: [activity({ timestamp: own })], ring_battery_level }, next ? { timestamp: next } : undefined)
        .battery_lowest
    expect(lowest(`${DAY}T04:00:00+09:00`, '2026-03-11T04:00:00-08:00')).toBe(12)
    expect(lowest(`${DAY}T04:00:00-08:00`, '2026-03-11T04:00:00+09:00')).toBe(50)
    // A next day that is not there yet, or cannot be the next one.
    expect(lowest(`${DAY}T04:00:00+09:00`)).toBe(50)
    expect(lowest(`${DAY}T04:00:00+09:00`, '2026-03-14T04:00:00+09:00')).toBe(50)
    expect(lowest(`${DAY}T04:00:00+09:00`, `${DAY}T03:00:00+09:00`)).toBe(50)
  })
})

describe('sleep', () => {
  const nap = sleep('nap', '2026-03-10T14:00:00+01:00', '2026-03-10T14:40:00+01:00', {
    type: 'sleep',
    time_in_bed: 2400,
    total_sleep_duration: 1800,
    awake_time: 600,
    deep_sleep_duration: 0,
    light_sleep_duration: 1800,
    rem_sleep_duration: 0,
    lowest_heart_rate: 255,
    average_heart_rate: 12,
    average_hrv: null,
  })

  test('naps and split nights add up, the night alone is described', () => {
    expect(dailyMetrics(DAY, { sleep: [nap, theNight] })).toMatchObject({
      total_sleep: 7 * 3600 + 1800,
      light_sleep: 4 * 3600 + 1800,
      deep_sleep: 3600,
      rem_sleep: 7200,
      awake_time: 4200,
      time_in_bed: 8 * 3600 + 2400,
      nap_sleep: 1800,
      sleep_efficiency: 88,
      sleep_latency: 600,
      restless_periods: 120,
      lowest_heart_rate: 49,
      average_heart_rate: 56.5,
      average_hrv: 41,
      average_breath: 14.5,
    })
  })

  test('rest, deleted and the older analysis add nothing', () => {
    const alone = dailyMetrics(DAY, { sleep: [theNight] })
    const others = [
      { ...nap, id: 'r', type: 'rest' },
      { ...nap, id: 'd', type: 'deleted' },
      { ...theNight, id: 'old', time_in_bed: 8 * 3600 - 60, bedtime_end: '2026-03-10T07:09:00+01:00' },
    ]
    expect(dailyMetrics(DAY, { sleep: [...others, theNight] })).toEqual(alone)
    expect(alone.nap_sleep).toBe(0)
  })

  test('a lowest heart rate of 255 takes the average with it, and nothing else', () => {
    const row = dailyMetrics(DAY, { sleep: [{ ...theNight, lowest_heart_rate: 255, average_heart_rate: 31 }] })
    expect(row).toMatchObject({ lowest_heart_rate: null, average_heart_rate: null, average_hrv: 41, total_sleep: 7 * 3600 })
  })

  test('a day with naps only has sleep but no night', () => {
    expect(dailyMetrics(DAY, { sleep: [nap] })).toMatchObject({
      total_sleep: 1800,
      nap_sleep: 1800,
      bedtime_start: null,
      sleep_efficiency: null,
    })
  })

  test('durations Oura left null do not become zero', () => {
    expect(dailyMetrics(DAY, { sleep: [{ ...theNight, deep_sleep_duration: null }] }).deep_sleep).toBeNull()
  })
})

describe('bedtimes, in minutes from the midnight of the day on the wearer’s own clock', () => {
  const times = (start: string, end: string | null) => {
    const row = dailyMetrics(DAY, { sleep: [sleep('n', start, end)] })
    return [row.bedtime_start, row.bedtime_end, row.sleep_midpoint]
  }
  test('negative on the evening before', () =>
    expect(times('2026-03-09T23:10:00+01:00', '2026-03-10T07:10:00+01:00')).toEqual([-50, 430, 190]))
  test('after midnight', () => expect(times('2026-03-10T01:30:00-07:00', '2026-03-10T09:30:00-07:00')).toEqual([90, 570, 330]))
  test('the night of the clock change is a real hour shorter', () =>
    expect(times('2026-03-09T23:00:00+01:00', '2026-03-10T07:00:00+02:00')).toEqual([-60, 420, 210]))
  test('a quarter-hour zone', () => expect(times('2026-03-09T23:00:00+05:45', '2026-03-10T06:00:00+05:45')).toEqual([-60, 360, 150]))
  test('a night in progress has no end', () => expect(times('2026-03-09T23:00:00+01:00', null)).toEqual([-60, null, null]))
})

describe('sentinels and open enums', () => {
  const spo2 = (average: number) => dailyMetrics(DAY, { daily_spo2: [{ id: 'o', day: DAY, spo2_percentage: { average } }] }).spo2
  test('nor is a negative number, or a bedtime three days away', () => {
    const odd = sleep('odd', '2026-03-09T23:10:00+01:00', '2026-03-10T07:10:00+01:00', {
      average_hrv: -1,
      average_breath: 0,
      efficiency: -5,
    })
    expect(dailyMetrics(DAY, { sleep: [odd] })).toMatchObject({ average_hrv: null, average_breath: null, sleep_efficiency: null })
    const far = sleep('far', '2026-03-07T01:30:00+01:00', '2026-03-07T08:30:00+01:00')
    expect(dailyMetrics(DAY, { sleep: [far] })).toMatchObject({ bedtime_start: null, bedtime_end: null, total_sleep: 7 * 3600 })
  })
  test('an SpO2 of 0 is no measurement', () => {
    expect(spo2(0)).toBeNull()
    expect(spo2(97.4)).toBe(97.4)
    expect(dailyMetrics(DAY, { daily_spo2: [{ id: 'o', day: DAY, spo2_percentage: null, breathing_disturbance_index: 4 }] })).toMatchObject(
      {
        spo2: null,
        breathing_disturbance_index: 4,
      },
    )
  })

  test.each([
    ['restored', 1],
    ['normal', 2],
    ['stressful', 3],
    ['serene', null],
    [null, null],
  ])('stress %s is %s', (day_summary, number) => {
    const row = dailyMetrics(DAY, { daily_stress: [{ id: 't', day: DAY, day_summary, stress_high: 900, recovery_high: 0 }] })
    expect(row).toMatchObject({ stress_summary: number, stress_time: 900, recovery_time: 0 })
  })

  test.each([
    ['limited', 1],
    ['exceptional', 5],
    ['legendary', null],
  ])('resilience %s is %s', (level, number) => {
    const contributors = { sleep_recovery: 61.5, daytime_recovery: 20, stress: 70 }
    const row = dailyMetrics(DAY, { daily_resilience: [{ id: 'l', day: DAY, level, contributors }] })
    expect(row).toMatchObject({
      resilience: number,
      resilience_sleep_recovery: 61.5,
      resilience_daytime_recovery: 20,
      resilience_stress: 70,
    })
  })

  test('heart age and VO2 max', () => {
    const docs: DayDocuments = {
      daily_cardiovascular_age: [{ id: 'c', day: DAY, vascular_age: 38, pulse_wave_velocity: 6.9 }],
      vO2_max: [{ id: 'v', day: DAY, timestamp: `${DAY}T05:00:00+01:00`, vo2_max: 44 }],
    }
    expect(dailyMetrics(DAY, docs)).toMatchObject({ vascular_age: 38, pulse_wave_velocity: 6.9, vo2_max: 44 })
  })
})

describe('whatever the documents', () => {
  const offset = fc.constantFrom('+00:00', '+05:45', '-07:00', '+10:30', '+14:00')
  const moment = fc.tuple(fc.integer({ min: -2000, max: 2000 }), offset).map(([minute, zone]) => {
    return `${new Date(Date.UTC(2026, 2, 10) + minute * 60_000).toISOString().slice(0, 19)}${zone}`
  })
  const anySleep = fc
    .record({
      start: fc.oneof(moment, fc.constant('1970-01-01T00:00:00+00:00')),
      hours: fc.integer({ min: 0, max: 12 }),
      zone: offset,
      type: fc.constantFrom('long_sleep', 'sleep', 'late_nap', 'rest', 'deleted', null),
      lowest: fc.constantFrom(null, 255, 0, 47),
      deep: fc.option(fc.integer({ min: 0, max: 9000 })),
    })
    .map(({ start, hours, zone, type, lowest, deep }) =>
      sleep('x', start, `${new Date(Date.parse(start) + hours * HOUR).toISOString().slice(0, 19)}${zone}`, {
        type,
        time_in_bed: hours * 3600,
        lowest_heart_rate: lowest,
        deep_sleep_duration: deep,
      }),
    )
  const nights = fc.array(anySleep, { maxLength: 6 }).map((docs) => docs.map((doc, index) => ({ ...doc, id: `n${index}` })))

  test('every metric is null or a finite number, sums never exceed their parts, and no sentinel comes through', () => {
    fc.assert(
      fc.property(nights, fc.boolean(), (docs, worn) => {
        const row = dailyMetrics(DAY, { sleep: docs, ...(worn ? { daily_activity: [activity()] } : {}), workout: [] })
        for (const value of Object.values(row)) expect(value === null || Number.isFinite(value)).toBe(true)
        expect(row.total_sleep ?? 0).toBeLessThanOrEqual(docs.length * 7 * 3600)
        expect(row.nap_sleep ?? 0).toBeLessThanOrEqual(row.total_sleep ?? 0)
        expect([255, 0]).not.toContain(row.lowest_heart_rate)
        for (const minute of [row.bedtime_start, row.bedtime_end, row.sleep_midpoint]) expect(Math.abs(minute ?? 0)).toBeLessThan(3 * 1440)
      }),
      { numRuns: 500 },
    )
  })

  test('the same row whatever the order, and after a trip through JSON', () => {
    fc.assert(
      fc.property(
        nights.chain((docs) => fc.tuple(fc.constant(docs), fc.shuffledSubarray(docs, { minLength: docs.length }))),
        ([docs, other]) => {
          const row = dailyMetrics(DAY, { sleep: docs })
          expect(dailyMetrics(DAY, { sleep: other })).toEqual(row)
          expect(JSON.parse(JSON.stringify(row))).toEqual(row)
        },
      ),
    )
  })
})
