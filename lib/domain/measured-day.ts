import { addDays, type Day } from './day'
import { METRIC_NAMES, type Metric } from './metrics'

/** A value a day, null where nothing is known; `unfinished` are those of the days that have come in part. */
export type DailyNumbers = {
  readonly days: readonly Day[]
  readonly values: readonly (number | null)[]
  readonly unfinished?: readonly Day[] | undefined
}

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

/** What a day's activity is made of, in seconds: together they are as long as what has come of the day. */
export const DAY_PARTS = ['rest_time', 'inactive_time', 'low_time', 'medium_time', 'high_time', 'non_wear_time'] as const satisfies Metric[]
/** The shortest whole day is that on which clocks are put on. */
const WHOLE_SECONDS = 23 * 3600

/**
 * Which of the newest days, in order, have come in part: today, and yesterday until the ring meets its phone again. Those before the last
 * whole one are as whole as they will be.
 */
export function unfinishedDays(newest: readonly ({ day: Day } & Partial<Record<(typeof DAY_PARTS)[number], number | null>>)[]): Day[] {
  const known = newest.filter((row) => DAY_PARTS.some((name) => (row[name] ?? null) !== null))
  const isWhole = (row: (typeof known)[number]) => DAY_PARTS.reduce((sum, name) => sum + (row[name] ?? 0), 0) >= WHOLE_SECONDS
  return known.slice(known.findLastIndex(isWhole) + 1).map(({ day }) => day)
}

/**
 * The numbers of some days without those of the running one and of others that have not come whole, where they are counted by day: until a
 * day is over it is a part of a number.
 */
export function endedValues(metric: Metric, { days, values, unfinished = [] }: DailyNumbers, today: Day): readonly (number | null)[] {
  const parts = isNightly(metric)
    ? []
    : [today, ...unfinished].map((day) => days.indexOf(day)).filter((at) => (values[at] ?? null) !== null)
  return parts.reduce<readonly (number | null)[]>((ended, at) => ended.with(at, null), values)
}
