import { quantile } from './baseline'
import { addDays, type Day, daysBetween, weekday } from './day'
import { isNightly } from './measured-day'
import { METRIC_NAMES, type Metric } from './metrics'
import { MOST_POINTS } from './trend-choice'

/** What is shown small at first; the rest on request. */
export const SMALL_METRICS = [
  'sleep_score',
  'readiness_score',
  'activity_score',
  'steps',
  'total_sleep',
  'average_hrv',
  'lowest_heart_rate',
  'temperature_deviation',
  'average_breath',
] as const satisfies readonly Metric[]

const RECENT_DAYS = 7
const FEWEST = 5

export type SmallTrend = {
  metric: Metric
  values: readonly (number | null)[]
  /** The median of the last 7 days (of the last whole week where a value is a week); null where nothing is known of them. */
  recent: number | null
  median: number | null
  /** The middle half of the whole range. */
  band: { low: number; high: number } | null
}

/** The metrics to be shown small beside the chosen one. */
export const smallMetrics = (chosen: Metric, isAll: boolean): readonly Metric[] =>
  isAll ? METRIC_NAMES : SMALL_METRICS.filter((metric) => metric !== chosen).slice(0, 8)

/** A week against itself says nothing: the small pictures show a month at least. */
const LEAST_DAYS = 30

/** The days of the small pictures: a value a day up to 400 days, above a mean a week, for a line of a few hundred pixels shows no more. */
export function smallRange(from: Day, to: Day): { from: Day; to: Day; bucket: 'day' | 'week' } {
  const month = addDays(to, 1 - LEAST_DAYS)
  return { from: month < from ? month : from, to, bucket: daysBetween(from, to) + 1 > MOST_POINTS ? 'week' : 'day' }
}

/** Whether the week that a range ends in is over by `today`: on its Sunday the nights are all here, and what is counted by day is not. */
export const isWholeWeek = (metric: Metric, to: Day, today: Day): boolean => weekday(to) === 7 && (to < today || isNightly(metric))

const sorted = (values: readonly (number | null)[]) => values.filter((value) => value !== null).sort((a, b) => a - b)

/**
 * One metric over a range against itself: its last week and the range's median and middle half. Null where nothing at all is known.
 * `isWhole`: the last week is over; before that it is no value of what is counted by day.
 */
export function smallTrend(metric: Metric, told: readonly (number | null)[], bucket: 'day' | 'week', isWhole = true): SmallTrend | null {
  const isPart = bucket === 'week' && !isWhole && !isNightly(metric) && told.length > 0
  const values = isPart ? told.with(-1, null) : told
  const known = sorted(values)
  if (known.length === 0) return null
  // A week that is not over is no week: on a Monday morning it would be that morning.
  const week = isWhole ? values.slice(-1) : values.slice(-2, -1)
  const recent = sorted(bucket === 'day' ? values.slice(-RECENT_DAYS) : week)
  return {
    metric,
    values,
    recent: recent.length > 0 ? quantile(recent, 0.5) : null,
    median: quantile(known, 0.5),
    band: known.length < FEWEST ? null : { low: quantile(known, 0.25), high: quantile(known, 0.75) },
  }
}
