/** How far a sync was, and when (epoch ms). */
export type Pace = { at: number; done: number }

const WINDOW_MS = 120_000
const ENOUGH_MS = 10_000
const ENOUGH_DONE = 5

/** The looks at a sync that tell its present speed: the last two minutes; begun anew when the count falls back. */
export function notePace(seen: readonly Pace[], now: Pace): Pace[] {
  const last = seen.at(-1)
  if (last && now.done < last.done) return [now]
  return [...seen.filter(({ at }) => now.at - at <= WINDOW_MS), now]
}

/** Ms that are left at the present speed; null while too little was seen to say so honestly. */
export function timeLeft(seen: readonly Pace[], total: number): number | null {
  const [first, last] = [seen[0], seen.at(-1)]
  if (!first || !last) return null
  const [took, did] = [last.at - first.at, last.done - first.done]
  if (took < ENOUGH_MS || did < ENOUGH_DONE) return null
  return Math.max(0, ((total - last.done) * took) / did)
}
