import { ACTIVITY_CONTRIBUTORS, type Metric, READINESS_CONTRIBUTORS, SLEEP_CONTRIBUTORS } from './metrics'

const of = <const Kind extends string, const Name extends string>(kind: Kind, names: readonly Name[]) =>
  names.map((name) => `${kind}_score_${name}` as const)

/** Every metric once, in the groups and the order in which they are offered. */
export const METRIC_GROUPS = {
  scores: ['sleep_score', 'readiness_score', 'activity_score'],
  sleep: [
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
  ],
  body: [
    'average_hrv',
    'lowest_heart_rate',
    'average_heart_rate',
    'average_breath',
    'temperature_deviation',
    'temperature_trend_deviation',
    'spo2',
    'breathing_disturbance_index',
    'vascular_age',
    'pulse_wave_velocity',
    'vo2_max',
  ],
  activity: [
    'steps',
    'active_calories',
    'total_calories',
    'target_calories',
    'walking_distance',
    'target_distance',
    'distance_to_target',
    'rest_time',
    'inactive_time',
    'low_time',
    'medium_time',
    'high_time',
    'low_met_minutes',
    'medium_met_minutes',
    'high_met_minutes',
    'met_average',
    'inactivity_alerts',
    'workouts',
    'workout_time',
    'session_time',
  ],
  stress: [
    'stress_time',
    'recovery_time',
    'stress_summary',
    'resilience',
    'resilience_sleep_recovery',
    'resilience_daytime_recovery',
    'resilience_stress',
  ],
  rhythm: ['sleep_regularity', 'm10', 'm10_onset', 'l5_onset', 'relative_amplitude'],
  sleepContributors: of('sleep', SLEEP_CONTRIBUTORS),
  readinessContributors: of('readiness', READINESS_CONTRIBUTORS),
  activityContributors: of('activity', ACTIVITY_CONTRIBUTORS),
  ring: ['battery_lowest', 'non_wear_time'],
} as const satisfies Record<string, readonly Metric[]>

export type MetricGroup = keyof typeof METRIC_GROUPS
export const METRIC_GROUP_NAMES = Object.keys(METRIC_GROUPS) as readonly MetricGroup[]
