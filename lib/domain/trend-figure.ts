import type { Day } from './day'
import { endedValues, isNightly } from './measured-day'
import { METRICS, type Metric } from './metrics'
import type { Comparison, TrendChoice } from './trend-choice'
import { comparedDaysBack, comparedValues, yearLines, yearSlots } from './trend-compare'
import { type TrendPoint, trendPoints } from './trend-points'
import { trendScale } from './trend-scale'
import type { DailySeries, Slot } from './trend-slots'
import { type TrendTick, trendTicks } from './trend-ticks'
import type { ValueScale } from './value-scale'

/** What the chart shows: one metric with what is usual, a second metric beside it, or one metric against another time. */
export type FigureMode = 'alone' | 'other' | Comparison
export type FigureLine = { key: string; metric: Metric; year: number | null; values: readonly (number | null)[] }

export type TrendFigure = {
  mode: FigureMode
  metric: Metric
  slots: readonly Slot[]
  /** The days of the chosen metric that the places are made of. */
  series: DailySeries
  ticks: readonly TrendTick[]
  /** Of the chosen metric alone: the value, its baseline or median, its band. Empty in every other mode. */
  points: readonly TrendPoint[]
  /** The lines of every other mode, the first the chosen metric (the newest year), the rest what it is compared with. */
  lines: readonly FigureLine[]
  /** The earlier days that each place is compared with; empty unless the mode is one of an earlier range. */
  past: readonly Slot[]
  scale: ValueScale
  /** The scale of a second metric, which shares nothing with the first. */
  otherScale: ValueScale | null
}

const scaleOf = (metric: Metric, values: readonly (number | null)[]) => trendScale(values, METRICS[metric])

function alone({ metric, from, to, step }: TrendChoice, series: DailySeries, today: Day) {
  // What was counted so far lies outside what is usual of whole days, and says nothing by it.
  const isUnderWay = (point: TrendPoint) => point.to === today && !isNightly(metric)
  const points = trendPoints(metric, series, from, to, step).map((point) => (isUnderWay(point) ? { ...point, isOutlier: false } : point))
  const scale = scaleOf(
    metric,
    points.flatMap(({ value, line, low, high }) => [value, line, low, high]),
  )
  return { slots: points, points, lines: [], past: [], scale, otherScale: null }
}

function beside({ metric, from, to, step }: TrendChoice, series: DailySeries, other: Metric, second: DailySeries) {
  const line = (of: Metric, data: DailySeries): FigureLine => ({
    key: of,
    metric: of,
    year: null,
    values: trendPoints(of, data, from, to, step).map(({ value }) => value),
  })
  const lines = [line(metric, series), line(other, second)]
  const [own, laid] = lines
  return {
    slots: trendPoints(metric, series, from, to, step),
    points: [],
    lines,
    past: [],
    scale: scaleOf(metric, own?.values ?? []),
    otherScale: scaleOf(other, laid?.values ?? []),
  }
}

function against(choice: TrendChoice, series: DailySeries, compare: 'previous' | 'last-year') {
  const { metric } = choice
  const rows = comparedValues(series, choice, comparedDaysBack(choice, compare))
  const lines = [
    { key: 'now', metric, year: null, values: rows.map(({ value }) => value) },
    { key: 'past', metric, year: null, values: rows.map(({ past }) => past.value) },
  ]
  const scale = scaleOf(
    metric,
    lines.flatMap(({ values }) => values),
  )
  return { slots: rows, points: [], lines, past: rows.map(({ past }) => past), scale, otherScale: null }
}

function years({ metric, to }: TrendChoice, series: DailySeries) {
  const lines = yearLines(series, to)
    .reverse()
    .map(({ year, values }) => ({ key: `y${year}`, metric, year, values }))
  const scale = scaleOf(
    metric,
    lines.flatMap(({ values }) => values),
  )
  return { slots: yearSlots(), points: [], lines, past: [], scale, otherScale: null }
}

/**
 * The chart of a choice. `known` holds the days that `neededDays` names; `besides` those of the other metric; `today` is under way: what was
 * counted of it by now is a point of its own, and no part of a week, a month or a year.
 */
export function trendFigure(choice: TrendChoice, known: DailySeries, besides: DailySeries | null, today: Day): TrendFigure {
  const { metric, other, compare } = choice
  const isDaily = choice.step === 'day' && (compare !== 'years' || other !== null)
  const told = (of: Metric, data: DailySeries): DailySeries => (isDaily ? data : { ...data, values: endedValues(of, data, today) })
  const series = told(metric, known)
  const second = besides && told(other ?? metric, besides)
  const [mode, parts] =
    other !== null && second !== null
      ? (['other', beside(choice, series, other, second)] as const)
      : compare === 'years'
        ? (['years', years(choice, series)] as const)
        : compare !== null
          ? ([compare, against(choice, series, compare)] as const)
          : (['alone', alone(choice, series, today)] as const)
  const ticks = trendTicks(parts.slots)
  // Every year lies on one calendar, whose January belongs to none of them.
  return { mode, metric, series, ...parts, ticks: mode === 'years' ? ticks.map((tick) => ({ ...tick, name: 'month' })) : ticks }
}

/** The values at a place, in the order of the lines; of a metric alone its value. */
export function figureValues(figure: TrendFigure, index: number): (number | null)[] {
  if (figure.mode === 'alone') return [figure.points[index]?.value ?? null]
  return figure.lines.map(({ values }) => values[index] ?? null)
}

/** The newest place with a value, where the readout rests; the last place when there is none. */
export function restingPlace(figure: TrendFigure): number {
  const found = figure.slots.findLastIndex((_, index) => (figureValues(figure, index)[0] ?? null) !== null)
  return found < 0 ? Math.max(0, figure.slots.length - 1) : found
}

/** The places whose days lie between two places, both included, as one range of days. */
export function placesRange(figure: TrendFigure, one: number, two: number): { from: Day; to: Day } | null {
  const [first, last] = [figure.slots[Math.min(one, two)], figure.slots[Math.max(one, two)]]
  return first && last ? { from: first.from, to: last.to } : null
}
