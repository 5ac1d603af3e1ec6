import { MINUTE } from './clock'
import type { Journey } from './journey'
import type { Period } from './period'
import type { Plan, PlannedWorkout } from './plan'
import { draw } from './random'

/** What the wearer is doing in a minute. */
export const SCENE = { home: 0, sofa: 1, desk: 2, walk: 3, ride: 4, run: 5, gym: 6, cycle: 7, still: 8, asleep: 9, off: 10 } as const

export type Workout = PlannedWorkout & { start: number; end: number }

const workoutScene = { running: SCENE.run, strengthTraining: SCENE.gym, cycling: SCENE.cycle, walking: SCENE.walk } as const

/** The workouts of a day as instants; the walk to work and the one at noon are what the ring detects by itself. */
function workoutsOf(seed: number, n: number, plan: Plan, journey: Journey): Workout[] {
  const next = draw(seed, 'walks', n)
  const noon: PlannedWorkout = {
    activity: 'walking',
    from: 12 * 60 + 20 + Math.floor(next() * 30),
    minutes: 14 + Math.floor(next() * 16),
    intensity: 'easy',
    source: 'autodetected',
  }
  const planned = plan.worn ? plan.workouts : []
  const busy = planned.some(({ from }) => from < 14 * 60)
  const walks = plan.worn && !plan.off && !busy && (plan.kind === 'desk' || plan.kind === 'free') && next() < 0.6 ? [noon] : []
  return [...walks, ...planned]
    .map((workout) => ({ ...workout, start: journey.at(n, workout.from), end: journey.at(n, workout.from + workout.minutes) }))
    .sort((a, b) => a.start - b.start)
}

/** One scene for each minute of the activity day. What comes later in this list lies over what comes earlier. */
export function scenes(
  seed: number,
  n: number,
  plan: Plan,
  journey: Journey,
  periods: readonly Period[],
): { scene: Uint8Array; workouts: Workout[] } {
  const start = journey.start(n)
  const scene = new Uint8Array((journey.start(n + 1) - start) / MINUTE).fill(SCENE.home)
  const next = draw(seed, 'scene', n)
  const paint = (what: number, from: number, to: number) => {
    const [a, b] = [Math.floor((from - start) / MINUTE), Math.ceil((to - start) / MINUTE)]
    if (b > 0 && a < scene.length) scene.fill(what, Math.max(0, a), Math.max(0, b))
  }
  const at = (what: number, from: number, minutes: number) => paint(what, journey.at(n, from), journey.at(n, from) + minutes * MINUTE)
  const evening = 19 * 60 + 50 + Math.round(40 * next())

  at(SCENE.sofa, evening, 5 * 60)
  if (plan.kind === 'desk' || plan.kind === 'home') {
    at(SCENE.desk, 8 * 60 + 45, 3 * 60 + 25)
    at(SCENE.desk, 13 * 60 + 5, 4 * 60 + 15)
    // Most hours have their way to the kitchen; some have not, and those bring the reminder to move.
    for (let hour = 9; hour < 18; hour++) if (next() < 0.82) at(SCENE.home, hour * 60 + Math.floor(next() * 50), 3 + Math.floor(next() * 8))
  }
  if (plan.kind === 'desk') {
    for (const from of [8 * 60 + 2, 17 * 60 + 22]) {
      at(SCENE.walk, from, 9 + Math.round(4 * next()))
      at(SCENE.ride, from + 11, 14)
      at(SCENE.walk, from + 24, 6 + Math.round(3 * next()))
    }
  }
  if (plan.kind === 'ill') at(SCENE.sofa, 9 * 60, 9 * 60 + 30)
  if (plan.kind === 'free') at(SCENE.walk, 15 * 60 + Math.round(60 * next()), 25 + Math.round(45 * next()))
  const flight = journey.flight(n)
  if (flight) {
    paint(SCENE.walk, flight.depart - 100 * MINUTE, flight.depart - 75 * MINUTE)
    paint(SCENE.ride, flight.depart - 30 * MINUTE, flight.land)
    paint(SCENE.walk, flight.land + 10 * MINUTE, flight.land + 32 * MINUTE)
  }
  const before = journey.flight(n - 1)
  if (before) {
    paint(SCENE.ride, before.depart - 30 * MINUTE, before.land)
    paint(SCENE.walk, before.land + 10 * MINUTE, before.land + 32 * MINUTE)
  }
  const workouts = workoutsOf(seed, n, plan, journey)
  for (const { activity, start: from, end } of workouts) paint(workoutScene[activity], from, end)
  for (const { code, from, minutes } of plan.tags) if (code === 'tag_generic_meditation') at(SCENE.still, from, minutes)
  for (const period of periods) paint(SCENE.asleep, period.start, period.end)
  if (plan.charge) at(SCENE.off, plan.charge.from, plan.charge.minutes)
  if (plan.off) at(SCENE.off, plan.off.from, plan.off.minutes)
  if (!plan.worn) scene.fill(SCENE.off)
  return { scene, workouts }
}
