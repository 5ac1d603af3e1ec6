import type { DocumentOf } from '@/lib/oura/collections'
import type { RingBatteryLevelRow, Sleep } from '@/lib/oura/schemas'
import { type Day, daysBetween } from './day'
import { instantOf, localDay, minuteOfDay, offsetOf } from './local-clock'
import {
  ACTIVITY_CONTRIBUTORS,
  METRIC_NAMES,
  type MetricRow,
  READINESS_CONTRIBUTORS,
  RESILIENCE_LEVELS,
  SLEEP_CONTRIBUTORS,
  STRESS_SUMMARIES,
} from './metrics'
import { newest } from './newest'
import { isUnworn } from './non-wear'
import { sleepInterval, sleepPeriods } from './sleep-periods'

/** The collections a day's numbers come from. */
export const METRIC_COLLECTIONS = [
  'daily_activity',
  'daily_sleep',
  'daily_readiness',
  'daily_stress',
  'daily_resilience',
  'daily_spo2',
  'daily_cardiovascular_age',
  'vO2_max',
  'sleep',
  'workout',
  'session',
] as const
export type MetricCollection = (typeof METRIC_COLLECTIONS)[number]

/**
 * A day's documents by collection. An absent key means the collection was never answered for that day (no scope, not asked): its counts
 * are then unknown, while those of an empty one are zero. `ring_battery_level` may hold rows of the days around.
 */
export type DayDocuments = { readonly [Name in MetricCollection]?: readonly DocumentOf[Name][] } & {
  readonly ring_battery_level?: readonly RingBatteryLevelRow[]
}

const NO_HEART_RATE = 255
const DAY_MS = 86_400_000
const CLOCK_CHANGE_MS = 3_600_000

/** Zero means "could not be measured" in SpO2, heart rate, HRV, breath and ages, as do negative numbers. */
const positive = (value: number | null | undefined) => (value && value > 0 ? value : null)
const level = (levels: readonly string[], name: string | null | undefined) => levels.indexOf(name ?? '') + 1 || null

const contributors = (kind: string, names: readonly string[], from: Readonly<Record<string, unknown>> | undefined) =>
  Object.fromEntries(names.map((name) => [`${kind}_score_${name}`, from?.[name] ?? null]))

/** Sum of one field over periods; null where no period has it. */
const sum = (docs: readonly Sleep[], pick: (doc: Sleep) => number | null | undefined) =>
  docs.reduce<number | null>((all, doc) => {
    const value = pick(doc)
    return value == null ? all : (all ?? 0) + value
  }, null)

/** Minutes of the wearer's own clock from the day's midnight, negative on the evening before; null where the moment is days away. */
function minutesFrom(day: Day, instant: number, offset: number | null): number | null {
  if (offset === null || Number.isNaN(instant)) return null
  const away = daysBetween(day, localDay(instant, offset))
  return Math.abs(away) > 2 ? null : away * 1440 + minuteOfDay(instant, offset)
}

/** Seconds covered by intervals, those recorded twice (by hand and by the ring) counted once. */
function secondsCovered(periods: readonly { start_datetime: string; end_datetime: string }[]): number {
  const intervals = periods
    .map((one) => [instantOf(one.start_datetime), instantOf(one.end_datetime)] as const)
    .filter(([start, end]) => end > start && end - start <= 2 * DAY_MS)
    .sort((a, b) => a[0] - b[0])
  let covered = 0
  let until = Number.NEGATIVE_INFINITY
  for (const [start, end] of intervals) {
    covered += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return Math.round(covered / 1000)
}

function nightMetrics(day: Day, night: Sleep | null): Partial<MetricRow> {
  if (!night) return {}
  const start = instantOf(night.bedtime_start)
  const wakeOffset = night.bedtime_end ? offsetOf(night.bedtime_end) : null
  const end = night.bedtime_end ? (sleepInterval(night)?.[1] ?? Number.NaN) : Number.NaN
  const heart = night.lowest_heart_rate === NO_HEART_RATE ? null : night
  return {
    sleep_efficiency: positive(night.efficiency),
    sleep_latency: night.latency ?? null,
    restless_periods: night.restless_periods ?? null,
    bedtime_start: minutesFrom(day, start, offsetOf(night.bedtime_start)),
    bedtime_end: minutesFrom(day, end, wakeOffset),
    // On the clock the wearer woke up by: the change of a DST night is over by then.
    sleep_midpoint: minutesFrom(day, (start + end) / 2, wakeOffset),
    lowest_heart_rate: positive(heart?.lowest_heart_rate),
    average_heart_rate: positive(heart?.average_heart_rate),
    average_hrv: positive(night.average_hrv),
    average_breath: positive(night.average_breath),
  }
}

function activityMetrics(doc: DocumentOf['daily_activity'] | undefined): Partial<MetricRow> {
  if (!doc) return {}
  const aims = { target_calories: doc.target_calories, target_distance: doc.target_meters }
  if (isUnworn(doc)) return { activity_score: doc.score ?? null, non_wear_time: doc.non_wear_time, ...aims }
  return {
    activity_score: doc.score ?? null,
    steps: doc.steps,
    active_calories: doc.active_calories,
    total_calories: doc.total_calories,
    ...aims,
    walking_distance: doc.equivalent_walking_distance,
    distance_to_target: doc.meters_to_target,
    rest_time: doc.resting_time,
    inactive_time: doc.sedentary_time,
    low_time: doc.low_activity_time,
    medium_time: doc.medium_activity_time,
    high_time: doc.high_activity_time,
    non_wear_time: doc.non_wear_time,
    low_met_minutes: doc.low_activity_met_minutes,
    medium_met_minutes: doc.medium_activity_met_minutes,
    high_met_minutes: doc.high_activity_met_minutes,
    met_average: positive(doc.average_met_minutes),
    inactivity_alerts: doc.inactivity_alerts,
  }
}

/** What ends an activity day: the document of the next. */
type NextActivity = Pick<DocumentOf['daily_activity'], 'timestamp'> | undefined

/**
 * How long an activity day is: to the start of the next, which a journey brings nearer or puts off. Until that is known as its minutes say
 * on the day of a clock change, and 24 hours while they do not reach that far.
 */
function lengthOf({ timestamp, met }: DocumentOf['daily_activity'], next: NextActivity): number {
  const known = next ? instantOf(next.timestamp) - instantOf(timestamp) : Number.NaN
  if (known > 0 && known <= 2 * DAY_MS) return known
  const sampled = met.items.length * met.interval * 1000
  return sampled >= DAY_MS - CLOCK_CHANGE_MS && sampled <= DAY_MS + CLOCK_CHANGE_MS ? sampled : DAY_MS
}

/** The lowest charge within the activity day; null without a daily_activity document, which alone says when that day began. */
function batteryLowest(
  activity: DocumentOf['daily_activity'] | undefined,
  next: NextActivity,
  rows: readonly RingBatteryLevelRow[] | undefined,
): number | null {
  if (!activity) return null
  const start = instantOf(activity.timestamp)
  const end = start + lengthOf(activity, next)
  const levels = (rows ?? []).flatMap(({ timestamp, level: charge }) => {
    const at = instantOf(timestamp)
    return at >= start && at < end && charge >= 0 && charge <= 100 ? [charge] : []
  })
  return levels.length ? Math.min(...levels) : null
}

/**
 * One day's charted numbers from that day's documents; a metric is null where no document speaks of it. Sleep adds up over the night,
 * its parts and naps; what describes a night (heart rate, HRV, bedtimes) is that of the main night alone. Sentinels count as missing. `next` is
 * the next day's activity, where there is one.
 */
export function dailyMetrics(day: Day, docs: DayDocuments, next?: NextActivity): MetricRow {
  const activity = newest(docs.daily_activity)
  const sleepScore = newest(docs.daily_sleep)
  const readiness = newest(docs.daily_readiness)
  const stress = newest(docs.daily_stress)
  const resilience = newest(docs.daily_resilience)
  const spo2 = newest(docs.daily_spo2)
  const heartAge = newest(docs.daily_cardiovascular_age)
  const { kept, main, naps } = sleepPeriods(docs.sleep ?? [])
  const worn = activity !== undefined && !isUnworn(activity)
  const has = (list: readonly unknown[] | undefined) => list !== undefined && (worn || list.length > 0)
  return {
    ...(Object.fromEntries(METRIC_NAMES.map((name) => [name, null])) as MetricRow),
    ...activityMetrics(activity),
    ...contributors('activity', ACTIVITY_CONTRIBUTORS, activity?.contributors),
    sleep_score: sleepScore?.score ?? null,
    ...contributors('sleep', SLEEP_CONTRIBUTORS, sleepScore?.contributors),
    readiness_score: readiness?.score ?? null,
    ...contributors('readiness', READINESS_CONTRIBUTORS, readiness?.contributors),
    temperature_deviation: readiness?.temperature_deviation ?? null,
    temperature_trend_deviation: readiness?.temperature_trend_deviation ?? null,
    total_sleep: sum(kept, (doc) => doc.total_sleep_duration),
    deep_sleep: sum(kept, (doc) => doc.deep_sleep_duration),
    rem_sleep: sum(kept, (doc) => doc.rem_sleep_duration),
    light_sleep: sum(kept, (doc) => doc.light_sleep_duration),
    awake_time: sum(kept, (doc) => doc.awake_time),
    time_in_bed: sum(kept, (doc) => doc.time_in_bed),
    nap_sleep: kept.length ? (sum(naps, (doc) => doc.total_sleep_duration) ?? 0) : null,
    ...nightMetrics(day, main),
    spo2: positive(spo2?.spo2_percentage?.average),
    breathing_disturbance_index: spo2?.breathing_disturbance_index ?? null,
    stress_time: stress?.stress_high ?? null,
    recovery_time: stress?.recovery_high ?? null,
    stress_summary: level(STRESS_SUMMARIES, stress?.day_summary),
    resilience: level(RESILIENCE_LEVELS, resilience?.level),
    resilience_sleep_recovery: resilience?.contributors.sleep_recovery ?? null,
    resilience_daytime_recovery: resilience?.contributors.daytime_recovery ?? null,
    resilience_stress: resilience?.contributors.stress ?? null,
    vascular_age: positive(heartAge?.vascular_age),
    pulse_wave_velocity: positive(heartAge?.pulse_wave_velocity),
    vo2_max: positive(newest(docs.vO2_max)?.vo2_max),
    workouts: has(docs.workout) ? (docs.workout?.length ?? null) : null,
    workout_time: has(docs.workout) ? secondsCovered(docs.workout ?? []) : null,
    session_time: has(docs.session) ? secondsCovered(docs.session ?? []) : null,
    battery_lowest: batteryLowest(activity, next, docs.ring_battery_level),
  }
}
