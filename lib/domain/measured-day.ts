import { addDays, type Day } from './day'
import { METRIC_NAMES, type Metric } from './metrics'

/** What is counted over the waking day; every other number belongs to the night that ended on its day. */
const BY_DAY = new Set<Metric>([
  ...METRIC_NAMES.filter((name) => name.startsWith('activity_score')),
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
  'non_wear_time',
  'low_met_minutes',
  'medium_met_minutes',
  'high_met_minutes',
  'met_average',
  'inactivity_alerts',
  'stress_time',
  'recovery_time',
  'stress_summary',
  'resilience',
  'resilience_daytime_recovery',
  'resilience_stress',
  'nap_sleep',
  'workouts',
  'workout_time',
  'session_time',
  'battery_lowest',
  'm10',
  'm10_onset',
])

/** Whether a metric speaks of the night that ended on its day. */
export const isNightly = (metric: Metric): boolean => !BY_DAY.has(metric)

/** The day whose number shows what was done on `day`: that of the night after it, or the day's own. */
export const measuredDay = (metric: Metric, day: Day): Day => (isNightly(metric) ? addDays(day, 1) : day)

/** The numbers of some days without that of the running one, where it is counted by day: until the day is over it is a part of a number. */
export function endedValues(
  metric: Metric,
  { days, values }: { days: readonly Day[]; values: readonly (number | null)[] },
  today: Day,
): readonly (number | null)[] {
  const at = isNightly(metric) ? -1 : days.indexOf(today)
  return at < 0 || (values[at] ?? null) === null ? values : values.with(at, null)
}
