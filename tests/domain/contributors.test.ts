import { expect, test } from 'vitest'
import { contributors } from '@/lib/domain/contributors'
import { trendsWith } from '../fixtures/day-trends'

test('contributors keep their order, and those that Oura left null are not there', () => {
  const trends = trendsWith({
    sleep_score_timing: { usual: 80, today: 82 },
    sleep_score_total_sleep: { usual: 84, today: 88 },
    sleep_score_latency: { usual: 84, today: null },
  })
  expect(contributors('sleep', trends, null).map(({ name, score, usual, reason }) => [name, score, usual?.median, reason])).toEqual([
    ['total_sleep', 88, 84, null],
    ['timing', 82, 80, null],
  ])
})

test('below 60 a contributor names what was measured, beside its usual', () => {
  const trends = trendsWith({
    activity_score_stay_active: { usual: 66, today: 54 },
    inactive_time: { usual: 31_800, today: 33_900 },
    activity_score_move_every_hour: { usual: 80, today: 60 },
    inactivity_alerts: { usual: 2, today: 5 },
  })
  expect(contributors('activity', trends, null).map(({ reason }) => reason)).toEqual([
    { text: 'stay_active', now: { value: 33_900, unit: 'seconds' }, usual: { value: 31_800, unit: 'seconds' } },
    null,
  ])
})

test('a reason that was not measured is not made up', () => {
  const trends = trendsWith({
    readiness_score_recovery_index: { usual: 76, today: 58 },
    sleep_score_deep_sleep: { usual: 76, today: 20 },
    readiness_score_sleep_regularity: { usual: 76, today: 20 },
  })
  expect(contributors('readiness', trends, null).map(({ reason }) => reason)).toEqual([null, null])
  expect(contributors('sleep', trends, null)[0]?.reason).toBeNull()
  expect(contributors('readiness', trends, 330)[0]?.reason).toEqual({
    text: 'recovery_index',
    now: { value: 330, unit: 'minute_of_day' },
    usual: null,
  })
})

test('reasons that look back: targets met, days in a row without rest, spread of bedtimes', () => {
  const trends = trendsWith({
    activity_score_meet_daily_targets: { usual: 80, today: 40 },
    activity_score_recovery_time: { usual: 80, today: 40 },
    readiness_score_sleep_regularity: { usual: 80, today: 40 },
    distance_to_target: [0, -100, 500, 500, 500, 500, 500],
    medium_time: [0, 600, 3600, 3600, 3600, 3600, 0],
    high_time: [0, 0, 0, 0, 0, 0, 0],
    bedtime_start: [-60, -60, -60, -60, -60, -60, -60, -60, -60, -60, 60],
  })
  const reasons = [...contributors('activity', trends, null), ...contributors('readiness', trends, null)].map(({ reason }) => [
    reason?.text,
    reason?.now.value,
  ])
  expect(reasons).toEqual([
    ['meet_daily_targets', 2],
    ['recovery_time', 4],
    ['sleep_regularity', 0],
  ])
})

test('reasons of effort: yesterday beside the days before it, the mean of a fortnight, what the week held', () => {
  const low = { usual: 80, today: 40 }
  const trends = trendsWith({
    readiness_score_sleep_balance: low,
    readiness_score_previous_day_activity: low,
    readiness_score_activity_balance: low,
    activity_score_training_frequency: low,
    activity_score_training_volume: low,
    total_sleep: [...new Array<number>(16).fill(28_000), ...new Array<number>(14).fill(25_200)],
    active_calories: [300, 310, 320, 330, 340, 900, 100],
    medium_time: [3600, 300, 540, null, 0, 660, 0, 0],
    high_time: [0, 300, 0, null, 0, 0, 0, 0],
    medium_met_minutes: [500, 40, 0, 0, 0, 20, 0, 0],
    high_met_minutes: [0, 30, 0, 0, 0, 0, 0, 0],
  })
  const reasons = [...contributors('readiness', trends, null), ...contributors('activity', trends, null)].map(({ reason }) => [
    reason?.text,
    reason && Math.round(reason.now.value),
    reason?.usual?.value ?? null,
  ])
  expect(reasons).toEqual([
    ['sleep_balance', 25_200, 28_000],
    ['previous_day_activity', 900, 320],
    // Readiness is of the morning: the day itself, under way or not, is no part of it.
    ['activity_balance', Math.round(2500 / 6), 325],
    ['training_frequency', 2, null],
    ['training_volume', 90, null],
  ])
})

test('four bedtimes have no spread to be told', () => {
  const trends = trendsWith({ readiness_score_sleep_regularity: { usual: 80, today: 40 }, bedtime_start: [-60, 0, 10, 90] })
  expect(contributors('readiness', trends, null)[0]?.reason).toBeNull()
})
