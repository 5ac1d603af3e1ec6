import type { DayClock } from './day-clock'
import type { DayEvent } from './day-events'
import { heartRange } from './heart-rate'
import type { Interval } from './interval'
import { isWorn, metPeak } from './met-curve'

/** What one sentence says about a day's clock. Minutes of the axis; null where nothing is known. */
export type ClockSummary = {
  inBed: Interval[]
  /** The longest workouts, at most two, in order of time. */
  workouts: (Interval & { event: DayEvent; met: number | null; bpm: number | null })[]
  nonWear: Interval[]
  heart: { low: number; high: number } | null
  peak: { minute: number; met: number } | null
}

const highest = (values: readonly number[]): number | null => (values.length > 0 ? Math.max(...values) : null)

export function clockSummary(clock: DayClock): ClockSummary {
  const range = heartRange(clock.heart)
  const workouts = clock.events
    .flatMap((event) => {
      if (event.kind !== 'workout' || event.to === null) return []
      const { from, to } = { from: event.from, to: event.to }
      const met = highest(clock.met.slice(Math.floor(from), Math.ceil(to)).filter(isWorn))
      const bpm = highest(clock.heart.filter(({ minute }) => minute >= from && minute < to).map((point) => point.bpm))
      return [{ from, to, event, met, bpm }]
    })
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, 2)
    .sort((a, b) => a.from - b.from)
  return {
    inBed: clock.inBed,
    workouts,
    nonWear: clock.nonWear,
    heart: range && { low: range.low.bpm, high: range.high.bpm },
    peak: metPeak(clock.met),
  }
}
