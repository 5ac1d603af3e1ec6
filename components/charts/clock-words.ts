import type { ActivityClass } from '@/lib/domain/class-5-min'
import type { ClockChange } from '@/lib/domain/clock-ticks'
import type { EventLabel } from '@/lib/domain/event-layout'
import type { Stage } from '@/lib/domain/hypnogram'

export const LANES = ['sleep', 'heart', 'met', 'class', 'events'] as const
export type LaneId = (typeof LANES)[number]

/** How a lane is named: `notes` are lines beside or below the name; `empty` says why nothing is drawn, null when something is. */
export type LaneWords = { name: string; notes: string[]; wideNotes?: string[]; empty: string | null }

/** Every word of the clock, already in the reader's language. Times are minutes of the wearer's wall clock. */
export type ClockWords = {
  summary: string
  /** The night that this day's sleep score is about, in one line and in two; it leads elsewhere, so it is not part of the picture. */
  night: { note: string; lines: readonly string[] } | null
  lanes: Record<LaneId, LaneWords>
  stages: Record<Stage, string>
  classes: Record<ActivityClass, string>
  /** Names of the three MET limits from the lowest. */
  limits: readonly [string, string, string]
  milliseconds: (value: string) => string
  time: (wall: number) => string
  /** A full hour on the axis, as short as the reader's clock allows. */
  hour: (wall: number) => string
  change: (change: ClockChange) => string
  /** Beside the now line: what the empty rest of the axis is, and what hatching means; null when nothing is missing. */
  rest: readonly string[]
  /** Names of bars (workouts, sessions, naps) and of tags, laid out for a narrow and a wide axis. */
  events: Record<'narrow' | 'wide', { bars: EventLabel[]; tags: EventLabel[] }>
}
