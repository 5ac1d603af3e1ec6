import { type Condition, condition } from './condition'
import { type DayFacts, dayFacts } from './day-facts'
import { type Journey, journey } from './journey'
import { type Minutes, minutes } from './minutes'
import { naps, nights, type Period } from './period'
import { type Plan, planner } from './plan'
import { remember } from './random'
import { SCENE, scenes, type Workout } from './scene'
import { type Vitals, vitals } from './vitals'

/** The wearer's whole life, day by day, without a now: nothing here changes as time goes on. Days are numbers. */
export type Life = {
  seed: number
  first: number
  journey: Journey
  condition: Condition
  plan(n: number): Plan
  vitals(n: number): Vitals
  night(n: number): Period[]
  nap(n: number): Period[]
  /** All sleep that touches activity day n, wherever it counts. */
  asleep(n: number): Period[]
  day(n: number): Minutes & { scene: Uint8Array; workouts: Workout[] }
  /** The sums of a whole day: every score looks back over a week of them. */
  moved(n: number): DayFacts
}

export function life(seed: number, home: string, first: number): Life {
  const where = journey(seed, home)
  const body = condition(seed)
  const plan = planner(seed, where, body)
  const vital = vitals(seed, where, body, plan)
  const night = nights(seed, plan, vital)
  const nap = naps(seed, where, plan, vital)
  const asleep = (n: number) => [...night(n), ...nap(n), ...night(n + 1)]
  const day = remember((n) => {
    const painted = scenes(seed, n, plan(n), where, asleep(n))
    // A night without the ring leaves no sleep to paint: the ring lay on its charger.
    const bare = !plan(n + 1).wornAtNight
    const early = !plan(n).wornAtNight
    const start = where.start(n)
    const minuteOf = (instant: number) => Math.max(0, Math.round((instant - start) / 60_000))
    if (bare) painted.scene.fill(SCENE.off, minuteOf(vital(n + 1).bed), minuteOf(vital(n + 1).wake))
    if (early) painted.scene.fill(SCENE.off, minuteOf(vital(n).bed), minuteOf(vital(n).wake))
    // After a bad night the day is faster, too.
    const asleepAt = Math.max(body.baseline(n).lowestHeartRate, vital(n).lowestHeartRate)
    return { ...painted, ...minutes(seed, n, painted.scene, asleepAt + 17 + 12 * body.illness(n)) }
  })
  const moved = remember((n) => dayFacts(day(n), body.load(n)))
  return { seed, first, journey: where, condition: body, plan, vitals: vital, night, nap, asleep, day, moved }
}
