import type { DailyActivity } from '@/lib/oura/schemas'
import { type ClassRun, classAt } from './class-5-min'
import type { Interval } from './interval'
import { NON_WEAR_MET } from './met-curve'

/** Shorter than this it was a lost minute, not a ring taken off. */
const SHORTEST = 5

/** When the ring was not worn: minutes of MET 0.1, and minutes without MET where the class says so; five minutes at least. */
export function nonWear(met: readonly (number | null)[], classes: readonly ClassRun[]): Interval[] {
  const intervals: Interval[] = []
  for (const [minute, value] of met.entries()) {
    const off = value === null ? classAt(classes, minute) === 'non_wear' : value <= NON_WEAR_MET
    const last = intervals.at(-1)
    if (!off) continue
    if (last?.to === minute) last.to = minute + 1
    else intervals.push({ from: minute, to: minute + 1 })
  }
  return intervals.filter(({ from, to }) => to - from >= SHORTEST)
}

/** Whether the ring lay in a drawer for all that is known of a day: Oura counts zeros then, which nobody measured. */
export function isUnworn(day: DailyActivity): boolean {
  const onHand = day.resting_time + day.sedentary_time + day.low_activity_time + day.medium_activity_time + day.high_activity_time
  return day.non_wear_time > 0 && onHand + day.steps + day.active_calories === 0
}
