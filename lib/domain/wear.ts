import { addDays, type Day } from './day'

/** What the archive knows of a day: whether a document or sample measured by the ring exists, and how its activity day was spent. */
export type WearEvidence = {
  readonly measured: boolean
  /** Seconds of the activity day without the ring, and all its seconds; null without a daily_activity document. */
  readonly nonWear: number | null
  readonly seconds: number | null
}

/** Nine tenths of a day off the finger leave nothing that a night or a score could be made of. */
const NEARLY_ALL_DAY = 0.9
/** How near the neighbours must be: a longer silence may as well be a ring that never reached the phone. */
const NEIGHBOUR_DAYS = 14

/** Whether the day's own activity document says that the ring was off all day, or nearly. */
export function wasOff(evidence: WearEvidence | undefined): boolean {
  if (!evidence || evidence.nonWear === null || !evidence.seconds) return false
  return evidence.nonWear / evidence.seconds >= NEARLY_ALL_DAY
}

/**
 * Whether a day without documents was a day without the ring: its activity document says so, or nothing at all was measured on it
 * although something was within the 14 days before and within the 14 days after. Oura has no word for it; this is our reading, and a
 * day that has not reached Oura yet (nothing after it) never counts as not worn.
 */
export function wasNotWorn(day: Day, evidence: (day: Day) => WearEvidence | undefined): boolean {
  const own = evidence(day)
  if (own && own.nonWear !== null) return wasOff(own)
  if (own?.measured) return false
  const near = (step: 1 | -1) =>
    Array.from({ length: NEIGHBOUR_DAYS }, (_, index) => addDays(day, step * (index + 1))).some(
      (other) => evidence(other)?.measured === true,
    )
  return near(-1) && near(1)
}
