import type { Metric } from '@/lib/domain/metrics'

const OF: Partial<Record<Metric, string>> = {
  deep_sleep: 'deep',
  rem_sleep: 'rem',
  light_sleep: 'light',
  awake_time: 'awake',
  average_hrv: 'hrv',
  lowest_heart_rate: 'hr',
  average_heart_rate: 'hr',
  temperature_deviation: 'warm',
  temperature_trend_deviation: 'warm',
  stress_time: 'stress',
  stress_summary: 'stress',
  recovery_time: 'recovery',
  session_time: 'recovery',
  rest_time: 'rest',
  inactive_time: 'inactive',
  low_time: 'low',
  low_met_minutes: 'low',
  medium_time: 'medium',
  medium_met_minutes: 'medium',
  high_time: 'high',
  high_met_minutes: 'high',
  average_breath: 'ink2',
  spo2: 'ink2',
  breathing_disturbance_index: 'ink2',
  vascular_age: 'ink2',
  pulse_wave_velocity: 'ink2',
  battery_lowest: 'ink2',
  non_wear_time: 'ink2',
}

const FAMILIES: readonly [RegExp, string][] = [
  [/^(sleep|total_sleep|time_in_bed|nap|restless|bedtime)/, 'sleep'],
  [/^(readiness|resilience)/, 'readiness'],
]

/** The class that sets `--metric`, the one colour of a metric's marks (trend.css). Everything else is activity. */
export function metricClass(metric: Metric): string {
  return `metric-${OF[metric] ?? FAMILIES.find(([family]) => family.test(metric))?.[1] ?? 'activity'}`
}
