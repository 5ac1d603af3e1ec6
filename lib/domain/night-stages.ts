import type { Baseline } from './baseline'
import { type DayTrends, dayValue, usualOf } from './day-trends'
import type { Stage } from './hypnogram'

/** A stage's seconds on the day's sleep, all its parts and naps added up, and what is usual. */
export type StageDuration = { stage: Stage; seconds: number | null; usual: Baseline | null }

/** The metric of each stage's duration. */
export const STAGE_METRICS = { deep: 'deep_sleep', rem: 'rem_sleep', light: 'light_sleep', awake: 'awake_time' } as const

/** The four durations in the order deep, REM, light, awake, and the seconds at the right end of a scale that holds them all. */
export function stageDurations(trends: DayTrends): { rows: StageDuration[]; scale: number } {
  const rows = (['deep', 'rem', 'light', 'awake'] as const).map((stage) => ({
    stage,
    seconds: dayValue(trends, STAGE_METRICS[stage]),
    usual: usualOf(trends, STAGE_METRICS[stage]),
  }))
  return { rows, scale: Math.max(1, ...rows.flatMap(({ seconds, usual }) => [seconds ?? 0, usual?.high ?? 0])) }
}
