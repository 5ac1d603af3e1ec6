/** A stretch of a day's axis in minutes since the day's start, `to` excluded. */
export type Interval = { from: number; to: number }

/** The part of an interval that lies on an axis of `minutes`; null when none does. */
export function clip<T extends Interval>(interval: T, minutes: number): T | null {
  const from = Math.max(0, interval.from)
  const to = Math.min(minutes, interval.to)
  return from < to ? { ...interval, from, to } : null
}

/** Intervals in order, overlapping and touching ones merged. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = []
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}
