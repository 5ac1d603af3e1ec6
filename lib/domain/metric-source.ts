import type { Collection } from '@/lib/oura/collections'
import { ACTIVITY_CONTRIBUTORS, METRIC_NAMES, type Metric, READINESS_CONTRIBUTORS, SLEEP_CONTRIBUTORS } from './metrics'

/**
 * How a metric comes about, as `daily-metrics.ts` and `rhythm-metrics.ts` do it: `sent` and `main` are Oura's field as it is (of the day's
 * newest document, of the main night), `worn` but for days on which the ring was not worn, `measured` and `main_measured` without Oura's zeros; the others are ours, a sentence each.
 */
export type MetricRule =
  | 'sent'
  | 'worn'
  | 'measured'
  | 'level'
  | 'main'
  | 'main_measured'
  | 'main_heart'
  | 'kept'
  | 'naps'
  | 'clock'
  | 'midpoint'
  | 'count'
  | 'covered'
  | 'lowest'
  | 'regularity'
  | 'm10'
  | 'm10_onset'
  | 'l5_onset'
  | 'amplitude'

/** Where a metric is read from: a collection, and the field in its documents, outermost name first. */
export type MetricSource = { collection: Collection; path: readonly string[]; rule: MetricRule }

const field = (collection: Collection, path: string, rule: MetricRule = 'sent'): MetricSource => ({
  collection,
  path: path.split('.'),
  rule,
})

const contributors = <const Kind extends string, const Name extends string>(kind: Kind, names: readonly Name[], from: Collection) =>
  Object.fromEntries(names.map((name) => [`${kind}_score_${name}`, field(from, `contributors.${name}`)])) as Record<
    `${Kind}_score_${Name}`,
    MetricSource
  >

export const METRIC_SOURCES: Record<Metric, MetricSource> = {
  sleep_score: field('daily_sleep', 'score'),
  readiness_score: field('daily_readiness', 'score'),
  activity_score: field('daily_activity', 'score'),
  ...contributors('sleep', SLEEP_CONTRIBUTORS, 'daily_sleep'),
  ...contributors('readiness', READINESS_CONTRIBUTORS, 'daily_readiness'),
  ...contributors('activity', ACTIVITY_CONTRIBUTORS, 'daily_activity'),
  steps: field('daily_activity', 'steps', 'worn'),
  active_calories: field('daily_activity', 'active_calories', 'worn'),
  total_calories: field('daily_activity', 'total_calories', 'worn'),
  target_calories: field('daily_activity', 'target_calories'),
  walking_distance: field('daily_activity', 'equivalent_walking_distance', 'worn'),
  target_distance: field('daily_activity', 'target_meters'),
  distance_to_target: field('daily_activity', 'meters_to_target', 'worn'),
  rest_time: field('daily_activity', 'resting_time', 'worn'),
  inactive_time: field('daily_activity', 'sedentary_time', 'worn'),
  low_time: field('daily_activity', 'low_activity_time', 'worn'),
  medium_time: field('daily_activity', 'medium_activity_time', 'worn'),
  high_time: field('daily_activity', 'high_activity_time', 'worn'),
  non_wear_time: field('daily_activity', 'non_wear_time'),
  low_met_minutes: field('daily_activity', 'low_activity_met_minutes', 'worn'),
  medium_met_minutes: field('daily_activity', 'medium_activity_met_minutes', 'worn'),
  high_met_minutes: field('daily_activity', 'high_activity_met_minutes', 'worn'),
  met_average: field('daily_activity', 'average_met_minutes', 'measured'),
  inactivity_alerts: field('daily_activity', 'inactivity_alerts', 'worn'),
  total_sleep: field('sleep', 'total_sleep_duration', 'kept'),
  deep_sleep: field('sleep', 'deep_sleep_duration', 'kept'),
  rem_sleep: field('sleep', 'rem_sleep_duration', 'kept'),
  light_sleep: field('sleep', 'light_sleep_duration', 'kept'),
  awake_time: field('sleep', 'awake_time', 'kept'),
  time_in_bed: field('sleep', 'time_in_bed', 'kept'),
  nap_sleep: field('sleep', 'total_sleep_duration', 'naps'),
  sleep_efficiency: field('sleep', 'efficiency', 'main_measured'),
  sleep_latency: field('sleep', 'latency', 'main'),
  restless_periods: field('sleep', 'restless_periods', 'main'),
  bedtime_start: field('sleep', 'bedtime_start', 'clock'),
  bedtime_end: field('sleep', 'bedtime_end', 'clock'),
  sleep_midpoint: field('sleep', 'bedtime_start', 'midpoint'),
  lowest_heart_rate: field('sleep', 'lowest_heart_rate', 'main_heart'),
  average_heart_rate: field('sleep', 'average_heart_rate', 'main_heart'),
  average_hrv: field('sleep', 'average_hrv', 'main_measured'),
  average_breath: field('sleep', 'average_breath', 'main_measured'),
  temperature_deviation: field('daily_readiness', 'temperature_deviation'),
  temperature_trend_deviation: field('daily_readiness', 'temperature_trend_deviation'),
  spo2: field('daily_spo2', 'spo2_percentage.average', 'measured'),
  breathing_disturbance_index: field('daily_spo2', 'breathing_disturbance_index'),
  stress_time: field('daily_stress', 'stress_high'),
  recovery_time: field('daily_stress', 'recovery_high'),
  stress_summary: field('daily_stress', 'day_summary', 'level'),
  resilience: field('daily_resilience', 'level', 'level'),
  resilience_sleep_recovery: field('daily_resilience', 'contributors.sleep_recovery'),
  resilience_daytime_recovery: field('daily_resilience', 'contributors.daytime_recovery'),
  resilience_stress: field('daily_resilience', 'contributors.stress'),
  vascular_age: field('daily_cardiovascular_age', 'vascular_age', 'measured'),
  pulse_wave_velocity: field('daily_cardiovascular_age', 'pulse_wave_velocity', 'measured'),
  vo2_max: field('vO2_max', 'vo2_max', 'measured'),
  workouts: field('workout', 'activity', 'count'),
  workout_time: field('workout', 'start_datetime', 'covered'),
  session_time: field('session', 'start_datetime', 'covered'),
  battery_lowest: field('ring_battery_level', 'level', 'lowest'),
  sleep_regularity: field('sleep', 'bedtime_start', 'regularity'),
  m10: field('daily_activity', 'met.items', 'm10'),
  m10_onset: field('daily_activity', 'met.items', 'm10_onset'),
  l5_onset: field('daily_activity', 'met.items', 'l5_onset'),
  relative_amplitude: field('daily_activity', 'met.items', 'amplitude'),
}

const OURAS: readonly MetricRule[] = ['sent', 'worn', 'measured', 'level', 'main', 'main_measured', 'main_heart']

/** Whose number it is: Oura's own, or made here from Oura's documents. */
export function whoseNumber({ rule }: MetricSource): 'oura' | 'ours' {
  return OURAS.includes(rule) ? 'oura' : 'ours'
}

/** The numbers that can be read from some collections alone. */
export function metricsFrom(collections: ReadonlySet<string>): Metric[] {
  return METRIC_NAMES.filter((name) => collections.has(METRIC_SOURCES[name].collection))
}
