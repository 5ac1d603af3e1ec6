import type { SleepTime } from '@/lib/oura/schemas'

/** A bedtime window in minutes of the wearer’s clock from the day’s midnight: below 0 the evening before, above 1440 the night after. */
export type Bedtime = { from: number; to: number } | null

/** The window of a `sleep_time` document; null where Oura has not found one yet. */
export function bedtimeWindow(document: Pick<SleepTime, 'optimal_bedtime'>): Bedtime {
  const window = document.optimal_bedtime
  return window ? { from: Math.round(window.start_offset / 60), to: Math.round(window.end_offset / 60) } : null
}

/** Start, middle and end of a night are rounded to minutes each; a clock changes by half an hour or more. */
const ROUNDED = 10

/** How long a night was in minutes: where the clock changed in it, twice its later half, whose ends are both on the clock that the wearer woke up by. */
export function nightLength(from: number, to: number, middle: number | null | undefined): number {
  const whole = middle == null ? to - from : 2 * (to - middle)
  return Math.abs(to - from - whole) > ROUNDED ? whole : to - from
}
