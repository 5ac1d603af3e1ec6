import { sideOf } from './block-bootstrap'
import { type Correlation, chanceOf, correlate, correlation, type DayPairs, noCorrelation } from './correlation'
import { addDays, type Day } from './day'
import { falseDiscovery } from './false-discovery'
import type { Metric } from './metrics'

/** Days by which the second number is looked at later than the first. */
export const LAGS = [-3, -2, -1, 0, 1, 2, 3] as const
export type Lag = (typeof LAGS)[number]

/** A metric's numbers over some days, one a day, null where there is none. */
export type DaySeries = { metric: Metric; values: readonly (number | null)[] }

/** Why nothing is told of a lag: too few days with both, a number that is always the same, or a number against itself. */
export type NoRelation = 'few' | 'constant' | 'same'
export type LagRelation = { lag: Lag; known: Correlation; none: null } | { lag: Lag; known: null; none: NoRelation }

/** The second value `lag` days after the first, for every day that both could have. */
export function lagPairs(x: DaySeries['values'], y: DaySeries['values'], lag: number): DayPairs {
  return x.flatMap((value, index) => {
    const at = index + lag
    if (at < 0 || at >= y.length) return []
    const later = y[at] ?? null
    return [value === null || later === null ? null : ([value, later] as const)]
  })
}

/** How two metrics go together at each lag. */
export function relation(x: DaySeries, y: DaySeries): LagRelation[] {
  return LAGS.map((lag) => {
    const pairs = lagPairs(x.values, y.values, lag)
    const none = lag === 0 && x.metric === y.metric ? 'same' : noCorrelation(pairs)
    return none ? { lag, known: null, none } : { lag, known: correlation(pairs, 100 + lag), none: null }
  })
}

/** How many lags could be told, and of those how many have an interval that leaves zero out. */
export function lagsTold(lags: readonly LagRelation[]): { told: number; clear: number } {
  const told = lags.flatMap(({ known }) => (known ? [known] : []))
  return { told: told.length, clear: told.filter(({ interval }) => sideOf(interval) !== 0).length }
}

/** One day of the scatter: the day of the first number, and both. */
export type RelationPoint = { day: Day; later: Day; x: number; y: number }

export function relationPoints(days: readonly Day[], x: DaySeries['values'], y: DaySeries['values'], lag: number): RelationPoint[] {
  return days.flatMap((day, index) => {
    const [first, second] = [x[index] ?? null, y[index + lag] ?? null]
    return first === null || second === null ? [] : [{ day, later: addDays(day, lag), x: first, y: second }]
  })
}

/** A link that stood when many were looked at together. */
export type Link = { metric: Metric } & Pick<Correlation, 'r' | 'rho' | 'days'>

/** At most one in twenty of the links that are listed may be there by chance. */
export const DISCOVERY = 0.05

/**
 * The metrics that go with `x` at this lag, the closest first: those that stand after Benjamini & Hochberg at 5 % over all that were looked
 * at. `looked` counts these.
 */
export function strongestLinks(x: DaySeries, others: readonly DaySeries[], lag: number): { looked: number; links: Link[] } {
  const found = others
    .filter(({ metric }) => !isMadeOf(x.metric, metric))
    .flatMap(({ metric, values }) => {
      const pairs = lagPairs(x.values, values, lag)
      return noCorrelation(pairs) ? [] : [{ metric, ...correlate(pairs) }]
    })
  const stands = falseDiscovery(found.map(chanceOf), DISCOVERY)
  const links = found.filter((_, index) => stands[index]).sort((a, b) => Math.abs(b.r) - Math.abs(a.r))
  return { looked: found.length, links: links.map(({ metric, r, rho, days }) => ({ metric, r, rho, days })) }
}

const FAMILIES: readonly (readonly Metric[])[] = [
  ['active_calories', 'total_calories', 'walking_distance', 'distance_to_target', 'steps', 'met_average'],
  ['low_time', 'low_met_minutes'],
  ['medium_time', 'medium_met_minutes'],
  ['high_time', 'high_met_minutes', 'workout_time', 'workouts'],
  ['total_sleep', 'time_in_bed', 'deep_sleep', 'rem_sleep', 'light_sleep', 'awake_time', 'sleep_efficiency'],
  ['bedtime_start', 'bedtime_end', 'sleep_midpoint'],
  ['lowest_heart_rate', 'average_heart_rate'],
  ['temperature_deviation', 'temperature_trend_deviation'],
  ['stress_time', 'stress_summary', 'recovery_time'],
  ['vascular_age', 'pulse_wave_velocity'],
  ['target_calories', 'target_distance', 'distance_to_target'],
  ['nap_sleep', 'total_sleep', 'time_in_bed'],
  ['m10', 'relative_amplitude'],
]

/** Whether two metrics share their making: one itself, a score and its contributors, a sum and its parts. That they go together is no news. */
export function isMadeOf(a: Metric, b: Metric): boolean {
  const score = (metric: Metric) => /^(sleep|readiness|activity)_score|^resilience/.exec(metric)?.[0]
  if (a === b || (score(a) !== undefined && score(a) === score(b))) return true
  return FAMILIES.some((family) => family.includes(a) && family.includes(b))
}
