import type { DailyActivity } from '../schemas'
import { dayName, iso, isoMillis, MINUTE } from './clock'
import { BODY, type DayFacts, dayFacts } from './day-facts'
import type { Life } from './life'
import { CLASS } from './minutes'
import { draw, uuid } from './random'
import { mean, ramp, weighted } from './score'

const weights = {
  meet_daily_targets: 0.22,
  move_every_hour: 0.14,
  recovery_time: 0.14,
  stay_active: 0.22,
  training_frequency: 0.14,
  training_volume: 0.14,
}

/** Resting energy of a whole day in kcal (Mifflin and St Jeor 1990). */
const resting = (n: number): number => {
  const age = new Date(n * 86_400_000).getUTCFullYear() - BODY.born
  return 10 * BODY.weight + 625 * BODY.height - 5 * age + 5
}

/** The class that most of each five minutes belongs to; the more active one when two share it. */
function classes5(classes: Uint8Array): string {
  const characters: number[] = []
  for (let at = 0; at < classes.length; at += 5) {
    const count = [0, 0, 0, 0, 0, 0]
    for (const kind of classes.subarray(at, at + 5)) count[kind] = (count[kind] ?? 0) + 1
    characters.push(count.lastIndexOf(Math.max(...count)))
  }
  return characters.join('')
}

const moving = (facts: DayFacts): number => (facts.excess[CLASS.medium] ?? 0) + (facts.excess[CLASS.high] ?? 0)

function contributorsOf(life: Life, n: number, today: DayFacts) {
  const week = Array.from({ length: 7 }, (_, i) => life.moved(n - 1 - i))
  const learning = n - life.first < 7
  const still = (today.time[CLASS.sedentary] ?? 0) / 60
  return {
    meet_daily_targets: learning
      ? null
      : ramp(mean(week.map(({ burned, target }) => Math.min(1.15, burned / target.calories))), [0.3, 20, 0.7, 62, 0.9, 84, 1.1, 100]),
    move_every_hour: ramp(today.alerts, [0, 100, 2, 84, 4, 62, 8, 22, 12, 4]),
    recovery_time: ramp(Math.max(0, week.filter((facts) => moving(facts) > 300).length - 2), [0, 100, 2, 90, 4, 48, 5, 20]),
    stay_active: ramp(still, [4, 100, 7, 88, 9, 76, 11, 60, 13, 40, 16, 12]),
    training_frequency: learning ? null : ramp(week.filter((facts) => moving(facts) > 220).length, [0, 20, 1, 50, 2, 72, 3, 86, 5, 100]),
    training_volume: learning
      ? null
      : ramp(
          week.reduce((sum, facts) => sum + moving(facts), 0),
          [200, 18, 900, 52, 1700, 80, 2600, 95, 3400, 100],
        ),
  }
}

/**
 * daily_activity of day n as known at `cut`, or none. Minutes decide: each counts for one class, the six times are whole minutes that add
 * up to the length so far, and `class_5_min` shows the majority of each five. `*_met_minutes` count what is above 1 MET, as Oura's do.
 */
export function activityDocuments(life: Life, n: number, cut: number): DailyActivity[] {
  const { seed, journey } = life
  const start = journey.start(n)
  const facts = dayFacts(life.day(n), life.condition.load(n), Math.max(0, Math.floor((cut - start) / (5 * MINUTE)) * 5))
  const next = draw(seed, 'activity', n)
  const lost = next() < 0.006
  // Of a week without the ring the first day still has a document, all of it not worn; then there is nothing to upload.
  const empty = !life.plan(n).worn && !life.plan(n - 1).worn
  if (facts.length === 0 || lost || empty) return []
  const { met, classes } = life.day(n)
  const items: (number | null)[] = Array.from(met.subarray(0, facts.length))
  const hole = Math.floor(next() * facts.length)
  if (next() < 0.03) items[hole] = null
  const seconds = (kind: number) => (facts.time[kind] ?? 0) * 60
  const above = (kind: number) => Math.round(facts.excess[kind] ?? 0)
  const contributors = contributorsOf(life, n, facts)
  const judged = seconds(CLASS.nonWear) < facts.length * 30 && next() > 0.004
  return [
    {
      id: uuid(seed, 'daily_activity', n),
      class_5_min: next() < 0.004 ? null : classes5(classes.subarray(0, facts.length)),
      score: judged ? weighted(contributors, weights) : null,
      active_calories: facts.burned,
      average_met_minutes: Math.round(facts.met * 32) / 32,
      contributors,
      equivalent_walking_distance: facts.distance,
      high_activity_met_minutes: above(CLASS.high),
      high_activity_time: seconds(CLASS.high),
      inactivity_alerts: facts.alerts,
      low_activity_met_minutes: above(CLASS.low),
      low_activity_time: seconds(CLASS.low),
      medium_activity_met_minutes: above(CLASS.medium),
      medium_activity_time: seconds(CLASS.medium),
      met: { interval: 60, items, timestamp: isoMillis(start, journey.offsetOf(n)) },
      meters_to_target: Math.round((facts.target.metres - facts.distance) / 100) * 100,
      non_wear_time: seconds(CLASS.nonWear),
      resting_time: seconds(CLASS.rest),
      sedentary_met_minutes: above(CLASS.sedentary),
      sedentary_time: seconds(CLASS.sedentary),
      steps: facts.steps,
      target_calories: facts.target.calories,
      target_meters: facts.target.metres,
      total_calories: Math.round((resting(n) * facts.whole) / 1440) + facts.burned,
      day: dayName(n),
      timestamp: iso(start, journey.offsetOf(n)),
    },
  ]
}
