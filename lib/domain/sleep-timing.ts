import { quantile } from './baseline'
import { nightLength } from './bedtime'
import { type Day, weekday } from './day'

/** Weekdays (1 Monday … 7 Sunday) on whose mornings nobody has to get up. */
export type FreeDays = readonly number[]

export const TIMING_METRICS = ['bedtime_start', 'bedtime_end', 'sleep_latency', 'sleep_midpoint', 'total_sleep'] as const

export type TimingSeries = {
  days: readonly Day[]
  metrics: Readonly<Record<(typeof TIMING_METRICS)[number], readonly (number | null)[]>>
}

/** A main sleep in minutes from the midnight of the day it ends on, on the clock that the wearer woke up by. */
type Night = { day: Day; free: boolean; middle: number; length: number }

export type SleepTiming = {
  nights: number
  /** How many nights of each kind are known; below they are null under the fewest. */
  known: { free: number; work: number }
  free: { nights: number; middle: number; length: number } | null
  work: { nights: number; middle: number; length: number } | null
  /** Mid-sleep on free days, corrected for sleep caught up there, in minutes from midnight; null under the fewest nights. */
  chronotype: number | null
  /** Mid-sleep of free days less that of the others, in minutes: later is positive. */
  jetlag: number | null
  /** Standard deviation (n − 1) of mid-sleep over all nights, in minutes. */
  spread: number | null
}

const FEWEST_FREE = 4
const FEWEST_WORK = 5
const LONGEST = 16 * 60
/** The clock's own change of a DST night is an hour; a flight's is more. */
const SAME_CLOCK = 90

/** Sleep from the end of latency to getting up. Nights in the air and those in `except` (rest mode) are no habit. */
function nightsOf({ days, metrics }: TimingSeries, free: FreeDays, except: (day: Day) => boolean): Night[] {
  return days.flatMap((day, index) => {
    const [start, end, middle] = [metrics.bedtime_start[index], metrics.bedtime_end[index], metrics.sleep_midpoint[index]]
    if (start == null || end == null || except(day)) return []
    const inBed = nightLength(start, end, middle)
    const length = inBed - (metrics.sleep_latency[index] ?? 0) / 60
    if (length < 60 || length > LONGEST || Math.abs(end - start - inBed) > SAME_CLOCK) return []
    return [{ day, free: free.includes(weekday(day)), middle: end - length / 2, length }]
  })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function part(nights: readonly Night[], fewest: number) {
  if (nights.length < fewest) return null
  return { nights: nights.length, middle: mean(nights.map(({ middle }) => middle)), length: mean(nights.map(({ length }) => length)) }
}

/**
 * When somebody sleeps: MSFsc = MSF − (SDf − SDweek) / 2 where free days are slept longer, else MSF (Roenneberg et al. 2004, 2019), with
 * MSF the mean middle of sleep on free days, SDf its length and SDweek the length of an average week; social jetlag = MSF − MSW (Wittmann
 * et al. 2006). A night belongs to the day it ends on. Needs four free nights and five others.
 */
export function sleepTiming(series: TimingSeries, free: FreeDays, except: (day: Day) => boolean): SleepTiming {
  const nights = nightsOf(series, free, except)
  const [freeNights, workNights] = [nights.filter((night) => night.free), nights.filter((night) => !night.free)]
  const [off, on] = [part(freeNights, FEWEST_FREE), part(workNights, FEWEST_WORK)]
  const week = off && on ? (free.length * off.length + (7 - free.length) * on.length) / 7 : null
  const middles = nights.map(({ middle }) => middle)
  const average = middles.length > FEWEST_WORK ? mean(middles) : null
  return {
    nights: nights.length,
    known: { free: freeNights.length, work: workNights.length },
    free: off,
    work: on,
    chronotype: off && week !== null ? off.middle - Math.max(0, off.length - week) / 2 : null,
    jetlag: off && on ? off.middle - on.middle : null,
    spread: average === null ? null : Math.sqrt(middles.reduce((sum, one) => sum + (one - average) ** 2, 0) / (middles.length - 1)),
  }
}

const FEWEST_FOR_NEED = 8

/** What somebody sleeps when nothing wakes them: the median of all sleep on free days, in seconds; null under eight of them. */
export function usualNeed(series: TimingSeries, free: FreeDays, except: (day: Day) => boolean): number | null {
  const slept = series.days
    .flatMap((day, index) => (free.includes(weekday(day)) && !except(day) ? (series.metrics.total_sleep[index] ?? []) : []))
    .sort((a, b) => a - b)
  return slept.length < FEWEST_FOR_NEED ? null : quantile(slept, 0.5)
}

/** The last `count` days of a longer series. */
export function timingOf({ days, metrics }: TimingSeries, count: number): TimingSeries {
  const cut = (values: readonly (number | null)[]) => values.slice(-count)
  return {
    days: days.slice(-count),
    metrics: {
      bedtime_start: cut(metrics.bedtime_start),
      bedtime_end: cut(metrics.bedtime_end),
      sleep_latency: cut(metrics.sleep_latency),
      sleep_midpoint: cut(metrics.sleep_midpoint),
      total_sleep: cut(metrics.total_sleep),
    },
  }
}
