import { USUAL_DAYS, usual, usualRange } from './baseline'
import type { Day } from './day'
import { ACTIVITY_CONTRIBUTORS, type Metric, READINESS_CONTRIBUTORS, SLEEP_CONTRIBUTORS } from './metrics'

const of = <const Kind extends string, const Name extends string>(kind: Kind, names: readonly Name[]) =>
  names.map((name) => `${kind}_score_${name}` as const)

/** The numbers that the Day and Night pages show or compare with their usual: one request serves both. */
export const DAY_METRICS = [
  'sleep_score',
  'readiness_score',
  'activity_score',
  ...of('sleep', SLEEP_CONTRIBUTORS),
  ...of('readiness', READINESS_CONTRIBUTORS),
  ...of('activity', ACTIVITY_CONTRIBUTORS),
  'steps',
  'active_calories',
  'target_calories',
  'walking_distance',
  'distance_to_target',
  'inactive_time',
  'medium_time',
  'high_time',
  'medium_met_minutes',
  'high_met_minutes',
  'non_wear_time',
  'met_average',
  'inactivity_alerts',
  'total_sleep',
  'deep_sleep',
  'rem_sleep',
  'light_sleep',
  'awake_time',
  'time_in_bed',
  'nap_sleep',
  'sleep_efficiency',
  'sleep_latency',
  'restless_periods',
  'bedtime_start',
  'bedtime_end',
  'sleep_midpoint',
  'lowest_heart_rate',
  'average_hrv',
  'average_breath',
  'temperature_deviation',
  'spo2',
  'breathing_disturbance_index',
  'stress_time',
  'recovery_time',
  'stress_summary',
  'resilience',
  'vascular_age',
  'pulse_wave_velocity',
  'vo2_max',
] as const satisfies readonly Metric[]

export type DayMetric = (typeof DAY_METRICS)[number]

/** A day and the 30 before it, oldest first: the last entry of each series is the day itself. */
export type DayTrends = { days: readonly Day[]; metrics: Readonly<Record<DayMetric, readonly (number | null)[]>> }

/** The range of `/api/trends` that a day's page asks for. */
export const dayTrendRange = (day: Day) => ({ ...usualRange(day), bucket: 'day' as const })

/** The day's own number; null where Oura sent none. */
export function dayValue(trends: DayTrends, metric: DayMetric): number | null {
  return trends.metrics[metric].at(-1) ?? null
}

/** What is usual for a metric, without the day itself. */
export function usualOf(trends: DayTrends, metric: DayMetric) {
  return usual(trends.metrics[metric])
}

/** The last `count` values, the day itself included. */
export function lastOf(trends: DayTrends, metric: DayMetric, count: number = USUAL_DAYS): readonly (number | null)[] {
  return trends.metrics[metric].slice(-count)
}
