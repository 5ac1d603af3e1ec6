import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangeSummary, readoutAt, restingMinute } from '@/lib/domain/clock-readout'
import { clockCsv, clockRows, ROW_STEPS } from '@/lib/domain/clock-rows'
import { clockSummary } from '@/lib/domain/clock-summary'
import { dayClock } from '@/lib/domain/day-clock'
import { metColumns } from '@/lib/domain/met-curve'
import { activity, night, nothing, seedExample } from '../fixtures/day-documents'

const LATER = Date.parse('2027-01-01T00:00:00Z')
const run = {
  id: 'run',
  day: '2026-05-10',
  activity: 'running',
  intensity: 'hard',
  source: 'manual',
  start_datetime: '2026-05-10T17:34:00+02:00',
  end_datetime: '2026-05-10T18:16:00+02:00',
}
const items = Array.from({ length: 1440 }, (_, minute) =>
  minute >= 814 && minute < 856 ? 8 + (minute === 839 ? 2.7 : 0) : minute >= 864 && minute < 886 ? 0.1 : 1,
)
const classes = '1'.repeat(162) + '5'.repeat(10) + '2'.repeat(116)
const day = activity('2026-05-10', '2026-05-10T04:00:00+02:00', 1440, {
  class_5_min: classes,
  met: { interval: 60, items, timestamp: '2026-05-10T04:00:00.000+02:00' },
})
const heartRate = Array.from({ length: 288 }, (_, index) => {
  const instant = Date.parse(day.timestamp) + index * 300_000
  return { timestamp: new Date(instant).toISOString(), bpm: index >= 163 && index < 172 ? 141 : 60, source: 'awake' }
})
const sleep = [
  night('2026-05-10', '2026-05-09T22:48:00+02:00', '2026-05-10T06:51:00+02:00'),
  night('2026-05-10', '2026-05-09T22:50:00+02:00', '2026-05-10T06:30:00+02:00', { id: 'older analysis' }),
  night('2026-05-10', '2026-05-10T13:00:00+02:00', '2026-05-10T13:30:00+02:00', { type: 'rest' }),
  night('2026-05-11', '2026-05-10T22:52:00+02:00', '2026-05-11T07:00:00+02:00'),
]
const full = dayClock('2026-05-10', { ...nothing, activity: [day], sleep, heartRate, workouts: [run] }, 'Europe/Berlin', LATER)

test('a whole day: nights shade the axis once each, what the wearer rejected does not count', () => {
  expect(full.inBed).toEqual([
    { from: 0, to: 171 },
    { from: 1132, to: 1440 },
  ])
  expect(full.nonWear).toEqual([{ from: 864, to: 886 }])
  expect([full.now, full.unsynced]).toEqual([null, null])
  expect(full.night).toEqual({ start: Date.parse('2026-05-09T22:48:00+02:00'), asleep: 8 * 3600 + 3 * 60 })
})

test('the readout says what every lane says at that minute', () => {
  expect(readoutAt(full, 843)).toMatchObject({ heart: { bpm: 141 }, met: 8, class: 'high', stage: null, event: { id: 'run' }, hrv: null })
  expect(readoutAt(full, 870)).toMatchObject({ met: null, stage: null })
  expect(readoutAt(full, 5)).toMatchObject({ stage: 'light', class: 'rest' })
  expect(restingMinute(full)).toBe(839)
})

test('a range is summed up in either direction', () => {
  const summary = rangeSummary(full, 856, 814)
  expect(summary).toMatchObject({ from: 814, to: 856, bpm: 141, class: { name: 'high', minutes: 42 } })
  expect(summary.met).toBeCloseTo(8 + 2.7 / 42)
  expect(rangeSummary(full, 0, 60).asleep).toBe(60)
})

test('the summary names nights, the run, the peak and the ring taken off', () => {
  expect(clockSummary(full)).toMatchObject({
    workouts: [{ from: 814, to: 856, met: 10.7, bpm: 141 }],
    nonWear: [{ from: 864, to: 886 }],
    heart: { low: 60, high: 141 },
    peak: { minute: 839, met: 10.7 },
  })
})

test('the table has every row of the day and the CSV its local time', () => {
  expect(ROW_STEPS.map((step) => clockRows(full, step).length)).toEqual([288, 24, 1440])
  const [first, ...rows] = clockCsv(full, clockRows(full, 5)).trimEnd().split('\r\n')
  expect(first).toBe('time,heart_rate_bpm,heart_rate_source,hrv_rmssd_ms,met,activity_class,sleep_stage,events')
  expect(rows).toHaveLength(288)
  expect(rows[163]).toBe('2026-05-10T17:35+02:00,141,awake,,8.00,high,,')
  expect(rows[0]).toBe('2026-05-10T04:00+02:00,60,awake,,1.00,rest,light,')
})

test('of three workouts the two longest are named, in order of time; asleep counts no minute awake, and a range not its end', () => {
  const workout = (id: string, from: string, to: string) => ({
    ...run,
    id,
    start_datetime: `2026-05-10T${from}:00+02:00`,
    end_datetime: `2026-05-10T${to}:00+02:00`,
  })
  const restless = night('2026-05-10', '2026-05-10T04:00:00+02:00', '2026-05-10T04:30:00+02:00', { sleep_phase_5_min: '224422' })
  const clock = dayClock(
    '2026-05-10',
    {
      ...nothing,
      activity: [day],
      sleep: [restless],
      heartRate,
      workouts: [workout('walk', '08:00', '08:10'), workout('swim', '12:00', '12:30'), workout('ride', '09:00', '09:20')],
    },
    'Europe/Berlin',
    LATER,
  )
  expect(clockSummary(clock).workouts.map(({ event }) => event.id)).toEqual(['ride', 'swim'])
  expect(rangeSummary(clock, 0, 30).asleep).toBe(20)
  expect(rangeSummary(full, 810, 815)).toMatchObject({ bpm: 60, met: (4 * 1 + 8) / 5 })
})

test('HRV is that of a sample at most two and a half minutes away', () => {
  const timestamp = '2026-05-10T04:00:00+02:00'
  const hrv = { interval: 300, items: [40, null, 60], timestamp }
  const clock = dayClock(
    '2026-05-10',
    { ...nothing, sleep: [night('2026-05-10', timestamp, '2026-05-10T05:00:00+02:00', { hrv })] },
    'Europe/Berlin',
    LATER,
  )
  expect([0, 2, 3, 7, 8, 10, 13].map((minute) => readoutAt(clock, minute).hrv)).toEqual([40, 40, null, null, 60, 60, null])
})

test('a row names what begins in its very first minute, and means leave out minutes without the ring', () => {
  const rows = clockRows(full, 60)
  expect(rows[14]?.met).toBeCloseTo((16 * 8 + 22 * 1) / 38)
  const exact = dayClock(
    '2026-05-10',
    { ...nothing, activity: [day], workouts: [{ ...run, start_datetime: '2026-05-10T17:00:00+02:00' }] },
    'Europe/Berlin',
    LATER,
  )
  const told = clockCsv(exact, clockRows(exact, 60))
    .split('\r\n')
    .filter((row) => row.endsWith(',running'))
  expect(told).toEqual([expect.stringMatching(/^2026-05-10T17:00/)])
})

test('the CSV tells events in the wearer’s words, each once, and none of them is a formula', () => {
  const at = (hour: number) => `2026-05-10T${hour}:00:00+02:00`
  const tag = (hour: number, name: string | null, note: string | null) => ({
    id: `own-${hour}`,
    day: '2026-05-10',
    at: at(hour),
    code: null,
    name,
    note,
    created_at: at(hour),
    updated_at: at(hour),
  })
  const long = 'A note that is longer than the axis has room for'
  const documents = {
    ...nothing,
    activity: [day],
    workouts: [{ ...run, label: 'With Bob' }],
    enhancedTags: [{ id: 'tea', tag_type_code: 'tag_generic_tea', comment: 'green', start_time: at(10), start_day: '2026-05-10' }],
    localTags: [tag(11, 'Sauna', null), tag(12, 'Sauna', 'hot'), tag(13, null, 'Felt well'), tag(14, null, long), tag(15, '=1+1', '@home')],
  }
  const clock = dayClock('2026-05-10', documents, 'Europe/Berlin', LATER)
  const told = clockCsv(clock, clockRows(clock, 60))
    .split('\r\n')
    .slice(1, -1)
    .map((row) => row.split(',').at(-1))
  expect(told.filter(Boolean)).toEqual(['tag_generic_tea: green', 'Sauna', 'Sauna: hot', 'Felt well', long, "'=1+1: @home", 'With Bob'])
})

test('the seed example draws as 5 h 40 min of a day that is not over', () => {
  const now = Date.parse('2022-04-10T09:52:00+09:00')
  const clock = dayClock('2022-04-10', { ...nothing, activity: [seedExample] }, 'Asia/Tokyo', now)
  expect(clock.span.minutes).toBe(1440)
  expect(clock.classes.at(-1)?.to).toBe(340)
  expect(clock).toMatchObject({ now: 352, unsynced: { from: 340, to: 352 } })
  expect(restingMinute(clock)).toBe(339)
  expect(clockRows(clock, 5)).toHaveLength(71)
})

test('a night that is still going on is no nap, and what it has so far is known', () => {
  const evening = activity('2026-05-10', '2026-05-10T04:00:00+02:00', 1200)
  const going = night('2026-05-11', '2026-05-10T23:30:00+02:00', '2026-05-11T00:15:00+02:00', { type: 'sleep', bedtime_end: null })
  const now = Date.parse('2026-05-11T00:30:00+02:00')
  const clock = dayClock('2026-05-10', { ...nothing, activity: [evening], sleep: [going] }, 'Europe/Berlin', now)
  expect(clock).toMatchObject({ events: [], unsynced: { from: 1215, to: 1230 }, inBed: [{ from: 1170, to: 1215 }] })
  expect(restingMinute(clock)).toBe(1199)
})

test('the same document years later still ends after 5 h 40 min: the rest was never synced', () => {
  const clock = dayClock('2022-04-10', { ...nothing, activity: [seedExample] }, 'Europe/Berlin', LATER)
  expect(clock).toMatchObject({ now: null, unsynced: { from: 340, to: 1440 } })
})

test('a day without any document keeps its axis and says nothing', () => {
  const clock = dayClock('2026-03-28', nothing, 'Europe/Berlin', LATER)
  expect(clock).toMatchObject({ span: { minutes: 1380 }, unsynced: null, inBed: [], heart: [], met: [], events: [], night: null })
  expect(readoutAt(clock, restingMinute(clock))).toMatchObject({ heart: null, met: null, class: null })
})

test('whatever Oura sends, no number is NaN and nothing leaves the axis', () => {
  const moment = fc.constantFrom(
    '2026-05-10T04:00:00+02:00',
    '2026-05-10T04:00:00.000+02:00',
    '2026-05-09T23:59:30-11:00',
    '2026-05-11T03:00+14:00',
    '1970-01-01T00:00:00Z',
  )
  const series = fc.record({
    interval: fc.constantFrom(5, 30, 60, 300),
    items: fc.array(fc.option(fc.double({ min: -5, max: 300 })), { maxLength: 400 }),
    timestamp: moment,
  })
  const text = fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '?', '🌙'), maxLength: 320 })
  const anySleep = fc.record({
    start: moment,
    end: fc.option(moment),
    phases: fc.option(text),
    heart: fc.option(series),
    hrv: fc.option(series),
    type: fc.constantFrom('long_sleep', 'sleep', 'rest', 'deleted', 'new'),
  })
  fc.assert(
    fc.property(moment, text, series, fc.array(anySleep, { maxLength: 4 }), (timestamp, class_5_min, met, nights) => {
      const documents = {
        ...nothing,
        activity: [{ ...activity('2026-05-10', timestamp, 0), class_5_min, met }],
        sleep: nights.map(({ start, end, phases, heart, hrv, type }, index) => ({
          ...night('2026-05-10', start, end ?? start, { id: `${index}`, type, app_sleep_phase_5_min: phases, heart_rate: heart, hrv }),
          bedtime_end: end,
        })),
      }
      const clock = dayClock('2026-05-10', documents, 'Australia/Lord_Howe', LATER)
      const intervals = [...clock.inBed, ...clock.stages, ...clock.classes, ...clock.nonWear, ...(clock.unsynced ? [clock.unsynced] : [])]
      for (const { from, to } of intervals) expect(from >= 0 && from < to && to <= clock.span.minutes).toBe(true)
      const numbers = [...clock.heart, ...clock.hrv, ...clock.ticks].map(({ minute }) => minute)
      for (const minute of numbers) expect(minute >= 0 && minute <= clock.span.minutes).toBe(true)
      for (const { height } of metColumns(clock.met)) expect(height).not.toBeNaN()
      expect(clockCsv(clock, clockRows(clock, 60))).not.toMatch(/NaN|undefined/)
    }),
    { numRuns: 60 },
  )
})
