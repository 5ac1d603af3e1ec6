import { type ActivityClass, classAt, mainClass } from './class-5-min'
import type { DayClock } from './day-clock'
import { type DayEvent, eventAt } from './day-events'
import type { HeartPoint } from './heart-rate'
import { type Stage, stageAt } from './hypnogram'
import { isWorn, metPeak } from './met-curve'

/** What every lane says at one minute of the axis; null where a lane has no value there. */
export type ClockReadout = {
  minute: number
  heart: HeartPoint | null
  hrv: number | null
  met: number | null
  class: ActivityClass | null
  stage: Stage | null
  event: DayEvent | null
}

/** Means over a stretch of the axis, and the class with the most minutes in it. */
export type RangeSummary = {
  from: number
  to: number
  bpm: number | null
  hrv: number | null
  met: number | null
  class: { name: ActivityClass; minutes: number } | null
  asleep: number
}

/** The point nearest to a minute, at most `reach` minutes away. */
export function nearest<T extends { minute: number }>(points: readonly T[], minute: number, reach: number): T | null {
  let best: T | null = null
  for (const point of points)
    if (Math.abs(point.minute - minute) <= Math.abs((best?.minute ?? Number.POSITIVE_INFINITY) - minute)) best = point
  return best && Math.abs(best.minute - minute) <= reach ? best : null
}

export function mean(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}

/** The readout at a minute: heart rate and HRV of the nearest sample within five and two and a half minutes, the rest of that minute. */
export function readoutAt(clock: DayClock, minute: number): ClockReadout {
  const met = clock.met[minute] ?? null
  return {
    minute,
    heart: nearest(clock.heart, minute, 5),
    hrv: nearest(clock.hrv, minute, 2.5)?.ms ?? null,
    met: isWorn(met) ? met : null,
    class: classAt(clock.classes, minute),
    stage: stageAt(clock.stages, minute),
    event: eventAt(clock.events, minute),
  }
}

/** What happened between two minutes of the axis, the first included, in either order. */
export function rangeSummary(clock: DayClock, one: number, other: number): RangeSummary {
  const from = Math.min(one, other)
  const to = Math.max(one, other)
  const within = ({ minute }: { minute: number }) => minute >= from && minute < to
  return {
    from,
    to,
    bpm: mean(clock.heart.filter(within).map(({ bpm }) => bpm)),
    hrv: mean(clock.hrv.filter(within).map(({ ms }) => ms)),
    met: mean(clock.met.slice(from, to).filter(isWorn)),
    class: mainClass(clock.classes, from, to),
    asleep: clock.stages
      .filter(({ stage }) => stage !== 'awake')
      .reduce((sum, run) => sum + Math.max(0, Math.min(to, run.to) - Math.max(from, run.from)), 0),
  }
}

/** How much older than the newest sample a minute of MET may be and still be the one to show. */
const MET_LAG = 15

/** The minute to show when nothing is selected: today the latest that was measured, MET's if it can be; on a past day the peak of MET. */
export function restingMinute(clock: DayClock): number {
  const met = clock.met.findLastIndex((value) => value !== null)
  const newest = Math.max(met, Math.floor(clock.heart.at(-1)?.minute ?? -1), Math.floor((clock.stages.at(-1)?.to ?? 0) - 1), 0)
  if (clock.now !== null) return Math.min(met >= 0 && newest - met <= MET_LAG ? met : newest, clock.now)
  return metPeak(clock.met)?.minute ?? newest
}
