import { type Baseline, baseline, quantile } from './baseline'
import { type DayMetric, type DayTrends, dayValue, lastOf, usualOf } from './day-trends'
import { ACTIVITY_CONTRIBUTORS, METRICS, READINESS_CONTRIBUTORS, SLEEP_CONTRIBUTORS, type Unit } from './metrics'
import type { ScoreName } from './scores'

type ContributorName = (typeof SLEEP_CONTRIBUTORS | typeof READINESS_CONTRIBUTORS | typeof ACTIVITY_CONTRIBUTORS)[number]
export type Measured = { value: number; unit: Unit }
/** What was measured behind a low contributor: `text` names a sentence, `now` and `usual` are its numbers. */
export type Reason = { text: ContributorName; now: Measured; usual: Measured | null }
export type Contributor = { name: ContributorName; score: number; usual: Baseline | null; reason: Reason | null }

const NAMES = { sleep: SLEEP_CONTRIBUTORS, readiness: READINESS_CONTRIBUTORS, activity: ACTIVITY_CONTRIBUTORS } as const
/** Below this Oura says "Pay attention". */
const ATTENTION = 60

const FORTNIGHT = 14
const WEEK = 7

// Behind most contributors stands one number of the day itself.
const MEASURED_BY: Partial<Record<ContributorName, DayMetric>> = {
  total_sleep: 'total_sleep',
  efficiency: 'sleep_efficiency',
  restfulness: 'restless_periods',
  rem_sleep: 'rem_sleep',
  deep_sleep: 'deep_sleep',
  latency: 'sleep_latency',
  timing: 'sleep_midpoint',
  resting_heart_rate: 'lowest_heart_rate',
  hrv_balance: 'average_hrv',
  body_temperature: 'temperature_deviation',
  previous_night: 'total_sleep',
  stay_active: 'inactive_time',
  move_every_hour: 'inactivity_alerts',
}

/**
 * The contributors of a score in Oura's order, those that Oura sent. `lowestAt` is when the night's lowest heart rate was, in minutes of the
 * wearer's clock.
 */
export function contributors(kind: ScoreName, trends: DayTrends, lowestAt: number | null): Contributor[] {
  return NAMES[kind].flatMap((name) => {
    const metric = `${kind}_score_${name}` as DayMetric
    const score = dayValue(trends, metric)
    if (score === null) return []
    return [{ name, score, usual: usualOf(trends, metric), reason: score < ATTENTION ? reasonOf(name, trends, lowestAt) : null }]
  })
}

function reasonOf(name: ContributorName, trends: DayTrends, lowestAt: number | null): Reason | null {
  const metric = MEASURED_BY[name]
  if (metric) return measured(name, METRICS[metric], dayValue(trends, metric), usualOf(trends, metric)?.median)
  const known = (of: DayMetric, count: number) => lastOf(trends, of, count).filter((value) => value !== null)
  // What may not be over on the day itself.
  const before = (of: DayMetric, count: number) =>
    lastOf(trends, of, count + 1)
      .slice(0, -1)
      .filter((value) => value !== null)
  const month = (of: DayMetric) => usualOf(trends, of)?.median
  switch (name) {
    case 'recovery_index':
      return measured(name, 'minute_of_day', lowestAt, null)
    case 'sleep_balance':
      return measured(name, 'seconds', mean(known('total_sleep', FORTNIGHT)), month('total_sleep'))
    case 'activity_balance':
      return measured(name, 'kcal', mean(before('active_calories', FORTNIGHT)), month('active_calories'))
    case 'previous_day_activity':
      return measured(name, 'kcal', trends.metrics.active_calories.at(-2), usualWithout(trends, 'active_calories'))
    case 'sleep_regularity':
      return measured(name, 'seconds', spread(known('bedtime_start', FORTNIGHT)), null)
    case 'meet_daily_targets':
      return measured(
        name,
        'count',
        count(withGoal(trends), (left) => left <= 0),
        null,
      )
    case 'training_frequency':
      return measured(
        name,
        'count',
        count(activeMinutes(trends), (minutes) => minutes >= 10),
        null,
      )
    case 'training_volume':
      return measured(name, 'met_minutes', sum([...known('medium_met_minutes', WEEK), ...known('high_met_minutes', WEEK)]), null)
    case 'recovery_time':
      return measured(name, 'count', daysInARow(activeMinutes(trends), 30), null)
    default:
      return null
  }
}

function measured(text: ContributorName, unit: Unit, now: number | null | undefined, usual: number | null | undefined): Reason | null {
  if (now === null || now === undefined) return null
  return { text, now: { value: now, unit }, usual: usual === null || usual === undefined ? null : { value: usual, unit } }
}

/** Metres left to the goal on each of the last seven days; null where Oura set none, as in rest mode. */
function withGoal(trends: DayTrends): (number | null)[] {
  const goals = lastOf(trends, 'target_calories', WEEK)
  return lastOf(trends, 'distance_to_target', WEEK).map((left, index) => (goals[index] === 0 ? null : left))
}

/** Minutes of medium and high activity on each of the last seven days; null where the day has no activity document. */
function activeMinutes(trends: DayTrends): (number | null)[] {
  const high = lastOf(trends, 'high_time', WEEK)
  return lastOf(trends, 'medium_time', WEEK).map((medium, index) => (medium === null ? null : (medium + (high[index] ?? 0)) / 60))
}

const sum = (values: readonly number[]) => (values.length ? values.reduce((a, b) => a + b, 0) : null)
const mean = (values: readonly number[]) => (values.length ? values.reduce((a, b) => a + b, 0) / values.length : null)
const count = (values: readonly (number | null)[], is: (value: number) => boolean) => values.filter((v) => v !== null && is(v)).length

/** Days up to yesterday, one after the other, with at least so many active minutes. */
function daysInARow(minutes: readonly (number | null)[], least: number): number {
  const past = minutes.slice(0, -1).reverse()
  const pause = past.findIndex((value) => value === null || value < least)
  return pause === -1 ? past.length : pause
}

/** Seconds between the early and the late bedtimes of a fortnight (10th to 90th percentile), from minutes of the day. */
function spread(minutes: readonly number[]): number | null {
  if (minutes.length < 5) return null
  const sorted = [...minutes].sort((a, b) => a - b)
  return (quantile(sorted, 0.9) - quantile(sorted, 0.1)) * 60
}

const usualWithout = (trends: DayTrends, metric: DayMetric) => baseline(trends.metrics[metric].slice(0, -2))?.median
