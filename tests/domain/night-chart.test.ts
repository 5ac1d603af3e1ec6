import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movementRuns, restlessShare, strongestMovement } from '@/lib/domain/movement'
import { nightChart, nightParts } from '@/lib/domain/night-chart'
import { hrvMedian, nightAt, nightRange, restingNightMinute } from '@/lib/domain/night-readout'
import { nightCsv, nightRows } from '@/lib/domain/night-rows'
import { valueScale } from '@/lib/domain/value-scale'
import { wallTime } from '@/lib/domain/wall-clock'
import type { Sleep } from '@/lib/oura/schemas'
import { night } from '../fixtures/day-documents'

const DAY = '2026-09-22'
const ZONE = 'Europe/Berlin'
const plain = night(DAY, '2026-09-21T22:48:00+02:00', '2026-09-22T06:51:00+02:00', {
  total_sleep_duration: 27_240,
  deep_sleep_duration: 5460,
  movement_30_sec: `1112${'1'.repeat(940)}34`,
  heart_rate: { interval: 300, items: [60, null, 52, 46, 48], timestamp: '2026-09-21T22:48:00.000+02:00' },
  hrv: { interval: 300, items: [40, 50, 90, 60, 62], timestamp: '2026-09-21T22:48:00.000+02:00' },
})
const chartOf = (docs: readonly Sleep[], day = DAY, zone = ZONE) => {
  const chart = nightChart(day, docs, zone)
  if (!chart) throw new Error('no night')
  return chart
}
const clockAt = (chart: ReturnType<typeof chartOf>, minute: number) => wallTime(chart.wall, chart.span.start + minute * 60_000).minute

test('the axis runs from ten minutes before bedtime to ten after waking, named by the wearer’s hours', () => {
  const chart = chartOf([plain])
  expect(chart.span.minutes).toBe(483 + 20)
  expect(chart.inBed).toEqual([{ from: 10, to: 493 }])
  expect(chart.ticks.filter(({ narrow }) => narrow).map(({ wall }) => wall / 60)).toEqual([23, 0, 1, 2, 3, 4, 5, 6, 7])
  expect(chart.totals).toMatchObject({ asleep: 27_240, deep: 5460 })
  expect([chart.running, chart.phases, chart.hasFine]).toEqual([false, 'ring', false])
})

test('a split night lies on one axis with its gap; naps, rest and other days do not', () => {
  const docs = [
    night(DAY, '2026-09-22T03:40:00+02:00', '2026-09-22T07:00:00+02:00', { total_sleep_duration: 11_000 }),
    night(DAY, '2026-09-21T22:00:00+02:00', '2026-09-22T02:10:00+02:00', { total_sleep_duration: 14_000 }),
    night(DAY, '2026-09-22T13:00:00+02:00', '2026-09-22T13:40:00+02:00', { type: 'sleep' }),
    night(DAY, '2026-09-21T19:00:00+02:00', '2026-09-21T19:40:00+02:00', { type: 'rest' }),
    night('2026-09-23', '2026-09-22T23:00:00+02:00', '2026-09-23T07:00:00+02:00'),
  ]
  const chart = chartOf(docs)
  expect(chart.inBed).toEqual([
    { from: 10, to: 260 },
    { from: 350, to: 550 },
  ])
  expect(chart.totals.asleep).toBe(25_000)
  expect(nightAt(chart, 300)).toEqual({ minute: 300, stage: null, bpm: null, hrv: null, movement: null })
})

test('a day of naps alone shows the longest; a day of nothing shows none', () => {
  const naps = [
    night(DAY, '2026-09-22T13:00:00+02:00', '2026-09-22T13:40:00+02:00', { type: 'sleep' }),
    night(DAY, '2026-09-22T16:00:00+02:00', '2026-09-22T17:40:00+02:00', { type: 'sleep' }),
  ]
  expect(nightParts(naps, DAY).map(({ id }) => id)).toEqual(['sleep-2026-09-22T16:00:00+02:00'])
  expect(nightChart(DAY, [], ZONE)).toBeNull()
  expect(nightChart(DAY, [{ ...plain, type: 'deleted' }], ZONE)).toBeNull()
})

test('a night in progress reaches as far as it has got', () => {
  const chart = chartOf([{ ...plain, bedtime_end: null, time_in_bed: 7200 }])
  expect([chart.running, chart.span.minutes, chart.inBed[0]?.to]).toEqual([true, 140, 130])
})

describe('the wearer’s own clock', () => {
  test('a night in which summer time ends shows 02 twice, one in which it begins skips it', () => {
    const autumn = chartOf([night('2026-10-25', '2026-10-24T23:00:00+02:00', '2026-10-25T07:00:00+01:00')], '2026-10-25')
    expect(autumn.ticks.map(({ wall }) => wall / 60)).toEqual([23, 0, 1, 2, 2, 3, 4, 5, 6, 7])
    expect(autumn.changes).toEqual([{ minute: 250, by: -60 }])
    const spring = chartOf([night('2026-03-29', '2026-03-28T23:00:00+01:00', '2026-03-29T07:00:00+02:00')], '2026-03-29')
    expect(spring.ticks.map(({ wall }) => wall / 60)).toEqual([23, 0, 1, 3, 4, 5, 6, 7])
  })

  test('a night abroad is told by the clock there, wherever it is read', () => {
    for (const zone of ['Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns']) {
      const chart = chartOf([night(DAY, '2026-09-21T23:00:00-07:00', '2026-09-22T06:00:00-07:00')], DAY, zone)
      expect([clockAt(chart, 10), clockAt(chart, 430)]).toEqual([23 * 60, 6 * 60])
    }
  })

  test('a night on a flight ends on the clock of where it ended', () => {
    const chart = chartOf([night(DAY, '2026-09-21T22:00:00+02:00', '2026-09-22T09:00:00+09:00')], DAY)
    expect([clockAt(chart, 10), clockAt(chart, chart.inBed[0]?.to ?? 0)]).toEqual([22 * 60, 9 * 60])
  })
})

test('30-second phases are shown when asked for', () => {
  const both = { ...plain, app_sleep_phase_5_min: '2222', sleep_phase_30_sec: '13'.repeat(20) }
  expect([chartOf([both]).phases, nightChart(DAY, [both], ZONE, true)?.phases]).toEqual(['app', 'fine'])
  expect(chartOf([both]).hasFine).toBe(true)
})

test('the readout follows each lane; at rest it shows the lowest heart rate', () => {
  const chart = chartOf([plain])
  expect(restingNightMinute(chart)).toBe(25)
  expect(nightAt(chart, 25)).toEqual({ minute: 25, stage: 'light', bpm: 46, hrv: 60, movement: 'still' })
  expect(nightAt(chart, 11).movement).toBe('restless')
  expect(nightRange(chart, 31, 9)).toMatchObject({ from: 9, to: 31, bpm: 51.5, movement: 'restless', asleep: 21 })
})

test('movement runs keep their degree and their share', () => {
  const span = { day: DAY, start: Date.parse('2026-09-21T22:48:00+02:00'), minutes: 60 }
  const runs = movementRuns({ bedtime_start: '2026-09-21T22:48:00+02:00', bedtime_end: null, movement_30_sec: '11x2' }, span)
  expect(runs).toEqual([
    { from: 0, to: 1, movement: 'still' },
    { from: 1.5, to: 2, movement: 'restless' },
  ])
  expect([restlessShare(runs), restlessShare([])]).toEqual([0.5 / 1.5, null])
  expect([strongestMovement(runs, 0, 2), strongestMovement(runs, 5, 6)]).toEqual(['restless', null])
})

test('the line through HRV is the median of 15 minutes and breaks where nothing is known', () => {
  const points = [0, 5, 10, 21].map((minute, index) => ({ minute, ms: [40, 90, 50, 60][index] ?? 0 }))
  expect(hrvMedian(points)).toEqual([
    [
      { minute: 0, ms: 65 },
      { minute: 5, ms: 50 },
      { minute: 10, ms: 70 },
    ],
    [{ minute: 21, ms: 60 }],
  ])
})

test('a scale holds its values with at most four names', () => {
  expect(valueScale([46, 63], [0, 1])).toEqual({ domain: [40, 70], marks: [40, 50, 60, 70] })
  expect(valueScale([50, 50], [0, 1])).toEqual({ domain: [50, 55], marks: [50, 55] })
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (values) => {
      const { domain, marks } = valueScale(values, [0, 1])
      expect(domain[0]).toBeLessThanOrEqual(Math.min(...values))
      expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values))
      expect(marks.length).toBeLessThanOrEqual(4)
    }),
  )
})

test('the table has a row for each five minutes in bed and says nothing of the gap', () => {
  const chart = chartOf([
    night(DAY, '2026-09-21T22:00:00+02:00', '2026-09-22T01:10:00+02:00'),
    night(DAY, '2026-09-22T03:40:00+02:00', '2026-09-22T07:00:00+02:00'),
  ])
  expect(nightRows(chart, 5)).toHaveLength(38 + 40)
  const lines = nightCsv(chart, nightRows(chart, 60)).split('\r\n')
  expect(lines[0]).toBe('time,sleep_stage,heart_rate_bpm,hrv_rmssd_ms,movement')
  expect(lines[1]).toBe('2026-09-21T21:50+02:00,light,,,')
})

const anyNight = fc
  .record({
    start: fc.integer({ min: -12 * 60, max: 20 * 60 }),
    length: fc.integer({ min: 1, max: 900 }),
    from: fc.constantFrom('+02:00', '-07:00', '+05:45', 'Z'),
    to: fc.constantFrom('+02:00', '+09:00', 'Z'),
    open: fc.boolean(),
    phases: fc.string({ maxLength: 60 }),
    movement: fc.string({ maxLength: 60 }),
    items: fc.array(fc.option(fc.integer({ min: 0, max: 255 })), { maxLength: 60 }),
    type: fc.constantFrom('long_sleep', 'sleep', 'late_nap', 'rest', 'deleted', null),
  })
  .map(({ start, length, from, to, open, phases, movement, items, type }, index = 0): Sleep => {
    const write = (instant: number, offset: string) => {
      const [sign, hours, minutes] = offset === 'Z' ? [1, 0, 0] : [offset[0] === '-' ? -1 : 1, +offset.slice(1, 3), +offset.slice(4)]
      return new Date(instant + sign * (hours * 60 + minutes) * 60_000).toISOString().replace('Z', offset)
    }
    const begin = Date.parse(`${DAY}T00:00:00Z`) + start * 60_000
    const sample = { interval: 300, items, timestamp: write(begin, from) }
    return {
      ...plain,
      id: `${start}-${length}-${index}`,
      type,
      bedtime_start: write(begin, from),
      bedtime_end: open ? null : write(begin + length * 60_000, to),
      time_in_bed: length * 60,
      app_sleep_phase_5_min: phases,
      movement_30_sec: movement,
      heart_rate: sample,
      hrv: sample,
    }
  })

test('whatever Oura sends, nothing is NaN and nothing leaves the axis', () => {
  fc.assert(
    fc.property(fc.array(anyNight, { maxLength: 4 }), fc.constantFrom('Asia/Kathmandu', 'Europe/Berlin', 'UTC'), (docs, zone) => {
      const chart = nightChart(DAY, docs, zone)
      if (!chart) return
      const { minutes } = chart.span
      for (const { from, to } of [...chart.inBed, ...chart.stages, ...chart.movement]) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeGreaterThan(from)
        expect(to).toBeLessThanOrEqual(minutes)
      }
      for (const { minute } of [...chart.heart, ...chart.hrv, ...chart.ticks]) {
        expect(minute).toBeGreaterThanOrEqual(0)
        expect(minute).toBeLessThanOrEqual(minutes)
      }
      const rest = restingNightMinute(chart)
      expect(rest).toBeGreaterThanOrEqual(0)
      expect(rest).toBeLessThan(minutes)
      expect(JSON.stringify(nightRows(chart, 5))).not.toContain('NaN')
    }),
    { numRuns: 200 },
  )
})

test('movement that ends where a stretch begins is not of it, and ten minutes do not break the line of HRV', () => {
  const runs = [
    { from: 0, to: 10, movement: 'active' as const },
    { from: 10, to: 20, movement: 'still' as const },
    { from: 20, to: 30, movement: 'tossing' as const },
  ]
  expect([strongestMovement(runs, 10, 20), strongestMovement(runs, 9, 20), strongestMovement(runs, 10, 21)]).toEqual([
    'still',
    'active',
    'tossing',
  ])
  const pieces = hrvMedian([0, 10, 20.5].map((minute) => ({ minute, ms: 50 })))
  expect(pieces.map(({ length }) => length)).toEqual([2, 1])
})
