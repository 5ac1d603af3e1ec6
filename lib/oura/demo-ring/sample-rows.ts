import type { HeartRateRow, RingBatteryLevelRow } from '../schemas'
import { DAY, HOUR, MINUTE } from './clock'
import type { Life } from './life'
import { between, draw, normal } from './random'
import { SCENE } from './scene'

const SECOND = 1000

const utc = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}+00:00`

const row = (at: number, bpm: number, source: string): HeartRateRow => ({
  timestamp: utc(at),
  timestamp_unix: at,
  bpm: Math.max(35, Math.round(bpm)),
  source,
})

/**
 * The heart rate of activity day n in order of time: the night's own 5-minute items, every 5 seconds in a workout, every 5 minutes at
 * rest, and irregularly, about every 5 minutes, otherwise; nothing while the ring is off.
 */
export function heartRateRows(life: Life, n: number): HeartRateRow[] {
  const start = life.journey.start(n)
  const end = life.journey.start(n + 1)
  const next = draw(life.seed, 'heart', n)
  const { scene, pulse, workouts } = life.day(n)
  const rows: HeartRateRow[] = []
  for (const period of life.asleep(n)) {
    if (period.short) continue
    const source = period.type === 'rest' || period.type === 'deleted' ? 'rest' : 'sleep'
    period.detail().pulse.heartRate.forEach((bpm, i) => {
      const at = period.start + i * 5 * MINUTE
      const here = scene[Math.floor((at - start) / MINUTE)]
      if (bpm !== null && at >= start && at < end && here === SCENE.asleep) rows.push(row(at, bpm, source))
    })
  }
  for (const workout of workouts) {
    for (let at = workout.start; at < workout.end; at += 5 * SECOND) {
      const minute = (at - start) / MINUTE
      const [a, b] = [pulse[Math.floor(minute)] ?? 0, pulse[Math.min(pulse.length - 1, Math.floor(minute) + 1)] ?? 0]
      if (scene[Math.floor(minute)] !== SCENE.off) rows.push(row(at, a + (b - a) * (minute % 1) + 1.2 * normal(next), 'workout'))
    }
  }
  for (let at = start + Math.round(between(next, 5, 290)) * SECOND; at < end; ) {
    const minute = Math.floor((at - start) / MINUTE)
    const here = scene[minute] ?? SCENE.off
    const resting = here === SCENE.sofa || here === SCENE.still
    const exercising = workouts.some((workout) => at >= workout.start && at < workout.end)
    // Awake, the ring finds no pulse about every eighth time: the hand was moving.
    if (here !== SCENE.off && here !== SCENE.asleep && !exercising && (resting || next() > 0.12))
      rows.push(row(at, (pulse[minute] ?? 60) + 1.8 * normal(next), resting ? 'rest' : 'awake'))
    at += resting ? 5 * MINUTE : Math.round(between(next, 232, 368)) * SECOND
  }
  // Once in a while Oura reports one moment twice, once for each source (facts §7).
  const [workout] = workouts
  if (workout && next() < 0.25 && scene[(workout.start - start) / MINUTE] !== SCENE.off)
    rows.push(row(workout.start, (pulse[(workout.start - start) / MINUTE] ?? 70) + 1, 'awake'))
  return rows.sort((a, b) => (a.timestamp_unix ?? 0) - (b.timestamp_unix ?? 0))
}

/** Percent that the battery loses in a day, and that the charger adds in a minute. */
const DRAIN = 15.2
const GAIN = 1.4

/** The newest charge that ended before an instant, and the level it reached. */
function lastCharge(life: Life, n: number, at: number): { end: number; top: number } {
  for (let day = n; day > n - 9; day--) {
    const { charge } = life.plan(day)
    const end = charge ? life.journey.at(day, charge.from + charge.minutes) : Number.POSITIVE_INFINITY
    if (end <= at) return { end, top: Math.round(between(draw(life.seed, 'battery', day), 93, 100)) }
  }
  return { end: at - 6 * DAY, top: 96 }
}

const drained = (life: Life, n: number, at: number): number => {
  const { end, top } = lastCharge(life, n, at)
  return Math.max(3, top - ((at - end) / DAY) * DRAIN)
}

/** The battery of day n: every half hour, every five minutes on the charger, the moments of putting it there and taking it away. */
export function batteryRows(life: Life, n: number): RingBatteryLevelRow[] {
  const { journey } = life
  const [start, end] = [journey.start(n), journey.start(n + 1)]
  const { charge, worn } = life.plan(n)
  if (!worn) return []
  const from = charge ? journey.at(n, charge.from) : end
  const to = charge ? journey.at(n, charge.from + charge.minutes) : end
  const rows: RingBatteryLevelRow[] = []
  const push = (at: number, level: number, charging: boolean) =>
    rows.push({ timestamp: utc(at), timestamp_unix: at, charging, in_charger: charging, level: Math.min(100, Math.round(level)) })
  const idle = (a: number, b: number) => {
    for (let at = a; at < b; at += HOUR / 2) push(at, drained(life, n, at), false)
  }
  idle(start, Math.min(from, end))
  const low = drained(life, n, from)
  const top = charge ? drained(life, n, to) : 0
  for (let at = from; at < Math.min(to, end); at += 5 * MINUTE)
    push(at, Math.min(top, Math.max(low + ((at - from) / MINUTE) * GAIN, low + ((at - from) / (to - from)) * (top - low))), true)
  idle(to, end)
  return rows
}
