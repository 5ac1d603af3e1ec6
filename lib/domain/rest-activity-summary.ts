import { extremeStretch, interdailyStability, intradailyVariability, L5_HOURS, M10_HOURS, relativeAmplitude } from './rest-activity'
import { type GridDay, QUARTERS } from './rhythm-grid'

/** Days needed, and the known hours that make one. Our rule; a week is what the literature calls the least. */
export const FEWEST_DAYS = 7
const FEWEST_HOURS = 16
/** Quarters of an hour that make a known hour, and days that make a known quarter of the average day. */
const FEWEST_QUARTERS = 2
const FEWEST_OF_PROFILE = 3
/** Of a stretch nine tenths have to be known: else a daily quarter of an hour without the ring decides where it may lie. */
const FEWEST_OF_STRETCH = 0.9

/** A stretch of the average day: mean MET above rest, onset in minutes from midnight of the wall clock. */
export type Onset = { mean: number; onset: number }

export type RestActivity = {
  /** Days with enough known hours. */
  days: number
  stability: number | null
  variability: number | null
  amplitude: number | null
  m10: Onset | null
  l5: Onset | null
  /** MET above rest of the average day's quarters from 04:00; null where fewer than three days know it. */
  profile: (number | null)[]
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)

function hoursOf({ activity }: GridDay): (number | null)[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const quarters = known(activity.slice(hour * 4, hour * 4 + 4))
    return quarters.length < FEWEST_QUARTERS ? null : mean(quarters)
  })
}

const clockOf = (quarter: number) => (quarter * 15 + 4 * 60) % 1440

/**
 * Interdaily stability and intradaily variability of hourly means (an hour of under half its quarters is unknown), and M10, L5 and
 * relative amplitude of the average day, its end joined to its beginning. Days with under 16 known hours are left out; all is null under
 * seven days, and where nothing varies.
 */
export function restActivity(grid: readonly GridDay[]): RestActivity {
  const hours = grid.map(hoursOf)
  const enough = hours.map((day) => known(day).length >= FEWEST_HOURS)
  const days = enough.filter(Boolean).length
  const counted = grid.filter((_, index) => enough[index])
  const profile = Array.from({ length: QUARTERS }, (_, quarter) => {
    const values = known(counted.map(({ activity }) => activity[quarter] ?? null))
    return values.length < FEWEST_OF_PROFILE ? null : mean(values)
  })
  if (days < FEWEST_DAYS) return { days, stability: null, variability: null, amplitude: null, m10: null, l5: null, profile }
  const series = hours.flatMap((day, index) => (enough[index] ? day : day.map(() => null)))
  const most = extremeStretch(profile, M10_HOURS * 4, 'most', { round: true, known: M10_HOURS * 4 * FEWEST_OF_STRETCH })
  const least = extremeStretch(profile, L5_HOURS * 4, 'least', { round: true, known: L5_HOURS * 4 * FEWEST_OF_STRETCH })
  // Where every quarter is alike no stretch is more active than another, and there is no onset to tell.
  const varies = most !== null && least !== null && most.mean - least.mean > 1e-9
  const amplitude = varies ? relativeAmplitude(most.mean, least.mean) : null
  return {
    days,
    stability: interdailyStability(series),
    variability: intradailyVariability(series),
    amplitude,
    m10: most && amplitude !== null ? { mean: most.mean, onset: clockOf(most.from) } : null,
    l5: least && amplitude !== null ? { mean: least.mean, onset: clockOf(least.from) } : null,
    profile,
  }
}
