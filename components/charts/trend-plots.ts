import type { TrendFigure } from '@/lib/domain/trend-figure'
import { metricClass } from './metric-color'
import type { Plot, PlotRow, PlotSeries } from './plot'

/** Earlier years grow paler; those before the fourth are alike. */
const YEAR_SHADES = 4

/** The length of the axis in places: its ends are the first and the last point. A lone point stands at the left. */
export const trendLength = (figure: TrendFigure) => Math.max(1, figure.slots.length - 1)

/** A line of more places than these would have several in every pixel of a phone. */
const MOST_ROWS = 730

/** Line and band as they are drawn: of very many places some together, the line at their middle, the band around all of theirs. */
function drawnRows(points: TrendFigure['points']) {
  const step = Math.ceil(points.length / MOST_ROWS)
  if (step <= 1) return points.map((point, m) => ({ ...point, m }))
  return Array.from({ length: Math.ceil(points.length / step) }, (_, column) => {
    const some = points.slice(column * step, (column + 1) * step)
    const last = (column + 1) * step >= points.length
    const at = column === 0 ? 0 : last ? some.length - 1 : step >> 1
    const { line = null, low = null, high = null } = some[at] ?? {}
    const around = { m: column * step + at, line, low, high }
    for (const one of some) {
      if (around.low !== null) around.low = Math.min(around.low, one.low ?? around.low)
      if (around.high !== null) around.high = Math.max(around.high, one.high ?? around.high)
    }
    return around
  })
}

function alone({ points, scale }: TrendFigure): Pick<Plot, 'rows' | 'series' | 'front'> {
  const isDaily = points.every(({ from, to }) => from === to)
  const dots = points.flatMap(({ value, isOutlier }, m) => (value === null ? [] : [{ m, value, isOutlier }]))
  const inside = (value: number | null) => (value === null ? null : Math.min(scale.domain[1], Math.max(scale.domain[0], value)))
  return {
    rows: drawnRows(points).map(({ m, line, low, high }): PlotRow => ({ m, line, low: inside(low), high: inside(high) })),
    series: [
      { key: 'low', top: 'high', kind: 'band', className: 'trend-band' },
      { key: 'line', kind: 'line', className: 'trend-line' },
    ],
    front: isDaily
      ? [
          { className: 'trend-dots', points: dots.filter((dot) => !dot.isOutlier) },
          { className: 'trend-outliers', points: dots.filter((dot) => dot.isOutlier) },
        ]
      : [],
  }
}

/** A value of the second metric as a value of the first one's scale, so that both stand on their own axes in one plot. */
function onFirstScale({ scale, otherScale }: TrendFigure, value: number | null): number | null {
  if (value === null || !otherScale) return value
  const [low, high] = otherScale.domain
  return scale.domain[0] + ((value - low) / (high - low)) * (scale.domain[1] - scale.domain[0])
}

function lined(figure: TrendFigure): Pick<Plot, 'rows' | 'series'> {
  const { lines, mode, slots } = figure
  const values = (index: number, at: number) => {
    const value = lines[index]?.values[at] ?? null
    return mode === 'other' && index === 1 ? onFirstScale(figure, value) : value
  }
  const className = (index: number) => {
    if (index === 0) return 'trend-line'
    if (mode === 'other') return `trend-other ${metricClass(lines[index]?.metric ?? figure.metric)}`
    return mode === 'years' ? `trend-past trend-past-${Math.min(index, YEAR_SHADES)}` : 'trend-past'
  }
  return {
    rows: slots.map((_, m) => Object.assign({ m }, ...lines.map(({ key }, index) => ({ [key]: values(index, m) })))),
    // The newest on top.
    series: lines.map(({ key }, index): PlotSeries => ({ key, kind: 'line', className: className(index) })).reverse(),
  }
}

/** A figure as a plot: x is the place, y the value of the first metric. */
export function trendPlot(figure: TrendFigure): Plot {
  return {
    minutes: trendLength(figure),
    domain: figure.scale.domain,
    runs: [],
    dots: null,
    ...(figure.mode === 'alone' ? alone(figure) : lined(figure)),
  }
}

/** Where dots sit on the crosshair: each line's value there, in values of the first scale. */
export function trendDots(figure: TrendFigure, index: number): { value: number; className: string }[] {
  if (figure.mode === 'alone') {
    const { value = null, line = null } = figure.points[index] ?? {}
    const shown = value ?? line
    return shown === null ? [] : [{ value: shown, className: 'metric-fill' }]
  }
  return figure.lines.flatMap(({ values, metric }, at) => {
    const value = values[index] ?? null
    const shown = figure.mode === 'other' && at === 1 ? onFirstScale(figure, value) : value
    const className = at === 0 ? 'metric-fill' : figure.mode === 'other' ? `${metricClass(metric)} metric-fill` : 'trend-past-dot'
    return shown === null || (figure.mode === 'years' && at > 0) ? [] : [{ value: shown, className: `${className} trend-dot-${at}` }]
  })
}
