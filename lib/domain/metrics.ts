/**
 * What a metric is measured in; `format.ts` knows how each is written. `minute_of_day` counts minutes of the wearer's wall clock from
 * midnight of the metric's own day, negative on the evening before, so that bedtimes average without a jump at midnight.
 */
export type Unit =
  | 'score'
  | 'count'
  | 'seconds'
  | 'minute_of_day'
  | 'kcal'
  | 'meters'
  | 'met'
  | 'met_minutes'
  | 'percent'
  | 'bpm'
  | 'ms'
  | 'breaths'
  | 'celsius_delta'
  | 'index'
  | 'ratio'
  | 'level'
  | 'years'
  | 'm_per_s'
  | 'ml_kg_min'

const contributors = <const Kind extends string, const Name extends string>(kind: Kind, names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [`${kind}_score_${name}`, 'score'])) as Record<`${Kind}_score_${Name}`, 'score'>

export const SLEEP_CONTRIBUTORS = ['total_sleep', 'efficiency', 'restfulness', 'rem_sleep', 'deep_sleep', 'latency', 'timing'] as const
export const READINESS_CONTRIBUTORS = [
  'resting_heart_rate',
  'hrv_balance',
  'body_temperature',
  'recovery_index',
  'previous_night',
  'sleep_balance',
  'sleep_regularity',
  'previous_day_activity',
  'activity_balance',
] as const
export const ACTIVITY_CONTRIBUTORS = [
  'stay_active',
  'move_every_hour',
  'meet_daily_targets',
  'training_frequency',
  'training_volume',
  'recovery_time',
] as const

/**
 * Every charted number, one a day: its name (a column of `daily_metric`, a word in `/api/trends`) and its unit. Derived from documents by
 * `daily-metrics.ts`, so that all of it can be rebuilt.
 */
export const METRICS = {
  sleep_score: 'score',
  readiness_score: 'score',
  activity_score: 'score',
  ...contributors('sleep', SLEEP_CONTRIBUTORS),
  ...contributors('readiness', READINESS_CONTRIBUTORS),
  ...contributors('activity', ACTIVITY_CONTRIBUTORS),
  steps: 'count',
  active_calories: 'kcal',
  total_calories: 'kcal',
  target_calories: 'kcal',
  walking_distance: 'meters',
  target_distance: 'meters',
  distance_to_target: 'meters',
  rest_time: 'seconds',
  inactive_time: 'seconds',
  low_time: 'seconds',
  medium_time: 'seconds',
  high_time: 'seconds',
  non_wear_time: 'seconds',
  low_met_minutes: 'met_minutes',
  medium_met_minutes: 'met_minutes',
  high_met_minutes: 'met_minutes',
  met_average: 'met',
  inactivity_alerts: 'count',
  total_sleep: 'seconds',
  deep_sleep: 'seconds',
  rem_sleep: 'seconds',
  light_sleep: 'seconds',
  awake_time: 'seconds',
  time_in_bed: 'seconds',
  nap_sleep: 'seconds',
  sleep_efficiency: 'percent',
  sleep_latency: 'seconds',
  restless_periods: 'count',
  bedtime_start: 'minute_of_day',
  bedtime_end: 'minute_of_day',
  sleep_midpoint: 'minute_of_day',
  lowest_heart_rate: 'bpm',
  average_heart_rate: 'bpm',
  average_hrv: 'ms',
  average_breath: 'breaths',
  temperature_deviation: 'celsius_delta',
  temperature_trend_deviation: 'celsius_delta',
  spo2: 'percent',
  breathing_disturbance_index: 'index',
  stress_time: 'seconds',
  recovery_time: 'seconds',
  stress_summary: 'level',
  resilience: 'level',
  resilience_sleep_recovery: 'index',
  resilience_daytime_recovery: 'index',
  resilience_stress: 'index',
  vascular_age: 'years',
  pulse_wave_velocity: 'm_per_s',
  vo2_max: 'ml_kg_min',
  workouts: 'count',
  workout_time: 'seconds',
  session_time: 'seconds',
  battery_lowest: 'percent',
  sleep_regularity: 'index',
  m10: 'met',
  m10_onset: 'minute_of_day',
  l5_onset: 'minute_of_day',
  relative_amplitude: 'ratio',
} as const satisfies Record<string, Unit>

/**
 * Which way of deriving these numbers this version has: to be raised with every change of it, and an archive that was derived in an older
 * way is derived anew in the background.
 */
export const DERIVATION = 4

export type Metric = keyof typeof METRICS
export type MetricRow = Record<Metric, number | null>

export const METRIC_NAMES = Object.keys(METRICS) as readonly Metric[]

export function isMetric(name: string): name is Metric {
  return Object.hasOwn(METRICS, name)
}

/** `daily_resilience.level` in Oura's order, 1 … 5; null for a level this version does not know. */
export const RESILIENCE_LEVELS = ['limited', 'adequate', 'solid', 'strong', 'exceptional'] as const
/** `daily_stress.day_summary`, 1 … 3 from calm to strained. */
export const STRESS_SUMMARIES = ['restored', 'normal', 'stressful'] as const
