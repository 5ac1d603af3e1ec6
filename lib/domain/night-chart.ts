import type { Sleep } from '@/lib/oura/schemas'
import { type ClockChange, clockChanges, type HourTick, hourTicks } from './clock-ticks'
import type { Day } from './day'
import { type DaySpan, minuteAt } from './day-span'
import { type HeartPoint, type HrvPoint, heartRate, heartRateVariability } from './heart-rate'
import { hypnogram, type PhaseSource, phaseSource, type StageRun } from './hypnogram'
import type { Interval } from './interval'
import { offsetOf } from './local-clock'
import { type MovementRun, movementRuns } from './movement'
import { sleepInterval, sleepPeriods } from './sleep-periods'
import { type WallClock, wallClock } from './wall-clock'

/** A night on one axis, in minutes since shortly before its first bedtime. */
export type NightChart = {
  span: DaySpan
  wall: WallClock
  ticks: HourTick[]
  changes: ClockChange[]
  /** A night has no line of the present: what is known ends where the night has got to. */
  now: null
  /** Its parts: several where it was split. */
  inBed: Interval[]
  /** Oura does not know yet when it ended. */
  running: boolean
  stages: StageRun[]
  phases: PhaseSource | null
  /** Whether 30-second phases could be shown instead. */
  hasFine: boolean
  movement: MovementRun[]
  heart: HeartPoint[]
  hrv: HrvPoint[]
  /** Seconds, added up over the parts; null where no part says any. */
  totals: Record<'asleep' | 'deep' | 'rem' | 'light' | 'awake', number | null>
}

const MINUTE_MS = 60_000
/** Room before the first bedtime and after the last awakening. */
const MARGIN_MINUTES = 10

/** The documents that make up a day's night, in order: its long sleeps, or where it has none the longest that counts. */
export function nightParts(docs: readonly Sleep[], day: Day): Sleep[] {
  const { kept, naps } = sleepPeriods(docs.filter((doc) => doc.day === day))
  const long = kept.filter((doc) => !naps.includes(doc))
  if (long.length > 0) return long
  const length = (doc: Sleep) => doc.total_sleep_duration ?? 0
  const longest = kept.reduce<Sleep | null>((best, doc) => (best && length(best) >= length(doc) ? best : doc), null)
  return longest ? [longest] : []
}

/** How many hours between names fit on a phone and on a wide page. */
function hourNames(minutes: number) {
  const every = (hours: number) => (minutes <= hours * 60 ? 60 : minutes <= 2 * hours * 60 ? 120 : 240)
  return { narrow: { every: every(10.5), apart: 90 }, wide: { every: every(18), apart: 60 } }
}

/**
 * A day's night from its sleep documents (those of neighbouring days are left out); null where it has none. `zone` is the reader's IANA
 * name, `fine` prefers 30-second phases to the app's.
 */
export function nightChart(day: Day, docs: readonly Sleep[], zone: string, fine = false): NightChart | null {
  const parts = nightParts(docs, day)
  const intervals = parts.map((doc) => sleepInterval(doc)).filter((interval) => interval !== null)
  if (intervals.length === 0) return null
  const start = (Math.floor(Math.min(...intervals.map(([from]) => from)) / MINUTE_MS) - MARGIN_MINUTES) * MINUTE_MS
  const end = Math.max(...intervals.map(([, to]) => to))
  const span: DaySpan = { day, start, minutes: Math.ceil((end - start) / MINUTE_MS) + MARGIN_MINUTES }
  const moments = parts.flatMap(({ bedtime_start, bedtime_end }) => (bedtime_end ? [bedtime_start, bedtime_end] : [bedtime_start]))
  const wall = wallClock(
    moments.filter((moment) => offsetOf(moment) !== null && !moment.endsWith('Z')),
    zone,
    start,
    start + span.minutes * MINUTE_MS,
  )
  const sum = (pick: (doc: Sleep) => number | null | undefined) => {
    const known = parts.map(pick).filter((seconds) => typeof seconds === 'number')
    return known.length > 0 ? known.reduce((all, seconds) => all + seconds, 0) : null
  }
  return {
    span,
    wall,
    ticks: hourTicks(wall, span, hourNames(span.minutes)),
    changes: clockChanges(wall, span),
    now: null,
    inBed: intervals.map(([from, to]) => ({ from: minuteAt(span, from), to: minuteAt(span, to) })),
    running: parts.some((doc) => !doc.bedtime_end),
    stages: parts.flatMap((doc) => hypnogram(doc, span, fine)),
    phases: parts.map((doc) => phaseSource(doc, fine)).find((source) => source !== null) ?? null,
    hasFine: parts.some((doc) => doc.sleep_phase_30_sec && doc.app_sleep_phase_5_min),
    movement: parts.flatMap((doc) => movementRuns(doc, span)),
    heart: heartRate([], parts, span),
    hrv: heartRateVariability(parts, span),
    totals: {
      asleep: sum((doc) => doc.total_sleep_duration),
      deep: sum((doc) => doc.deep_sleep_duration),
      rem: sum((doc) => doc.rem_sleep_duration),
      light: sum((doc) => doc.light_sleep_duration),
      awake: sum((doc) => doc.awake_time),
    },
  }
}
