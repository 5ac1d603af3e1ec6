import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heartPieces, heartRange, heartRate, heartRateVariability } from '@/lib/domain/heart-rate'
import { hypnogram, stageAt } from '@/lib/domain/hypnogram'
import { night } from '../fixtures/day-documents'

const span = { day: '2026-05-10', start: Date.parse('2026-05-10T04:00:00+02:00'), minutes: 1440 }
const evening = (changes = {}) => night('2026-05-11', '2026-05-10T23:02:30+02:00', '2026-05-10T23:21:00+02:00', changes)
const row = (minute: number, bpm: number, source = 'awake') => ({
  timestamp: new Date(span.start + minute * 60_000).toISOString().replace('Z', '+00:00'),
  bpm,
  source,
})

test('stages run from bedtime by instant and never past waking up', () => {
  const runs = hypnogram(evening({ app_sleep_phase_5_min: '42213' }), span)
  expect(runs).toEqual([
    { from: 1142.5, to: 1147.5, stage: 'awake' },
    { from: 1147.5, to: 1157.5, stage: 'light' },
    { from: 1157.5, to: 1161, stage: 'deep' },
  ])
  expect([stageAt(runs, 1142), stageAt(runs, 1150), stageAt(runs, 1161)]).toEqual([null, 'light', null])
})

test('the app’s phases win over 30 seconds, those over the ring’s five minutes', () => {
  const all = { sleep_phase_5_min: '1111', sleep_phase_30_sec: '33'.repeat(18), app_sleep_phase_5_min: '2222' }
  expect(hypnogram(evening(all), span).map(({ stage }) => stage)).toEqual(['light'])
  expect(hypnogram(evening({ ...all, app_sleep_phase_5_min: null }), span).map(({ stage }) => stage)).toEqual(['rem'])
  expect(hypnogram(evening({ ...all, app_sleep_phase_5_min: '', sleep_phase_30_sec: null }), span)[0]?.stage).toBe('deep')
})

test('a night in progress has no end yet', () => {
  expect(hypnogram(evening({ bedtime_end: null, app_sleep_phase_5_min: '2222' }), span)).toEqual([
    { from: 1142.5, to: 1162.5, stage: 'light' },
  ])
})

test('a workout’s five-second rows become a point a minute; duplicates count once', () => {
  const rows = Array.from({ length: 24 }, (_, index) => row(800 + index / 12, index < 12 ? 140 : 150, 'workout'))
  expect(heartRate([...rows, ...rows], [], span)).toEqual([
    { minute: 800 + 5.5 / 12, bpm: 140, source: 'workout' },
    { minute: 801 + 5.5 / 12, bpm: 150, source: 'workout' },
  ])
})

test('the line breaks after more than ten minutes', () => {
  const points = heartRate([row(0, 50), row(10, 52), row(20.5, 54), row(21, 60)], [], span)
  expect(heartPieces(points).map((piece) => piece.map(({ bpm }) => bpm))).toEqual([
    [50, 52],
    [54, 60],
  ])
  expect(heartRange(points)).toMatchObject({ low: { bpm: 50 }, high: { bpm: 60 } })
  expect(heartRange([])).toBeNull()
})

test('a night without rows is filled from its own document, one with rows is not', () => {
  const asleep = evening({ heart_rate: { interval: 300, items: [null, 55, 0, 54], timestamp: '2026-05-10T23:02:30.000+02:00' } })
  expect(heartRate([], [asleep], span)).toEqual([
    { minute: 1147.5, bpm: 55, source: 'sleep' },
    { minute: 1157.5, bpm: 54, source: 'sleep' },
  ])
  expect(heartRate([row(1150, 57, 'rest')], [asleep], span)).toEqual([{ minute: 1150, bpm: 57, source: 'rest' }])
})

test('HRV dots skip nulls', () => {
  const asleep = evening({ hrv: { interval: 300, items: [40, null, 62], timestamp: '2026-05-10T23:02:30.000+02:00' } })
  expect(heartRateVariability([asleep], span)).toEqual([
    { minute: 1142.5, ms: 40 },
    { minute: 1152.5, ms: 62 },
  ])
})

test('every row is placed at its instant, at most one point a minute, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -600, max: 2_000 }), fc.integer({ min: 30, max: 200 }))), (samples) => {
      const points = heartRate(
        samples.map(([minute, bpm]) => row(minute, bpm)),
        [],
        span,
      )
      const inside = new Set(samples.map(([minute]) => minute).filter((minute) => minute >= 0 && minute < 1440))
      expect(points.map(({ minute }) => minute)).toEqual([...inside].sort((a, b) => a - b))
      expect(heartPieces(points).flat()).toEqual(points)
    }),
  )
})

test('two samples of one moment count both where they were measured in two ways', () => {
  expect(heartRate([row(10, 60, 'awake'), row(10, 80, 'live'), row(10, 82, 'live')], [], span)).toMatchObject([{ bpm: 71 }])
})
