import { describe, expect, test } from 'vitest'
import { bedtimeConsistency } from '@/lib/domain/bedtime-consistency'
import { listedPeriods } from '@/lib/domain/listed-periods'
import { nightEffect } from '@/lib/domain/night-effect'
import { stageDurations } from '@/lib/domain/night-stages'
import { night } from '../fixtures/day-documents'
import { trendsWith } from '../fixtures/day-trends'

const DAY = '2026-09-22'

describe('bedtimes', () => {
  const fortnight = [-60, -50, -70, null, -60, -40, -80, -60, null, -60, -60, -55, -65, -60]
  const trends = trendsWith({
    bedtime_start: fortnight,
    bedtime_end: fortnight.map((from) => (from === null ? null : from + 480)),
    time_in_bed: fortnight.map((from) => (from === null ? null : 480 * 60)),
  })

  test('the mean and the standard deviation of what is known, gaps kept as gaps', () => {
    const { nights, known, average, spread } = bedtimeConsistency(trends, null)
    expect([nights.length, known, nights.at(-1)]).toEqual([14, 12, { day: DAY, from: -60, to: 420, length: 480 }])
    expect(nights[3]).toEqual({ day: '2026-09-12', from: null, to: null, length: null })
    expect(average).toBeCloseTo(-60, 6)
    // Deviations 0 10 −10 0 20 −20 0 0 0 5 −5 0: squares sum to 1050, over 11.
    expect(spread).toBeCloseTo(Math.sqrt(1050 / 11), 6)
  })

  test('mean and spread are those of numpy (mean, std with ddof=1)', () => {
    const starts = [-75, -42, -88, -10, 15, -61, -55, -120, -33, -47, -70, -5, 22, -66]
    const { average, spread } = bedtimeConsistency(trendsWith({ bedtime_start: starts }), null)
    expect(average).toBeCloseTo(-45.357142857142854, 10)
    expect(spread).toBeCloseTo(40.06265697025702, 10)
  })

  test('Oura’s window lies on the night’s axis, whichever evening it is counted from', () => {
    for (const window of [
      { from: -105, to: -45 },
      { from: 1335, to: 1395 },
    ])
      expect(bedtimeConsistency(trends, window).window).toEqual({ from: -105, to: -45 })
    expect(bedtimeConsistency(trends, { from: 10, to: 70 }).window).toEqual({ from: 10, to: 70 })
  })

  test('a night in progress is as long as it has got, one over the date line as long as it was', () => {
    const two = trendsWith({ bedtime_start: [-60, 100], bedtime_end: [null, -200], time_in_bed: [7200, 3600 * 6] })
    expect(bedtimeConsistency(two, null).nights.slice(-2)).toMatchObject([
      { from: -60, to: 60 },
      { from: 100, to: 460 },
    ])
  })

  test('more than 16 hours are named every four, fewer every two', () => {
    const hours = (from: number, to: number) =>
      bedtimeConsistency(trendsWith({ bedtime_start: [from], bedtime_end: [to] }), null).axis.hours
    expect(hours(-120, 840)).toEqual([-120, 0, 120, 240, 360, 480, 600, 720, 840])
    expect(hours(-120, 900)).toEqual([0, 240, 480, 720])
  })

  test('two nights have no average, none still have an axis', () => {
    expect(bedtimeConsistency(trendsWith({ bedtime_start: [-60, -50] }), null)).toMatchObject({ average: null, spread: null })
    const { axis, known } = bedtimeConsistency(trendsWith({}), null)
    expect([known, axis.to > axis.from, axis.hours.length > 2]).toEqual([0, true, true])
  })
})

test('stage durations stand on one scale that holds their usual ranges too', () => {
  const { rows, scale } = stageDurations(
    trendsWith({ deep_sleep: { usual: 5000, today: 5400 }, light_sleep: { usual: 15_000, today: 14_000 }, awake_time: [1800] }),
  )
  expect(rows.map(({ stage, seconds }) => [stage, seconds])).toEqual([
    ['deep', 5400],
    ['rem', null],
    ['light', 14_000],
    ['awake', 1800],
  ])
  expect(scale).toBe(15_000)
  expect(stageDurations(trendsWith({})).scale).toBe(1)
})

describe('what the night did to readiness', () => {
  const trends = trendsWith({
    readiness_score: { usual: 78, today: 82 },
    readiness_score_hrv_balance: { usual: 80, today: 95 },
    readiness_score_resting_heart_rate: { usual: 90, today: 70 },
    readiness_score_activity_balance: { usual: 90, today: 10 },
  })
  const main = night(DAY, '2026-09-21T23:00:00+02:00', '2026-09-22T07:00:00+02:00', {
    readiness: { contributors: {}, score: 79, temperature_deviation: null, temperature_trend_deviation: null },
  })
  const nap = night(DAY, '2026-09-22T13:00:00+02:00', '2026-09-22T13:40:00+02:00', {
    type: 'sleep',
    readiness_score_delta: 3,
    sleep_score_delta: 2,
  })

  test('only contributors that come from nights are told, the furthest by name', () => {
    const effect = nightEffect(DAY, trends, [main, nap], null)
    expect(effect.contributors.map(({ name }) => name)).toEqual(['resting_heart_rate', 'hrv_balance'])
    expect([effect.score, effect.delta, effect.usual]).toEqual([82, 4, 78])
    expect([effect.lifted?.name, effect.held?.name]).toEqual(['hrv_balance', 'resting_heart_rate'])
    expect([effect.nightAlone, effect.naps]).toEqual([79, { readiness: 3, sleep: 2 }])
  })

  test('the night alone is told only where naps have changed what it did, and three points are worth saying', () => {
    const same = trendsWith({ readiness_score: { usual: 78, today: 79 }, readiness_score_hrv_balance: { usual: 80, today: 83 } })
    expect(nightEffect(DAY, same, [main], null)).toMatchObject({ nightAlone: null, lifted: { name: 'hrv_balance' }, held: null })
  })

  test('small differences are not told, and a day without readiness has nothing', () => {
    const calm = trendsWith({ readiness_score: { usual: 78, today: 79 }, readiness_score_hrv_balance: { usual: 80, today: 82 } })
    expect(nightEffect(DAY, calm, [], null)).toMatchObject({
      lifted: null,
      held: null,
      nightAlone: null,
      naps: { readiness: null, sleep: null },
    })
    expect(nightEffect(DAY, trendsWith({}), [], null)).toMatchObject({ score: null, contributors: [] })
  })
})

test('every sleep of a day is listed once, with what it counts for', () => {
  const docs = [
    night(DAY, '2026-09-21T22:00:00+02:00', '2026-09-22T02:10:00+02:00', { id: 'a' }),
    night(DAY, '2026-09-22T03:40:00+02:00', '2026-09-22T07:00:00+02:00', { id: 'b' }),
    night(DAY, '2026-09-22T03:41:00+02:00', '2026-09-22T06:50:00+02:00', { id: 'old' }),
    night(DAY, '2026-09-22T13:00:00+02:00', '2026-09-22T13:40:00+02:00', { id: 'nap', type: 'sleep' }),
    night(DAY, '2026-09-22T15:00:00+02:00', '2026-09-22T15:40:00+02:00', { id: 'sofa', type: 'rest' }),
    night(DAY, '2026-09-22T16:00:00+02:00', '2026-09-22T16:40:00+02:00', { id: 'gone', type: 'deleted' }),
    night(DAY, '2026-09-21T19:00:00+02:00', '2026-09-21T19:30:00+02:00', { id: 'before', type: 'late_nap' }),
    night('2026-09-23', '2026-09-22T19:00:00+02:00', '2026-09-22T19:30:00+02:00', { id: 'after', type: 'late_nap' }),
    night('2026-09-23', '2026-09-22T23:00:00+02:00', '2026-09-23T07:00:00+02:00', { id: 'next' }),
  ]
  expect(listedPeriods(docs, DAY).map(({ id, kind, part }) => [id, kind, part])).toEqual([
    ['before', 'late_nap', null],
    ['a', 'part', 1],
    ['b', 'part', 2],
    ['old', 'superseded', null],
    ['nap', 'nap', null],
    ['sofa', 'rest', null],
    ['gone', 'deleted', null],
    ['after', 'next_day', null],
  ])
  // A late nap that Oura files under its own evening is listed once.
  const own = night(DAY, '2026-09-22T19:00:00+02:00', '2026-09-22T19:30:00+02:00', { id: 'own', type: 'late_nap' })
  expect(listedPeriods([own], DAY).map(({ kind }) => kind)).toEqual(['late_nap'])
  expect(listedPeriods(docs, DAY)[1]).toMatchObject({ from: 22 * 60, to: 130 })
  expect(
    listedPeriods([{ ...night(DAY, '2026-09-21T22:00:00+02:00', '2026-09-22T02:10:00+02:00'), bedtime_end: null }], DAY),
  ).toMatchObject([{ kind: 'night', to: null }])
})
