import type { DayClock } from '@/lib/domain/day-clock'
import { round } from './plot'

/** What a place on an axis needs to know of it. */
export type Axis = { readonly span: { readonly minutes: number } }

/** A minute of the axis as an SVG percentage: nothing drawn in an unstretched layer knows the width either. */
export function at(axis: Axis, minute: number): string {
  return `${round((minute / axis.span.minutes) * 100)}%`
}

/** A length of minutes as a percentage, at least `least` percent so that short things stay visible. */
export function wide(axis: Axis, minutes: number, least = 0): string {
  return `${round(Math.max(least, (minutes / axis.span.minutes) * 100))}%`
}

/** How many minutes of the axis a few words take on a phone. */
export const roomNeeded = ({ span }: Axis): number => span.minutes / 4.5

/** Where the first long stretch out of bed begins: the room for stage names and the HRV scale; null where there is none. */
export function freeMinute(clock: DayClock): number | null {
  const needed = roomNeeded(clock)
  let from = 0
  for (const bed of clock.inBed) {
    if (bed.from - from >= needed) break
    from = bed.to
  }
  return clock.span.minutes - from >= needed ? from : null
}
