import { addDays, type Day, isDay } from './day'
import { offsetOf } from './local-clock'
import { QUARTER, type RhythmState, SLOT, stateOf } from './rhythm-code'
import type { RhythmDay } from './rhythm-day'
import { type GridDay, SLOTS } from './rhythm-grid'

/** A stretch of a day in one state, minutes from 04:00 of its clock, `to` excluded. */
export type StateRun = { state: RhythmState; from: number; to: number }
/** `flown`: the wearer's clock began this day at least two hours away from where it began the one before. */
export type ActogramRow = GridDay & { runs: StateRun[]; resting: boolean; flown: boolean }
/** A place on the actogram: its row, and minutes on an axis of 48 hours. */
export type ActogramPlace = { row: number; minute: number }

export const ACTOGRAM_SPANS = [30, 90, 180] as const
export type ActogramSpan = (typeof ACTOGRAM_SPANS)[number]
export const ACTOGRAM_MINUTES = 2880
const FLOWN = 120

/** The days that an address asks of the rhythm (`until`, `days`); whatever it lacks or misspells has a default. */
export function actogramChoice(params: { get: (name: string) => string | null }, today: Day): { last: Day; span: ActogramSpan } {
  const asked = params.get('until') ?? ''
  return {
    last: isDay(asked) && asked < today ? asked : today,
    span: ACTOGRAM_SPANS.find((days) => `${days}` === params.get('days')) ?? 90,
  }
}

function runsOf(states: string, minutes: number): StateRun[] {
  const runs: StateRun[] = []
  for (let slot = 0; slot < states.length; slot++) {
    const state = stateOf(states.charAt(slot))
    const last = runs.at(-1)
    if (!state) continue
    if (last?.state === state && last.to === slot * minutes) last.to += minutes
    else runs.push({ state, from: slot * minutes, to: slot * minutes + minutes })
  }
  return runs
}

/**
 * The runs of a row as they are drawn where rows are a few px high: by quarters of an hour, each in the state that two of its three parts
 * are in, else in that of its middle. Half a year is then not ten thousand slivers narrower than a pixel.
 */
export function coarseRuns({ states }: Pick<GridDay, 'states'>): StateRun[] {
  let coarse = ''
  for (let slot = 0; slot < states.length; slot += QUARTER / SLOT) {
    const [first, middle, last] = [states.charAt(slot), states.charAt(slot + 1), states.charAt(slot + 2)]
    coarse += first === last ? first : middle
  }
  return runsOf(coarse, QUARTER)
}

/** The rows of an actogram, oldest first, with what the wearer went through: rest mode, and days on which a journey moved the clock. */
export function actogramRows(grid: readonly GridDay[], days: readonly RhythmDay[], isRest: (day: Day) => boolean): ActogramRow[] {
  const offsets = new Map(days.map(({ day, moments }) => [day, offsetOf(moments[0] ?? '')]))
  let before: number | null = offsets.get(addDays(grid[0]?.day ?? '2000-01-01', -1)) ?? null
  return grid.map((one) => {
    const offset = offsets.get(one.day) ?? null
    const flown = offset !== null && before !== null && Math.abs(offset - before) >= FLOWN
    before = offset ?? before
    return { ...one, runs: runsOf(one.states, SLOT), resting: isRest(one.day), flown }
  })
}

export type ActogramPoint = { day: Day; minute: number; state: RhythmState | null; activity: number | null }

/**
 * What is known at a place: the right half of a row is the day after it, of the last row `after`. `minute` is that of the wall clock from
 * midnight.
 */
export function actogramAt(rows: readonly ActogramRow[], after: ActogramRow | null, { row, minute }: ActogramPlace): ActogramPoint | null {
  const first = rows[row]
  if (!first) return null
  const next = minute >= 1440
  const of = next ? (rows[row + 1] ?? after) : first
  const own = minute % 1440
  return {
    day: next ? addDays(first.day, 1) : first.day,
    minute: (own + 4 * 60) % 1440,
    state: stateOf(of?.states.charAt(Math.floor(own / SLOT)) ?? ''),
    activity: of?.activity[Math.floor(own / QUARTER)] ?? null,
  }
}

/** Of fewer days no time of the clock is said to be slept, or not slept, on most of them. */
export const FEWEST_ROWS = 7

/**
 * Between which times of the clock most days (half and more of the known ones) are slept: the longest such stretch, in minutes from
 * midnight. Null where fewer than a week is known, or no time is slept on most days.
 */
export function mostlyAsleep(rows: readonly ActogramRow[]): { from: number; to: number } | null {
  const shares = Array.from({ length: SLOTS }, (_, slot) => {
    const known = rows.map(({ states }) => stateOf(states.charAt(slot))).filter((state) => state !== null && state !== 'non_wear')
    return known.length < FEWEST_ROWS ? 0 : known.filter((state) => state === 'asleep' || state === 'awake').length / known.length
  })
  let best = { from: 0, length: 0 }
  for (let from = 0; from < SLOTS; from++) {
    let length = 0
    while (length < SLOTS && (shares[(from + length) % SLOTS] ?? 0) >= 0.5) length++
    if (length > best.length) best = { from, length }
  }
  const clock = (slot: number) => (slot * SLOT + 4 * 60) % 1440
  return best.length === 0 || best.length === SLOTS ? null : { from: clock(best.from), to: clock(best.from + best.length) }
}

export type ActogramTotals = { day: Day; asleep: number; active: number; unworn: number; known: number }

/** Minutes of each day asleep, in low to high activity, not worn, and known at all. */
export function actogramTotals({ day, runs }: ActogramRow): ActogramTotals {
  const totals = { day, asleep: 0, active: 0, unworn: 0, known: 0 }
  for (const { state, from, to } of runs) {
    totals.known += to - from
    if (state === 'asleep') totals.asleep += to - from
    if (state === 'non_wear') totals.unworn += to - from
    if (state === 'low' || state === 'medium' || state === 'high') totals.active += to - from
  }
  return totals
}
