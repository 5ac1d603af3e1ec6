import { isClockChange } from './clock-change'
import type { Day } from './day'
import { localDay } from './local-clock'
import type { TrendMark } from './trend-marks'

/** The end of a sleep (epoch ms) on the wearer's clock: minutes east of UTC. */
export type NightOffset = { day: Day; at: number; offset: number }

/** No zone puts its clocks on or back by more. */
const MOST_CHANGED = 120

const HOUR_MS = 3_600_000
/** A night without a ring hides the day on which the clocks changed; the next one shows it. */
const REACH_MS = 60 * HOUR_MS

/** Whether clocks changed like this somewhere between two moments, and shortly before the second: then nobody has to have gone anywhere. */
function isSummerTime(before: NightOffset, { at, offset }: NightOffset): boolean {
  if (Math.abs(offset - before.offset) > MOST_CHANGED) return false
  return isClockChange(before.offset, offset, { from: localDay(Math.max(before.at, at - REACH_MS), 0), to: localDay(at, 0) })
}

/**
 * Where the wearer's clock changed from one known night to the next. What the clocks of a zone did on that day is not travel, and of a night
 * that was analysed twice one analysis may carry another zone: where the other does not, nobody went anywhere.
 */
export function clockMoves(nights: readonly NightOffset[]): TrendMark[] {
  // By moment: a nap after a flight is of the same day as the night before it.
  const sorted = nights.toSorted((a, b) => a.at - b.at)
  const marks: TrendMark[] = []
  let last: NightOffset | null = null
  for (const [index, night] of sorted.entries()) {
    const { day, at, offset } = night
    const twins = [sorted[index - 1], sorted[index + 1]].filter((one) => one && Math.abs(one.at - at) < HOUR_MS)
    if (last && twins.some((twin) => twin?.offset === last?.offset)) continue
    const minutes = last ? offset - last.offset : 0
    if (last && minutes !== 0 && !isSummerTime(last, night)) marks.push({ kind: 'travel', from: day, to: day, minutes })
    last = night
  }
  return marks
}
