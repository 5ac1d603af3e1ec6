import { type Bedtime, nightLength } from './bedtime'
import type { Day } from './day'
import { type DayTrends, lastOf } from './day-trends'

/**
 * A night's time in bed in minutes of the wearer's clock from the day's midnight, negative the evening before, and how long it was, which is
 * another time where the clock changed in it; null where none is known.
 */
export type BedtimeNight = { day: Day; from: number | null; to: number | null; length: number | null }

export type BedtimeConsistency = {
  /** 14 nights, the newest last. */
  nights: BedtimeNight[]
  /** How many of them are known. */
  known: number
  /** The mean bedtime and its standard deviation (n − 1) in minutes; null under three known nights. */
  average: number | null
  spread: number | null
  window: Bedtime
  axis: { from: number; to: number; hours: number[] }
}

const NIGHTS = 14
const FEWEST = 3
const DAY = 1440

/** Oura's window may be that of the coming evening: on the axis of the night it is the same time of the clock, a day earlier. */
function onNightAxis(window: Bedtime): Bedtime {
  if (!window) return null
  const days = Math.floor((window.from + DAY / 2) / DAY) * DAY
  return { from: window.from - days, to: window.to - days }
}

/** When the wearer went to bed and got up in the 14 nights up to the last day of `trends`, beside Oura's suggested `window`. */
export function bedtimeConsistency(trends: DayTrends, window: Bedtime): BedtimeConsistency {
  const [starts, ends, inBed, middles] = [
    lastOf(trends, 'bedtime_start', NIGHTS),
    lastOf(trends, 'bedtime_end', NIGHTS),
    lastOf(trends, 'time_in_bed', NIGHTS),
    lastOf(trends, 'sleep_midpoint', NIGHTS),
  ]
  const nights = trends.days.slice(-NIGHTS).map((day, index): BedtimeNight => {
    const from = starts[index] ?? null
    const length = inBed[index]
    if (from === null) return { day, from, to: null, length: null }
    const to = ends[index] ?? null
    if (to !== null && to > from) return { day, from, to, length: nightLength(from, to, middles[index]) }
    // Without an end (a night in progress), or with one before its beginning (a flight), it is as long as it was.
    return { day, from, to: length ? from + length / 60 : null, length: length ? length / 60 : null }
  })
  const known = nights.map(({ from }) => from).filter((from) => from !== null)
  const average = known.length >= FEWEST ? known.reduce((sum, from) => sum + from, 0) / known.length : null
  const spread = average === null ? null : Math.sqrt(known.reduce((sum, from) => sum + (from - average) ** 2, 0) / (known.length - 1))
  const suggested = onNightAxis(window)
  const edges = [...nights.flatMap(({ from, to }) => [from, to]), suggested?.from, suggested?.to].filter((edge) => edge != null)
  const low = Math.floor((edges.length > 0 ? Math.min(...edges) : -120) / 60) * 60
  const high = Math.max(low + 60, Math.ceil((edges.length > 0 ? Math.max(...edges) : 480) / 60) * 60)
  const every = high - low > 16 * 60 ? 240 : 120
  const first = Math.ceil(low / every) * every
  const hours = Array.from({ length: Math.max(0, Math.floor((high - first) / every) + 1) }, (_, index) => first + index * every)
  return { nights, known: known.length, average, spread, window: suggested, axis: { from: low, to: high, hours } }
}
