import { expect, test } from 'vitest'
import { movementPlot, nightHeartPlot, nightHeartScale } from '@/components/charts/night-plots'
import { bandPath, linePath, type Plot } from '@/components/charts/plot'
import { shortName } from '@/components/charts/trend-mark-row'
import { trendDots, trendPlot } from '@/components/charts/trend-plots'
import { addDays, eachDay } from '@/lib/domain/day'
import { nightChart } from '@/lib/domain/night-chart'
import { type TrendChoice, trendChoice } from '@/lib/domain/trend-choice'
import { trendFigure } from '@/lib/domain/trend-figure'
import { night } from '../fixtures/day-documents'

const TODAY = '2026-11-23'
const figure = (address: string, first: string, valueOn: (index: number) => number | null, other?: (index: number) => number | null) => {
  const choice: TrendChoice = trendChoice(new URLSearchParams(address), TODAY, first)
  const days = eachDay(first, TODAY)
  const series = (of: (index: number) => number | null) => ({ days, values: days.map((_, index) => of(index)) })
  return trendFigure(choice, series(valueOn), other ? series(other) : null, TODAY)
}

test('a second metric stands on its own axis: its least and its most lie where those of the first do', () => {
  const both = figure(
    'metric=steps&with=average_hrv&range=7d',
    addDays(TODAY, -6),
    (index) => 1000 * index,
    (index) => 40 + 5 * index,
  )
  const { rows, series } = trendPlot(both)
  const [first, last] = [rows[0], rows.at(-1)]
  expect(series.map(({ key, className }) => [key, className.split(' ')[0]])).toEqual([
    ['average_hrv', 'trend-other'],
    ['steps', 'trend-line'],
  ])
  expect(first?.average_hrv).toBeCloseTo(first?.steps ?? Number.NaN, 3)
  expect(last?.average_hrv).toBeCloseTo(last?.steps ?? Number.NaN, 3)
  expect(trendDots(both, 6).map(({ value }) => Math.round(value))).toEqual([6000, 6000])
})

test('of years the newest lies on top, the others grow paler until the fourth before it, and only the newest has a dot', () => {
  const years = figure('metric=steps&compare=years', '2020-01-01', () => 5000)
  expect(trendPlot(years).series.map(({ key, className }) => [key, className])).toEqual([
    ['y2020', 'trend-past trend-past-4'],
    ['y2021', 'trend-past trend-past-4'],
    ['y2022', 'trend-past trend-past-4'],
    ['y2023', 'trend-past trend-past-3'],
    ['y2024', 'trend-past trend-past-2'],
    ['y2025', 'trend-past trend-past-1'],
    ['y2026', 'trend-line'],
  ])
  expect(trendDots(years, 3)).toHaveLength(1)
})

test('of very many days some are drawn as one, from the first to the last, with the band around all of theirs', () => {
  const many = figure('metric=steps&range=all&step=day', '2020-01-01', (index) => (index % 5 === 0 ? 9000 : 4000 + (index % 3)))
  const { rows, minutes } = trendPlot(many)
  expect(rows.length).toBeLessThanOrEqual(730)
  expect([rows[0]?.m, rows.at(-1)?.m]).toEqual([0, minutes])
  const known = many.points.filter(({ low, high }) => low !== null && high !== null)
  const least = (values: (number | null | undefined)[]) => Math.min(...values.filter((value) => typeof value === 'number'))
  expect(least(rows.map(({ low }) => low))).toBe(least(known.map(({ low }) => low)))
})

test('a band is drawn where both of its sides are known', () => {
  const rows = [
    { m: 0, low: 1, high: 3 },
    { m: 1, low: 2, high: 4 },
    { m: 2, low: null, high: 5 },
    { m: 3, low: 3, high: 5 },
    { m: 4, low: 4, high: 6 },
  ]
  const plot: Plot = { minutes: 4, domain: [0, 10], rows, series: [], runs: [], dots: null }
  expect(bandPath(plot, 'low', 'high')).toBe('M0,70L1,60L1,80L0,90ZM3,50L4,40L4,60L3,70Z')
})

test('a night: still time has no bar, a silence breaks the line, and the lowest heart rate leaves room for its name', () => {
  const timestamp = '2026-09-21T23:00:00+02:00'
  const chart = nightChart(
    '2026-09-22',
    [
      night('2026-09-22', timestamp, '2026-09-22T00:00:00+02:00', {
        movement_30_sec: '1122431',
        heart_rate: { interval: 300, items: [50, 48, null, null, 41, 46], timestamp },
      }),
    ],
    'Europe/Berlin',
  )
  if (!chart) throw new Error('no night')
  expect(movementPlot(chart).runs.map(({ from, to, height }) => [from, to, height])).toEqual([
    [11, 12, 0.35],
    [12, 12.5, 1],
    [12.5, 13, 0.68],
  ])
  expect(linePath(nightHeartPlot(chart), 'hr').match(/M/g)).toHaveLength(2)
  const [bottom, top] = nightHeartScale(chart).domain
  expect((41 - bottom) / (top - bottom)).toBeGreaterThanOrEqual(0.2 - 1e-9)
})

test('a name beside a mark is as long as there is room for, whatever script it is written in', () => {
  expect(shortName('Rest mode')).toBe('Rest mode')
  expect(shortName('Late meal, 3 days')).toBe('Late meal, 3 days')
  expect(shortName('Course of antibiotics, 6 days')).toBe('Course of antibiotic…')
  expect(shortName('コーヒーを飲んだ夜はどうなるか、5日間')).toBe('コーヒーを飲んだ夜は…')
})
