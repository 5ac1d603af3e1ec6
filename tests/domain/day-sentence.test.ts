import { expect, test } from 'vitest'
import { type DayFacts, daySentence, workoutKind } from '@/lib/domain/day-sentence'
import type { DailyActivity } from '@/lib/oura/schemas'
import { trendsWith } from '../fixtures/day-trends'

const activity = (more: Partial<DailyActivity>): DailyActivity => ({
  id: 'a',
  day: '2026-09-22',
  timestamp: '2026-09-22T04:00:00+02:00',
  score: 74,
  active_calories: 600,
  average_met_minutes: 1.6,
  contributors: {},
  equivalent_walking_distance: 10_400,
  high_activity_met_minutes: 0,
  high_activity_time: 0,
  inactivity_alerts: 2,
  low_activity_met_minutes: 0,
  low_activity_time: 14_000,
  medium_activity_met_minutes: 0,
  medium_activity_time: 1800,
  met: { interval: 60, items: [], timestamp: '2026-09-22T04:00:00+02:00' },
  meters_to_target: 1300,
  non_wear_time: 1200,
  resting_time: 29_400,
  sedentary_met_minutes: 0,
  sedentary_time: 31_000,
  steps: 9000,
  target_calories: 680,
  target_meters: 11_000,
  total_calories: 2400,
  ...more,
})
const usuals = {
  total_sleep: { usual: 27_000, today: 27_000 },
  sleep_score: { usual: 78, today: 80 },
  steps: { usual: 9000, today: 9000 },
  inactive_time: { usual: 31_800, today: 31_800 },
  medium_time: { usual: 1800, today: 1800 },
}
const say = (facts: Partial<DayFacts>) =>
  daySentence({
    trends: trendsWith(usuals),
    activity: activity({}),
    workouts: [],
    restMode: false,
    inProgress: false,
    offsets: null,
    ...facts,
  })

test('a day like others', () => {
  expect(say({})).toEqual({
    night: 'usual',
    nap: null,
    day: 'usual',
    workouts: null,
    temperature: null,
    clockMoved: null,
    goal: { target: 11_000, done: 9700, left: 1300, share: 9700 / 11_000 },
  })
})

test('nights: by hours against the usual first, then by score', () => {
  const night = (total_sleep: number | null, sleep_score: number | null) =>
    say({
      trends: trendsWith({ ...usuals, total_sleep: { usual: 27_000, today: total_sleep }, sleep_score: { usual: 78, today: sleep_score } }),
    })?.night
  expect([night(20_000, 86), night(27_000, 86), night(34_000, 75), night(27_000, 65), night(27_000, 40), night(null, null)]).toEqual([
    'short',
    'optimal',
    'long',
    'fair',
    'poor',
    'none',
  ])
  // Below (above) the usual, but by less than three quarters of an hour (an hour).
  expect([night(26_000, 75), night(29_000, 75)]).toEqual(['usual', 'usual'])
})

test('of a day that was only napped on no night was recorded', () => {
  const napped = { ...usuals, total_sleep: { usual: 27_000, today: 2400 }, nap_sleep: { usual: 0, today: 2400 } }
  expect(say({ trends: trendsWith({ ...napped, sleep_score: { usual: 78, today: null } }) })).toMatchObject({ night: 'none', nap: 2400 })
})

test('a quarter of an hour is a nap, 0.7 °C a fever, eight hours a ring laid aside, and three quarters of the usual steps no quiet day', () => {
  const measured = (nap: number, warmer: number) =>
    say({ trends: trendsWith({ ...usuals, nap_sleep: { usual: 0, today: nap }, temperature_deviation: { usual: 0, today: warmer } }) })
  expect(measured(900, 0.7)).toMatchObject({ nap: 900, temperature: 0.7 })
  expect(measured(899, -0.69)).toMatchObject({ nap: null, temperature: null })
  const day = (more: Partial<DailyActivity>) => say({ activity: activity(more) })?.day
  expect([day({ non_wear_time: 28_800 }), day({ non_wear_time: 28_799 })]).toEqual(['not_worn', 'usual'])
  expect([day({ steps: 6750 }), day({ steps: 6749 })]).toEqual(['usual', 'quiet'])
})

test('days: rest mode and a ring laid aside before anything else, then what moved', () => {
  const day = (more: Partial<DailyActivity>, facts: Partial<DayFacts> = {}) => say({ activity: activity(more), ...facts })?.day
  expect(day({ steps: 20_000 }, { restMode: true })).toBe('rest_mode')
  expect(day({ steps: 300, non_wear_time: 40_000 })).toBe('not_worn')
  expect(day({ steps: 20_000 })).toBe('on_foot')
  expect(day({ medium_activity_time: 3600, high_activity_time: 600 })).toBe('active')
  expect(day({ sedentary_time: 39_000 })).toBe('desk')
  expect(day({ steps: 2000 })).toBe('quiet')
  expect(day({ steps: 20_000 }, { inProgress: true })).toBe('running')
})

test('of several workouts the hardest is named, and how many there were', () => {
  const workouts = [
    { activity: 'walking', intensity: 'easy' },
    { activity: 'running', intensity: 'hard' },
  ]
  expect(say({ workouts })?.workouts).toEqual({ count: 2, kind: 'running', effort: 'hard' })
  expect(say({ workouts: [{ activity: 'chess', intensity: 'newly invented' }] })?.workouts?.effort).toBe('moderate')
})

test('illness, naps, travel; rest mode does not speak of goals', () => {
  const trends = trendsWith({ ...usuals, temperature_deviation: { usual: 0, today: 1.2 }, nap_sleep: { usual: 0, today: 2400 } })
  const sentence = say({ trends, offsets: { start: 540, end: -480 }, restMode: true })
  expect(sentence).toMatchObject({ temperature: 1.2, nap: 2400, clockMoved: -1020, goal: null, day: 'rest_mode' })
})

test('a day when the ring lay aside does not reproach with a missed goal', () => {
  expect(say({ activity: activity({ non_wear_time: 80_000, meters_to_target: 11_000 }) })?.goal).toBeNull()
})

test('nothing measured, nothing said', () => {
  expect(say({ trends: trendsWith({}), activity: null })).toBeNull()
})

test('activities in either spelling have their word, new ones a general one', () => {
  expect(['strengthTraining', 'strength_training', 'Running', 'kitesurfing'].map(workoutKind)).toEqual([
    'strength_training',
    'strength_training',
    'running',
    'other',
  ])
})
