import { expect, test } from 'vitest'
import { dailyMetrics } from '@/lib/domain/daily-metrics'
import { eachDay } from '@/lib/domain/day'
import { endedValues, unfinishedDays } from '@/lib/domain/measured-day'
import { readReport, reportRows } from '@/lib/domain/report'
import { trendFigure } from '@/lib/domain/trend-figure'
import { demoRing } from '@/lib/oura/demo-ring'

const TODAY = '2026-11-23'
const seconds = (day: string, inactive_time: number | null, more: object = {}) => ({ day, inactive_time, ...more })

test('the newest days are unfinished as long as what they are made of is shorter than the shortest day', () => {
  const [whole, part] = [23 * 3600, 23 * 3600 - 1]
  const of = (...given: (number | null)[]) => unfinishedDays(given.map((value, index) => seconds(`2026-11-2${index}`, value)))
  expect(of(whole, whole, whole)).toEqual([])
  expect(of(whole, whole, part)).toEqual(['2026-11-22'])
  expect(of(whole, part, 30)).toEqual(['2026-11-21', '2026-11-22'])
  // A day that stayed short before a whole one stays so, and one without activity says nothing.
  expect(of(part, whole, null)).toEqual([])
  expect(of(whole, part, null)).toEqual(['2026-11-21'])
  expect(of()).toEqual([])
  // The ring in a drawer is a whole day too.
  expect(unfinishedDays([seconds(TODAY, null, { non_wear_time: 86_400 })])).toEqual([])
})

test('every day of the demo ring but the running one is whole, on the days of a clock change too', () => {
  for (const [from, to] of [
    ['2026-10-20', '2026-10-30'],
    ['2026-03-25', '2026-04-02'],
    ['2026-11-15', TODAY],
  ] as const) {
    const ring = demoRing({ seed: 7, now: Date.parse(`${TODAY}T13:18:00Z`), zone: 'Europe/Berlin' })
    for (const day of eachDay(from, to)) {
      const row = dailyMetrics(day, { daily_activity: ring.documents('daily_activity', day, day) })
      expect(unfinishedDays([{ day, ...row }]), day).toEqual(day === TODAY ? [TODAY] : [])
    }
  }
})

const days = eachDay('2026-11-16', TODAY)
const steps = [8000, 9000, 10_000, 8000, 9000, 10_000, 3100, null]
const unfinished = ['2026-11-22']

test('yesterday until two o’clock is no day: not the lowest of a report, and not missing; no part of a week', () => {
  const report = readReport(new URLSearchParams('from=2026-11-16&to=2026-11-23&metrics=steps'), TODAY)
  const [row] = reportRows(report, { days, metrics: { steps }, unfinished }, TODAY)
  expect(row).toMatchObject({ days: 6, lowest: { value: 8000 }, mean: 9000, missing: [] })
  const choice = { metric: 'steps', other: null, from: days[0], to: TODAY, step: 'week', compare: null, isAll: false, year: 2026 }
  const figure = trendFigure(choice as unknown as Parameters<typeof trendFigure>[0], { days, values: steps, unfinished }, null, TODAY)
  expect(figure.points.map(({ value }) => value)[0]).toBe(9000)
})

test('what belongs to a night is told of every day; nothing is copied where nothing is left out', () => {
  expect(endedValues('average_hrv', { days, values: steps, unfinished }, TODAY)).toBe(steps)
  expect(endedValues('steps', { days, values: steps, unfinished }, TODAY)).toEqual([...steps.slice(0, 6), null, null])
  expect(endedValues('steps', { days, values: steps }, TODAY)).toBe(steps)
  expect(endedValues('steps', { days, values: steps, unfinished: ['2026-12-24'] }, TODAY)).toBe(steps)
})
