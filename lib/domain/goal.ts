import type { DailyActivity } from '@/lib/oura/schemas'
import { quantile } from './baseline'

/** Oura's daily goal in metres of walking: `done + left = target`; `left` is negative once the goal is passed. */
export type Goal = { target: number; done: number; left: number; share: number }

/** The goal of a day; null where Oura set none (rest mode). */
export function goalOf(activity: Pick<DailyActivity, 'target_meters' | 'meters_to_target'>): Goal | null {
  const { target_meters: target, meters_to_target: left } = activity
  if (target <= 0) return null
  const done = Math.max(0, target - left)
  return { target, done, left, share: done / target }
}

/** What the estimate needs of a day that is over. */
export type PaceDay = Pick<
  DailyActivity,
  'met' | 'target_meters' | 'meters_to_target' | 'steps' | 'active_calories' | 'equivalent_walking_distance'
>
export type Pace = { goal: number; steps: number; active_calories: number; walking_distance: number }

const FEWEST = 5
/** Under this nobody walks: what lies above it is what the totals are made of. */
const RESTING_MET = 1.5

/** The share (0 … 1) of a day's movement that was done by `minute` of it, from its MET curve; null where it has none. */
export function shareDone(met: DailyActivity['met'], minute: number): number | null {
  const until = (minute * 60) / met.interval
  let done = 0
  let total = 0
  for (const [index, value] of met.items.entries()) {
    const above = Math.max(0, (value ?? 0) - RESTING_MET)
    total += above
    if (index < until) done += above
  }
  return total > 0 ? done / total : null
}

/**
 * What is usual by `minute` of the day: each earlier day's totals times the share of its movement done by then, the middle of all. An
 * estimate, because Oura gives totals only; null under five days.
 */
export function usualByNow(days: readonly PaceDay[], minute: number): Pace | null {
  const past = days.flatMap((day) => {
    const share = shareDone(day.met, minute)
    return share === null ? [] : [{ day, share }]
  })
  if (past.length < FEWEST) return null
  const middle = (pick: (day: PaceDay) => number) =>
    quantile(
      past.map(({ day, share }) => pick(day) * share).sort((a, b) => a - b),
      0.5,
    )
  return {
    goal: middle((day) => Math.max(0, day.target_meters - day.meters_to_target)),
    steps: middle((day) => day.steps),
    active_calories: middle((day) => day.active_calories),
    walking_distance: middle((day) => day.equivalent_walking_distance),
  }
}
