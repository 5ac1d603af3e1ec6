import { type Day, eachDay, utcMidnight } from './day'
import { DAY_START_HOUR, instantOf } from './local-clock'
import { activityOf, QUARTER, SLOT, UNKNOWN } from './rhythm-code'
import type { RhythmDay } from './rhythm-day'
import { offsetAt, type WallClock, wallClock } from './wall-clock'

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
export const SLOTS = 1440 / SLOT
export const QUARTERS = 1440 / QUARTER

/** A day as the wearer's own clock went, from 04:00 to the next 04:00. */
export type GridDay = {
  day: Day
  /** A character for each five minutes of the clock; of two that the clock showed twice, the later known one. */
  states: string
  /** MET above rest of each quarter of an hour of the clock, of one shown twice the mean; null where unknown. */
  activity: (number | null)[]
}

const clockOf = (days: readonly RhythmDay[], zone: string): WallClock => {
  const moments = days.flatMap((one) => one.moments)
  const instants = moments.map(instantOf)
  return wallClock(moments, zone, Math.min(...instants), Math.max(...instants) + DAY_MS)
}

/**
 * Rhythm days laid on the wearer's wall clock: every sample at the time its clock showed, so that a flight or summer time moves nothing
 * but leaves gaps or doubles. `zone` (IANA) decides when within a night its clock changed. All days from `from` to `to`.
 */
export function rhythmGrid(days: readonly RhythmDay[], zone: string, from: Day, to: Day): GridDay[] {
  const names = eachDay(from, to)
  const states = names.map(() => new Array<string>(SLOTS).fill(UNKNOWN))
  const sums = names.map(() => new Array<number>(QUARTERS).fill(0))
  const counts = names.map(() => new Array<number>(QUARTERS).fill(0))
  const clock = days.length > 0 ? clockOf(days, zone) : []
  const origin = utcMidnight(from) + DAY_START_HOUR * 60 * MINUTE_MS
  for (const one of days) {
    const start = instantOf(one.moments[0] ?? '')
    const end = start + Math.max(one.states.length * SLOT, one.activity.length * QUARTER) * MINUTE_MS
    // The clock is looked at once where it stands still, which it does on nearly every day.
    const still = clock.some(({ from: turn }) => turn > start && turn < end) ? null : offsetAt(clock, start)
    const minuteOf = (instant: number) => Math.floor((instant - origin) / MINUTE_MS) + (still ?? offsetAt(clock, instant))
    for (let index = 0; index < one.states.length; index++) {
      const code = one.states.charAt(index)
      if (code === UNKNOWN) continue
      const minute = minuteOf(start + index * SLOT * MINUTE_MS)
      const row = states[Math.floor(minute / 1440)]
      if (row) row[Math.floor((minute % 1440) / SLOT)] = code
    }
    for (let index = 0; index < one.activity.length; index++) {
      const value = activityOf(one.activity.charAt(index))
      if (value === null) continue
      const minute = minuteOf(start + index * QUARTER * MINUTE_MS)
      const [row, cell] = [Math.floor(minute / 1440), Math.floor((minute % 1440) / QUARTER)]
      const [sum, count] = [sums[row], counts[row]]
      if (!sum || !count) continue
      sum[cell] = (sum[cell] ?? 0) + value
      count[cell] = (count[cell] ?? 0) + 1
    }
  }
  return names.map((day, row) => ({
    day,
    states: states[row]?.join('') ?? '',
    activity: (sums[row] ?? []).map((sum, cell) => {
      const count = counts[row]?.[cell] ?? 0
      return count > 0 ? sum / count : null
    }),
  }))
}

/** The five-minute epochs of some rhythm days in real time, without gap, from the first day's start: null where nothing is known. */
export function epochsOf<Epoch>(days: readonly RhythmDay[], read: (code: string) => Epoch | null): (Epoch | null)[] {
  const first = instantOf(days[0]?.moments[0] ?? '')
  const last = days.at(-1)
  if (!last || Number.isNaN(first)) return []
  const length = Math.round((instantOf(last.moments[0] ?? '') - first) / (SLOT * MINUTE_MS)) + last.states.length
  const epochs: (Epoch | null)[] = new Array(Math.max(0, length)).fill(null)
  for (const { moments, states } of days) {
    const start = Math.round((instantOf(moments[0] ?? '') - first) / (SLOT * MINUTE_MS))
    for (let index = 0; index < states.length; index++) epochs[start + index] = read(states.charAt(index)) ?? epochs[start + index] ?? null
  }
  return epochs
}

/** Days of a grid of which anything is known. */
export function knownDays(grid: readonly GridDay[]): number {
  return grid.filter(({ states }) => /[^.]/.test(states)).length
}
