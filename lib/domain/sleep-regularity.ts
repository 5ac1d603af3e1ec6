/** Nights that a rolling index looks back on: as many as the Night page compares bedtimes of. */
export const REGULARITY_DAYS = 14
/** Fewer compared days than this say nothing. Our rule. */
const FEWEST_DAYS = 5

export type SleepRegularity = {
  /** −100 … 100: 100 when every day repeats the day before, 0 for sleep at random, −100 for the opposite every day. */
  index: number
  /** Days' worth of epochs that could be compared. */
  days: number
}

/**
 * The sleep regularity index: the share of epochs that are in the same state, asleep or awake, as 24 hours of real time earlier, as
 * −100 + 200 × share (Phillips et al. 2017, Scientific Reports 7:3216, without their weighting of whole weeks). Naps are sleep like any
 * other; pairs with an unknown epoch are left out. `perDay` epochs make 24 hours. Null under five days of pairs.
 */
export function sleepRegularity(epochs: readonly (boolean | null)[], perDay: number): SleepRegularity | null {
  let [compared, same] = [0, 0]
  for (let index = perDay; index < epochs.length; index++) {
    const [before, now] = [epochs[index - perDay] ?? null, epochs[index] ?? null]
    if (before === null || now === null) continue
    compared += 1
    if (before === now) same += 1
  }
  if (compared < FEWEST_DAYS * perDay) return null
  return { index: -100 + (200 * same) / compared, days: compared / perDay }
}
