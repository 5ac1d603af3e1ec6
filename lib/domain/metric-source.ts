import type { Collection } from '@/lib/oura/collections'
import { METRIC_NAMES, type Metric } from './metrics'

type Prefixed = `${'sleep' | 'readiness' | 'activity'}_score_${string}`

/** The collection that each number is read from; those of contributors follow their score. */
const SOURCES: Record<Exclude<Metric, Prefixed>, Collection> = {
  sleep_score: 'daily_sleep',
  readiness_score: 'daily_readiness',
  activity_score: 'daily_activity',
  steps: 'daily_activity',
  active_calories: 'daily_activity',
  total_calories: 'daily_activity',
  target_calories: 'daily_activity',
  walking_distance: 'daily_activity',
  target_distance: 'daily_activity',
  distance_to_target: 'daily_activity',
  rest_time: 'daily_activity',
  inactive_time: 'daily_activity',
  low_time: 'daily_activity',
  medium_time: 'daily_activity',
  high_time: 'daily_activity',
  non_wear_time: 'daily_activity',
  low_met_minutes: 'daily_activity',
  medium_met_minutes: 'daily_activity',
  high_met_minutes: 'daily_activity',
  met_average: 'daily_activity',
  inactivity_alerts: 'daily_activity',
  total_sleep: 'sleep',
  deep_sleep: 'sleep',
  rem_sleep: 'sleep',
  light_sleep: 'sleep',
  awake_time: 'sleep',
  time_in_bed: 'sleep',
  nap_sleep: 'sleep',
  sleep_efficiency: 'sleep',
  sleep_latency: 'sleep',
  restless_periods: 'sleep',
  bedtime_start: 'sleep',
  bedtime_end: 'sleep',
  sleep_midpoint: 'sleep',
  lowest_heart_rate: 'sleep',
  average_heart_rate: 'sleep',
  average_hrv: 'sleep',
  average_breath: 'sleep',
  temperature_deviation: 'daily_readiness',
  temperature_trend_deviation: 'daily_readiness',
  spo2: 'daily_spo2',
  breathing_disturbance_index: 'daily_spo2',
  stress_time: 'daily_stress',
  recovery_time: 'daily_stress',
  stress_summary: 'daily_stress',
  resilience: 'daily_resilience',
  resilience_sleep_recovery: 'daily_resilience',
  resilience_daytime_recovery: 'daily_resilience',
  resilience_stress: 'daily_resilience',
  vascular_age: 'daily_cardiovascular_age',
  pulse_wave_velocity: 'daily_cardiovascular_age',
  vo2_max: 'vO2_max',
  workouts: 'workout',
  workout_time: 'workout',
  session_time: 'session',
  battery_lowest: 'ring_battery_level',
  sleep_regularity: 'sleep',
  m10: 'daily_activity',
  m10_onset: 'daily_activity',
  l5_onset: 'daily_activity',
  relative_amplitude: 'daily_activity',
}

const isOwn = (name: Metric): name is Exclude<Metric, Prefixed> => Object.hasOwn(SOURCES, name)

/** The collection whose documents a number comes from. */
export function metricSource(name: Metric): Collection {
  if (isOwn(name)) return SOURCES[name]
  return name.startsWith('sleep_') ? 'daily_sleep' : name.startsWith('readiness_') ? 'daily_readiness' : 'daily_activity'
}

/** The numbers that can be read from some collections alone. */
export function metricsFrom(collections: ReadonlySet<string>): Metric[] {
  return METRIC_NAMES.filter((name) => collections.has(metricSource(name)))
}
