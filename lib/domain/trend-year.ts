import { quantile } from './baseline'
import { addDays, type Day, weekday } from './day'
import { METRICS, type Metric } from './metrics'
import { type DailySeries, valuesOf } from './trend-slots'

/** 0 the lowest (an outline) … 4 the highest; null without a value. */
export type HeatLevel = 0 | 1 | 2 | 3 | 4
export type HeatCell = { day: Day; column: number; row: number; value: number | null; level: HeatLevel | null; isAhead: boolean }
export type HeatHalf = { first: Day; columns: number; cells: HeatCell[] }
export type YearHeat = { halves: HeatHalf[]; limits: number[] }

const SCORE_LIMITS = [60, 70, 78, 85]

/** Where the four upper levels begin: Oura's words for a score, else fifths of the year's own days. Null when they cannot be told apart. */
function heatLimits(metric: Metric, values: readonly (number | null)[]): number[] {
  if (METRICS[metric] === 'score') return SCORE_LIMITS
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  return [...new Set([0.2, 0.4, 0.6, 0.8].map((share) => quantile(sorted, share)))].filter((limit) => Number.isFinite(limit))
}

/** A year day by day, in two halves of weeks (a column is a week, Monday on top); days after `today` are ahead. */
export function yearHeat(metric: Metric, series: DailySeries, year: number, today: Day): YearHeat {
  const values = valuesOf(series, `${year}-01-01`, `${year}-12-31`)
  const limits = heatLimits(metric, values)
  const levelOf = (value: number): HeatLevel => {
    const reached = limits.filter((limit) => value >= limit).length
    return (limits.length === 4 ? reached : Math.round((reached / Math.max(1, limits.length)) * 4)) as HeatLevel
  }
  const half = (first: Day, last: Day): HeatHalf => {
    const lead = weekday(first) - 1
    const cells: HeatCell[] = []
    for (let day = first, index = 0; day <= last; day = addDays(day, 1), index++) {
      const value = valuesOf(series, day, day)[0] ?? null
      const place = lead + index
      cells.push({
        day,
        column: Math.floor(place / 7),
        row: place % 7,
        value,
        level: value === null ? null : levelOf(value),
        isAhead: day > today,
      })
    }
    return { first, columns: (cells.at(-1)?.column ?? 0) + 1, cells }
  }
  return { halves: [half(`${year}-01-01`, `${year}-06-30`), half(`${year}-07-01`, `${year}-12-31`)], limits }
}
