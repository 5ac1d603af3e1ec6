import type { Life } from './life'
import { heartOf, lateness, mainPeriod } from './night-facts'
import { nightScore } from './night-score'
import { draw } from './random'
import { deviation, mean, ramp, round, weighted } from './score'

const weights = {
  activity_balance: 0.08,
  body_temperature: 0.16,
  hrv_balance: 0.14,
  previous_day_activity: 0.08,
  previous_night: 0.16,
  recovery_index: 0.1,
  resting_heart_rate: 0.16,
  sleep_balance: 0.08,
  sleep_regularity: 0.04,
}

/** Days of wearing before Oura has a baseline of its own for each of these. */
const LEARNING = { temperature: 3, temperatureTrend: 7, hrv: 18, balance: 7 } as const

const lastDays = (n: number, count: number) => Array.from({ length: count }, (_, i) => n - i)

/** °C from the wearer's baseline in the night of day n, and the mean of three such nights; null while the baseline is learnt. */
function temperatures(life: Life, n: number) {
  const of = (day: number) => round(life.vitals(day).temperature, 2)
  return {
    temperature_deviation: n - life.first < LEARNING.temperature ? null : of(n),
    temperature_trend_deviation: n - life.first < LEARNING.temperatureTrend ? null : round(mean(lastDays(n, 3).map(of)), 2),
  }
}

/** Readiness of day n: score, contributors and temperatures, the same in daily_readiness and in the night's own document. */
export function readiness(life: Life, n: number) {
  const main = mainPeriod(life, n)
  if (!main) return null
  const heart = heartOf(main.detail())
  const baseline = life.condition.baseline(n)
  const days = n - life.first
  const heat = temperatures(life, n)
  const yesterday = life.moved(n - 1)
  const week = lastDays(n - 1, 7).map((day) => life.moved(day).burned)
  const fortnight = lastDays(n, 14).map((day) => life.vitals(day))
  const learnt = <T>(least: number, value: T) => (days < least ? null : value)
  // Rarely the night could not be judged: the document is there, its score is not.
  if (draw(life.seed, 'unjudged', n)() < 0.006) return { contributors: { ...nothing }, score: null, ...heat }
  const contributors = {
    activity_balance: learnt(LEARNING.balance, ramp(mean(week), [150, 60, 350, 88, 550, 98, 800, 80, 1200, 45])),
    body_temperature:
      heat.temperature_deviation === null ? null : ramp(Math.abs(heat.temperature_deviation), [0.1, 100, 0.3, 88, 0.6, 62, 1, 26, 1.6, 3]),
    hrv_balance: learnt(LEARNING.hrv, ramp(mean(fortnight.map(({ hrv }) => hrv)) - baseline.hrv, [-14, 15, -6, 55, -2, 80, 2, 93, 8, 100])),
    previous_day_activity: days < 1 ? null : ramp(yesterday.burned, [100, 70, 400, 96, 600, 90, 900, 62, 1400, 25]),
    previous_night: nightScore(life, n)?.score ?? null,
    recovery_index: ramp(((1 - heart.lowestAt) * (main.end - main.start)) / 3_600_000, [0.3, 12, 1.5, 48, 3, 76, 4.5, 94, 6, 100]),
    resting_heart_rate: ramp(heart.lowest - baseline.lowestHeartRate, [-3, 100, 0, 93, 2, 80, 5, 50, 9, 18, 14, 2]),
    sleep_balance: learnt(
      LEARNING.balance,
      ramp(
        mean(fortnight.map(({ bed, wake, awake }) => wake - bed - awake * 1000)) / 3_600_000,
        [5, 25, 6.2, 60, 7, 82, 7.8, 97, 8.5, 100],
      ),
    ),
    sleep_regularity: learnt(
      LEARNING.balance,
      ramp(deviation(lastDays(n, 14).map((day) => lateness(life, day))), [0.3, 98, 0.8, 84, 1.5, 60, 3, 22, 6, 3]),
    ),
  }
  return { contributors, score: weighted(contributors, weights), ...heat }
}

const nothing = {
  activity_balance: null,
  body_temperature: null,
  hrv_balance: null,
  previous_day_activity: null,
  previous_night: null,
  recovery_index: null,
  resting_heart_rate: null,
  sleep_balance: null,
  sleep_regularity: null,
}
