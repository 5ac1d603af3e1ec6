import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freeMinute } from '@/components/charts/axis-position'
import { classPlot, heartPlot, hrvY, metPlot } from '@/components/charts/clock-plots'
import { areaPath, dotPath, linePath, type Plot, runPath, yOf } from '@/components/charts/plot'
import { dayClock } from '@/lib/domain/day-clock'
import { activity, night, nothing, seedExample } from '../fixtures/day-documents'

const LATER = Date.parse('2027-01-01T00:00:00Z')
const plot = (rows: Plot['rows'], domain: Plot['domain'] = [0, 10]): Plot => ({
  minutes: 1440,
  domain,
  rows,
  series: [],
  runs: [],
  dots: null,
})

test('a line breaks at null; a lone point closes on itself', () => {
  const rows = [
    { m: 0, v: 0 },
    { m: 5, v: 10 },
    { m: 6, v: null },
    { m: 7.5, v: 2.5 },
  ]
  expect(linePath(plot(rows), 'v')).toBe('M0,100L5,0M7.5,75Z')
  expect(areaPath(plot(rows), 'v')).toBe('M0,100L5,0L5,100L0,100ZM7.5,75L7.5,100L7.5,100Z')
})

test('a run stands on the ground, as high as its share', () => {
  expect(runPath([{ from: 0, to: 15, height: 0.46, className: 'class-low' }])).toBe('M0,100V54H15V100Z')
})

test('the heart plot has its dots on the HRV scale and its exertion drawn over', () => {
  const start = '2026-05-10T04:00:00+02:00'
  const row = (minute: number, bpm: number, source: string) => ({
    timestamp: new Date(Date.parse(start) + minute * 60_000).toISOString(),
    bpm,
    source,
  })
  const sleep = [night('2026-05-10', start, '2026-05-10T06:00:00+02:00', { hrv: { interval: 300, items: [20, 90], timestamp: start } })]
  const heartRate = [row(0, 50, 'rest'), row(5, 60, 'rest'), row(60, 140, 'workout'), row(61, 150, 'workout')]
  const clock = dayClock(
    '2026-05-10',
    { ...nothing, activity: [activity('2026-05-10', start, 1440)], sleep, heartRate },
    'Europe/Berlin',
    LATER,
  )
  const heart = heartPlot(clock)
  expect(linePath(heart, 'hr')).toBe('M0,91.667L5,83.333M60,16.667L61,8.333')
  expect(linePath(heart, 'exertion')).toBe('M60,16.667L61,8.333')
  expect(dotPath(heart)).toBe('M0,55h0M5,5h0')
  expect([hrvY(clock, 20), hrvY(clock, 90)]).toEqual([55, 5])
})

test('the seed example’s bars end after 340 minutes and reach the heights of their classes', () => {
  const clock = dayClock('2022-04-10', { ...nothing, activity: [seedExample] }, 'Asia/Tokyo', LATER)
  const { runs, minutes } = classPlot(clock)
  expect(minutes).toBe(1440)
  expect(Math.max(...runs.map(({ to }) => to))).toBe(340)
  expect([...new Set(runs.map(({ className, height }) => `${className} ${height}`))]).toEqual([
    'class-rest 0.1',
    'class-inactive 0.24',
    'class-low 0.46',
  ])
})

test('the MET lane reaches 12, or the peak where that is higher', () => {
  const start = '2026-05-10T04:00:00+02:00'
  const peak = (met: number) => {
    const document = activity('2026-05-10', start, 1440, { met: { interval: 60, items: [0.9, met], timestamp: start } })
    return metPlot(dayClock('2026-05-10', { ...nothing, activity: [document] }, 'Europe/Berlin', LATER), 'red')
  }
  expect(peak(3).domain[1]).toBeCloseTo(Math.sqrt(11.1))
  expect(areaPath(peak(16.9), 'met')).toBe('M2,0L2,100L2,100Z')
})

test('names have room after the first night, before the next one; none where both leave too little', () => {
  const clockOf = (...nights: [string, string][]) =>
    dayClock(
      '2026-05-10',
      { ...nothing, sleep: nights.map(([from, to]) => night('2026-05-10', `2026-05-${from}:00+02:00`, `2026-05-${to}:00+02:00`)) },
      'Europe/Berlin',
      LATER,
    )
  expect(freeMinute(clockOf(['09T23:00', '10T07:00'], ['10T23:00', '11T04:00']))).toBe(180)
  expect(freeMinute(clockOf(['10T08:00', '10T22:00'], ['10T23:00', '11T04:00']))).toBeNull()
})

test('whatever is measured, no path holds NaN and every point lies in the lane', () => {
  const start = '2026-05-10T04:00:00+02:00'
  const values = fc.array(fc.option(fc.double({ min: -10, max: 400 })), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(values, values, fc.string({ unit: fc.constantFrom('0', '1', '3', '5', '?'), maxLength: 30 }), (met, hrv, class_5_min) => {
      const document = activity('2026-05-10', start, 0, { class_5_min, met: { interval: 60, items: met, timestamp: start } })
      const sleep = [
        night('2026-05-10', start, '2026-05-10T09:00:00+02:00', {
          hrv: { interval: 300, items: hrv, timestamp: start },
          heart_rate: { interval: 300, items: met, timestamp: start },
        }),
      ]
      const clock = dayClock('2026-05-10', { ...nothing, activity: [document], sleep }, 'Europe/Berlin', LATER)
      for (const one of [heartPlot(clock), metPlot(clock, 'red'), classPlot(clock)]) {
        const paths = [...one.series.flatMap(({ key }) => [linePath(one, key), areaPath(one, key)]), runPath(one.runs), dotPath(one)].join(
          '',
        )
        expect(paths).not.toMatch(/NaN|Infinity|undefined/)
        for (const { m } of one.dots?.points ?? []) expect(m >= 0 && m <= one.minutes).toBe(true)
        for (const { key } of one.series)
          for (const row of one.rows) {
            const value = row[key]
            if (typeof value === 'number') expect(yOf(one.domain, value)).toBeGreaterThanOrEqual(-0.001)
          }
      }
    }),
    { numRuns: 40 },
  )
})
