import { quantile } from './baseline'
import { mean, nearest } from './clock-readout'
import { type HrvPoint, heartRange } from './heart-rate'
import { type Stage, stageAt } from './hypnogram'
import { type Movement, strongestMovement } from './movement'
import type { NightChart } from './night-chart'

/** What the lanes of a night say at one minute of its axis; null where a lane has no value there. */
export type NightReadout = { minute: number; stage: Stage | null; bpm: number | null; hrv: number | null; movement: Movement | null }
/** The same over a stretch: means, the strongest movement, and minutes asleep; null where no stage is known. */
export type NightRange = Omit<NightReadout, 'minute' | 'stage'> & { from: number; to: number; asleep: number | null }

/** Half of the 15 minutes that the HRV line takes its median over. */
const HALF_WINDOW = 7.5
/** A longer silence breaks the line: nothing is known there. */
const BREAK_MINUTES = 10

/** Heart rate and HRV of the nearest sample within two and a half minutes, the rest of that minute. */
export function nightAt(chart: NightChart, minute: number): NightReadout {
  return {
    minute,
    stage: stageAt(chart.stages, minute),
    bpm: nearest(chart.heart, minute, 2.5)?.bpm ?? null,
    hrv: nearest(chart.hrv, minute, 2.5)?.ms ?? null,
    movement: strongestMovement(chart.movement, minute, minute + 1),
  }
}

/** What happened between two minutes of the axis, the first included, in either order. */
export function nightRange(chart: NightChart, one: number, other: number): NightRange {
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  const known = chart.stages.filter((run) => run.from < to && from < run.to)
  const within = ({ minute }: { minute: number }) => minute >= from && minute < to
  return {
    from,
    to,
    bpm: mean(chart.heart.filter(within).map(({ bpm }) => bpm)),
    hrv: mean(chart.hrv.filter(within).map(({ ms }) => ms)),
    movement: strongestMovement(chart.movement, from, to),
    asleep:
      known.length > 0
        ? known.filter(({ stage }) => stage !== 'awake').reduce((sum, run) => sum + Math.min(to, run.to) - Math.max(from, run.from), 0)
        : null,
  }
}

/** The minute to show while nothing is selected: that of the lowest heart rate, else the middle of the first part. */
export function restingNightMinute(chart: NightChart): number {
  const { from, to } = chart.inBed[0] ?? { from: 0, to: chart.span.minutes }
  return Math.floor(heartRange(chart.heart)?.low.minute ?? (from + to) / 2)
}

/** The running median of 15 minutes through HRV samples (ms), in pieces that break where more than ten minutes are unknown. */
export function hrvMedian(points: readonly HrvPoint[]): HrvPoint[][] {
  const pieces: HrvPoint[][] = []
  for (const [index, { minute }] of points.entries()) {
    const near = points.filter((point) => Math.abs(point.minute - minute) < HALF_WINDOW).map(({ ms }) => ms)
    const smooth = {
      minute,
      ms: quantile(
        near.sort((a, b) => a - b),
        0.5,
      ),
    }
    const before = points[index - 1]
    if (before && minute - before.minute <= BREAK_MINUTES) pieces.at(-1)?.push(smooth)
    else pieces.push([smooth])
  }
  return pieces
}
