import type {
  DailyCardiovascularAge,
  DailyReadiness,
  DailyResilience,
  DailySleep,
  DailySpo2,
  DailyStress,
  SleepTime,
  Vo2Max,
} from '../schemas'
import { DAY, dayName, HOUR, iso, MINUTE, yearOf } from './clock'
import { BODY } from './day-facts'
import type { Life } from './life'
import { durations, lateness, mainPeriod } from './night-facts'
import { nightScore } from './night-score'
import { between, draw, drift, normal, uuid } from './random'
import { readiness } from './readiness'
import { mean, ramp, round } from './score'

/** Once the night is over and uploaded, what Oura says about day n; before that nothing. */
const awake = (life: Life, n: number, cut: number): boolean => {
  const main = mainPeriod(life, n)
  return main !== null && main.end <= cut
}

/**
 * Midnight of the day as Oura writes it: in the wearer's offset, except far west, where it is midnight UTC in local clothes and so carries
 * the date before (facts §4.6: the timestamp of a daily document may disagree with its day).
 */
function midnight(life: Life, n: number): string {
  const offset = life.journey.offsetOf(n)
  return iso(offset < -120 ? n * DAY : n * DAY - offset * MINUTE, offset)
}

export function dailySleep(life: Life, n: number, cut: number): DailySleep[] {
  const result = awake(life, n, cut) ? nightScore(life, n) : null
  if (!result) return []
  const score = draw(life.seed, 'unscored', n)() < 0.005 ? null : result.score
  return [
    { id: uuid(life.seed, 'daily_sleep', n), contributors: result.contributors, day: dayName(n), score, timestamp: midnight(life, n) },
  ]
}

export function dailyReadiness(life: Life, n: number, cut: number): DailyReadiness[] {
  const result = awake(life, n, cut) ? readiness(life, n) : null
  if (!result || draw(life.seed, 'no-readiness', n)() < 0.01) return []
  return [{ id: uuid(life.seed, 'daily_readiness', n), ...result, day: dayName(n), timestamp: midnight(life, n) }]
}

/** Seconds of high stress and high recovery, in quarters of an hour as Oura counts them; no summary on the first day and before evening. */
export function dailyStress(life: Life, n: number, cut: number): DailyStress[] {
  const plan = life.plan(n)
  const from = life.vitals(n).wake
  if (!plan.worn || cut < from + 2 * HOUR) return []
  const next = draw(life.seed, 'stress', n)
  const part = Math.min(1, (cut - from) / Math.max(1, life.vitals(n + 1).bed - from))
  const busy = { desk: 7800, home: 5400, free: 3200, flight: 9600, ill: 6800 }[plan.kind]
  const tense = Math.max(0, busy * (1 + 0.35 * normal(next)) - 60 * (life.vitals(n).hrv - life.condition.baseline(n).hrv))
  const calm = Math.max(0, 5600 * (1 + 0.4 * normal(next)) + 90 * (life.vitals(n).hrv - life.condition.baseline(n).hrv))
  const quarter = (seconds: number) => Math.floor((seconds * part) / 900) * 900
  const [stress, recovery] = [quarter(tense), quarter(calm)]
  const summary = stress > recovery + 5400 ? 'stressful' : recovery > stress + 2700 ? 'restored' : 'normal'
  const whole = part === 1 && n > life.first
  return [
    {
      id: uuid(life.seed, 'daily_stress', n),
      day: dayName(n),
      day_summary: whole ? summary : null,
      recovery_high: recovery,
      stress_high: stress,
    },
  ]
}

/** Long-term resilience, from the third week on: fourteen days of nights and of what training asked. */
export function dailyResilience(life: Life, n: number, cut: number): DailyResilience[] {
  if (n - life.first < 16 || !awake(life, n, cut)) return []
  const days = Array.from({ length: 14 }, (_, i) => n - i)
  const nights = days.map((day) => life.vitals(day))
  const slept = mean(nights.map(({ bed, wake, awake: up }) => wake - bed - up * 1000)) / HOUR
  const calm = mean(days.map((day) => life.vitals(day).hrv - life.condition.baseline(day).hrv))
  const ill = mean(days.map((day) => life.condition.illness(day)))
  const tenth = (value: number) => round(Math.min(100, Math.max(0, value)), 1)
  const contributors = {
    sleep_recovery: tenth(62 + 18 * (slept - 7) + 2 * calm),
    daytime_recovery: tenth(52 + 14 * drift(life.seed, 'recovery', n, 21) + 2.5 * calm - 60 * ill),
    stress: tenth(63 + 12 * drift(life.seed, 'strain-long', n, 28) - 80 * ill),
  }
  const level =
    ['limited', 'adequate', 'solid', 'strong', 'exceptional'][Math.min(4, Math.floor(mean(Object.values(contributors)) / 19))] ?? 'solid'
  return [{ id: uuid(life.seed, 'daily_resilience', n), day: dayName(n), contributors, level }]
}

/** Blood oxygen of the night. Now and then nothing was measured, which Oura writes as an average of 0 (facts §7). */
export function dailySpo2(life: Life, n: number, cut: number): DailySpo2[] {
  if (!awake(life, n, cut)) return []
  const next = draw(life.seed, 'spo2', n)
  const ill = life.condition.illness(n)
  const average = round(Math.min(99.4, 97.2 + 0.35 * normal(next) - 0.9 * ill), 3)
  const found = next() > 0.006
  return [
    {
      id: uuid(life.seed, 'daily_spo2', n),
      day: dayName(n),
      breathing_disturbance_index: found ? Math.round(between(next, 1, 6) + 5 * ill) : null,
      spo2_percentage: { average: found ? average : 0 },
    },
  ]
}

export function dailyCardiovascularAge(life: Life, n: number, cut: number): DailyCardiovascularAge[] {
  const next = draw(life.seed, 'vascular', n)
  if (n - life.first < 14 || !awake(life, n, cut) || next() < 0.12) return []
  const age = Math.round(yearOf(n) - BODY.born - 3 + 1.6 * drift(life.seed, 'vascular-slow', n, 60) + 0.5 * normal(next))
  const velocity = next() < 0.03 ? null : round(4.1 + 0.085 * age, 2)
  return [{ id: uuid(life.seed, 'daily_cardiovascular_age', n), day: dayName(n), pulse_wave_velocity: velocity, vascular_age: age }]
}

/** A walking test every second month or so, never in the first weeks. */
export function vo2Max(life: Life, n: number, cut: number): Vo2Max[] {
  const next = draw(life.seed, 'vo2', n)
  const at = life.journey.at(n, 17 * 60 + 10)
  if (n - life.first < 40 || next() > 0.018 || life.condition.illness(n) > 0 || !life.plan(n).worn || at > cut) return []
  const value = Math.round(44 + 1.8 * drift(life.seed, 'fitness', n, 120) + 0.8 * normal(next))
  return [{ id: uuid(life.seed, 'vo2_max', n), day: dayName(n), timestamp: life.journey.iso(at), vo2_max: value }]
}

/** Bedtime guidance: nothing but a status at first, then a window around the wearer's own habit. Offsets in seconds from midnight. */
export function sleepTime(life: Life, n: number, cut: number): SleepTime[] {
  if (!awake(life, n, cut)) return []
  const next = draw(life.seed, 'sleep-time', n)
  const id = uuid(life.seed, 'sleep_time', n)
  const day = dayName(n)
  const nights = n - life.first
  if (nights < 10) return [{ id, day, optimal_bedtime: null, recommendation: null, status: 'not_enough_nights' }]
  const stages = mainPeriod(life, n)?.detail().stages
  const efficient = stages ? durations(stages).total / (stages.length * 30) : 1
  if (efficient < 0.82) return [{ id, day, optimal_bedtime: null, recommendation: 'improve_efficiency', status: 'bad_sleep_quality' }]
  if (next() < 0.1) return [{ id, day, optimal_bedtime: null, recommendation: 'earlier_bedtime', status: 'only_recommended_found' }]
  const middle = Math.round((mean(Array.from({ length: 14 }, (_, i) => lateness(life, n - i))) * 3600 - 3600) / 900) * 900
  return [
    {
      id,
      day,
      optimal_bedtime: {
        day_tz: life.journey.offsetOf(n) * 60,
        start_offset: middle - 2700,
        end_offset: middle + 900,
      },
      recommendation: ramp(lateness(life, n), [0.6, 1, 1.5, 100]) > 50 ? 'earlier_bedtime' : 'follow_optimal_bedtime',
      status: 'optimal_found',
    },
  ]
}
