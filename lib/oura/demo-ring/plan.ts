import { numberOf, weekday, yearOf } from './clock'
import type { Condition } from './condition'
import type { Journey } from './journey'
import { between, type Draw, draw, normal, remember } from './random'
import { type PlannedTag, tagsOf } from './tag-effects'

type DayKind = 'desk' | 'home' | 'free' | 'flight' | 'ill'
type Activity = 'running' | 'strengthTraining' | 'cycling' | 'walking'
export type PlannedWorkout = { activity: Activity; from: number; minutes: number; intensity: 'easy' | 'moderate' | 'hard'; source: string }
type NapFate = 'sleep' | 'rest' | 'deleted' | 'short'
type PlannedNap = { from: number; minutes: number; fate: NapFate }

/** What a day is meant to be, in wall-clock minutes of that day. Cheap: no series, no look back beyond yesterday. */
export type Plan = {
  kind: DayKind
  /** The evening before, as minutes before or after this day's midnight. */
  bed: number
  wake: number
  workouts: PlannedWorkout[]
  nap: PlannedNap | null
  tags: PlannedTag[]
  charge: { from: number; minutes: number } | null
  /** A long stretch without the ring, beside charging. */
  off: { from: number; minutes: number } | null
  worn: boolean
  /** Whether the ring was on the finger in the night that ends on this day. */
  wornAtNight: boolean
}

const free = (n: number) => weekday(n) >= 6

function workoutsOf(next: Draw, n: number, kind: DayKind, load: number): PlannedWorkout[] {
  const [chance, length] = [next(), next()]
  if (kind === 'flight' || kind === 'ill') return []
  const day = weekday(n)
  const long = (low: number, high: number) => Math.round(low + (high - low) * length * (0.6 + 0.4 * load))
  const evening = 17 * 60 + 50 + Math.round(25 * length)
  const intensity = load > 0.9 ? 'hard' : load > 0.5 ? 'moderate' : 'easy'
  if (day === 2 && chance < 0.55 + 0.4 * load)
    return [{ activity: 'running', from: evening, minutes: long(32, 52), intensity, source: 'workout_heart_rate' }]
  if (day === 4 && chance < 0.45 + 0.4 * load)
    return [{ activity: 'strengthTraining', from: evening, minutes: long(45, 65), intensity: 'moderate', source: 'confirmed' }]
  if (day === 6 && chance < 0.4 + 0.5 * load)
    return [
      { activity: 'running', from: 10 * 60 + Math.round(20 * length), minutes: long(45, 85), intensity, source: 'workout_heart_rate' },
    ]
  if (day === 7 && chance < 0.35 + 0.35 * load)
    return [{ activity: 'cycling', from: 11 * 60, minutes: long(55, 110), intensity: 'moderate', source: 'manual' }]
  if (chance > 0.82) return [{ activity: 'walking', from: 18 * 60 + 30, minutes: long(30, 55), intensity: 'easy', source: 'autodetected' }]
  return []
}

function napOf(next: Draw, kind: DayKind, busy: boolean): PlannedNap | null {
  const [chance, late, fate, length] = [next(), next(), next(), next()]
  const likely = kind === 'ill' ? 0.6 : kind === 'free' ? 0.15 : kind === 'home' ? 0.08 : 0.04
  if (busy || kind === 'flight' || chance > likely) return null
  const kindOf: NapFate = fate < 0.62 ? 'sleep' : fate < 0.76 ? 'rest' : fate < 0.84 ? 'deleted' : 'short'
  const from = late < 0.2 ? 17 * 60 + 15 + Math.round(10 * length) : 13 * 60 + 20 + Math.round(100 * length)
  return { from, minutes: kindOf === 'short' ? 12 : Math.round(50 + 35 * length), fate: kindOf }
}

/** One week each August in which the ring stayed at home. */
function inUnwornWeek(seed: number, n: number): boolean {
  const from = numberOf(yearOf(n), 8, 4) + Math.floor(draw(seed, 'unworn', yearOf(n))() * 14)
  return n >= from && n < from + 7
}

/** The ring charges most days while its wearer showers, never three days apart, except for the few times when it is forgotten. */
function charges(seed: number, n: number): boolean {
  const wants = (day: number) => draw(seed, 'charge', day)() < 0.72
  const forgotten = ((n % 61) + 61) % 61 < 5
  return !forgotten && (wants(n) || !(wants(n - 1) || wants(n - 2)))
}

export function planner(seed: number, journey: Journey, condition: Condition): (n: number) => Plan {
  return remember((n) => {
    const next = draw(seed, 'plan', n)
    const flying = journey.flight(n) !== null
    const ill = condition.illness(n) > 0.15
    const kind: DayKind = flying ? 'flight' : ill ? 'ill' : free(n) ? 'free' : next() < 0.28 ? 'home' : 'desk'
    const late = free(n)
    const bed = (late ? -12 : -64) + Math.round((late ? 28 : 20) * normal(next)) - (ill ? 45 : 0)
    const wake = (late ? 8 * 60 + 5 : 6 * 60 + 52) + Math.round((late ? 26 : 13) * normal(next)) + (ill ? 50 : 0)
    const workouts = workoutsOf(draw(seed, 'workout', n), n, kind, condition.load(n))
    const busy = workouts.some(({ from }) => from < 18 * 60 + 40)
    const worn = !inUnwornWeek(seed, n)
    const offDraw = draw(seed, 'off', n)
    const off =
      offDraw() < 0.03 && !busy && !flying ? { from: 9 * 60 + 30, minutes: Math.round(between(offDraw, 3 * 60, 8 * 60) / 5) * 5 } : null
    return {
      kind,
      bed,
      wake,
      workouts: off ? [] : workouts,
      nap: off ? null : napOf(draw(seed, 'nap', n), kind, busy),
      tags: tagsOf(seed, n, free(n + 1) ? 'free' : 'work', { ill, flying }),
      charge: charges(seed, n) ? { from: wake + 12 + Math.round(next() * 10), minutes: 24 + Math.round(next() * 14) } : null,
      off,
      worn,
      wornAtNight: worn && !inUnwornWeek(seed, n - 1) && (draw(seed, 'night-off', n)() > 0.012 || journey.flight(n - 1) !== null),
    }
  })
}
