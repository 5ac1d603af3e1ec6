import type { Sleep } from '@/lib/oura/schemas'
import { type DaySpan, minuteAt } from './day-span'
import { clip, type Interval } from './interval'
import { instantOf } from './local-clock'

/** Oura's four degrees of movement in 30 seconds, the characters '1' … '4' of `movement_30_sec`. */
export const MOVEMENTS = ['still', 'restless', 'tossing', 'active'] as const
export type Movement = (typeof MOVEMENTS)[number]
export type MovementRun = Interval & { movement: Movement }

const EPOCH_MINUTES = 0.5

/** Runs of equal movement on the axis, from `bedtime_start` by instant and never past `bedtime_end`. */
export function movementRuns(sleep: Pick<Sleep, 'bedtime_start' | 'bedtime_end' | 'movement_30_sec'>, span: DaySpan): MovementRun[] {
  const start = minuteAt(span, instantOf(sleep.bedtime_start))
  const end = sleep.bedtime_end ? minuteAt(span, instantOf(sleep.bedtime_end)) : Number.POSITIVE_INFINITY
  const runs: MovementRun[] = []
  for (const [index, character] of [...(sleep.movement_30_sec ?? '')].entries()) {
    const movement = MOVEMENTS[Number(character) - 1]
    const from = start + index * EPOCH_MINUTES
    const run = movement && clip({ from, to: Math.min(end, from + EPOCH_MINUTES), movement }, span.minutes)
    if (!run) continue
    const last = runs.at(-1)
    if (last?.movement === run.movement && Math.abs(last.to - run.from) < 1e-6) last.to = run.to
    else runs.push(run)
  }
  return runs
}

/** The strongest movement between two minutes of the axis; null where none is known. */
export function strongestMovement(runs: readonly MovementRun[], from: number, to: number): Movement | null {
  const found = runs.filter((run) => run.from < to && from < run.to).map(({ movement }) => MOVEMENTS.indexOf(movement))
  return found.length > 0 ? (MOVEMENTS[Math.max(...found)] ?? null) : null
}

/** The share (0 … 1) of the time with any movement; null where none is known. */
export function restlessShare(runs: readonly MovementRun[]): number | null {
  const minutes = (of: readonly MovementRun[]) => of.reduce((sum, { from, to }) => sum + to - from, 0)
  const all = minutes(runs)
  return all > 0 ? minutes(runs.filter(({ movement }) => movement !== 'still')) / all : null
}
