import type { Stage } from '@/lib/domain/hypnogram'
import type { ClockWords, LaneWords } from './clock-words'

export const NIGHT_LANES = ['stages', 'movement', 'heart', 'hrv'] as const
export type NightLaneId = (typeof NIGHT_LANES)[number]

/** Every word of a night's chart, already in the reader's language. Times are minutes of the wearer's wall clock. */
export type NightWords = Pick<ClockWords, 'summary' | 'time' | 'hour' | 'change'> & {
  lanes: Record<NightLaneId, LaneWords>
  stages: Record<Stage, string>
  /** The lowest heart rate with its time. */
  lowest: string
}
