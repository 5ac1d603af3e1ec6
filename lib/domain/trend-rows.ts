import { csvText } from './csv'
import { figureValues, type TrendFigure } from './trend-figure'

const cell = (value: number | null | undefined) => (value == null ? null : String(Math.round(value * 1000) / 1000))

/** The chart as CSV, a row a place: plain numbers in the metric's own unit, ISO days, nothing where nothing is known. */
export function trendCsv(figure: TrendFigure): string {
  const { mode, metric, slots, points, lines, past } = figure
  if (mode === 'alone') {
    const rows = points.map(({ from, to, value, line, low, high }) => [from, to, cell(value), cell(line), cell(low), cell(high)])
    return csvText(['from', 'to', metric, 'line', 'low', 'high'], rows)
  }
  const names = lines.map(({ key, metric: name, year }) => (year !== null ? `${name}_${year}` : mode === 'other' ? name : `${name}_${key}`))
  const rows = slots.map(({ from, to }, index) => [
    ...(mode === 'years' ? [from.slice(5), to.slice(5)] : [from, to]),
    ...(past.length > 0 ? [past[index]?.from, past[index]?.to] : []),
    ...figureValues(figure, index).map(cell),
  ])
  return csvText(['from', 'to', ...(past.length > 0 ? ['past_from', 'past_to'] : []), ...names], rows)
}
