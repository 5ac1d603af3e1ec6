import type { Sample } from '@/lib/oura/schemas'
import { type DaySpan, minuteAt } from './day-span'
import { instantOf } from './local-clock'

/** MET of a person at rest, the floor of the drawn curve. Oura sends 0.1 for a minute in which the ring was not worn. */
const RESTING_MET = 0.9
export const NON_WEAR_MET = 0.1
/** General cut-offs of intensity (light, moderate, vigorous); Oura's own classes depend on age and are never derived from them. */
export const MET_LIMITS = [1.5, 3, 6] as const
/** The server does not know the width of the screen, so the curve is drawn as the highest value of each four minutes. */
const COLUMN = 4

/** MET of each minute of the axis, by instant; null where nothing was measured. 0.1 stays: it means the ring was not worn. */
export function metMinutes(sample: Sample, span: DaySpan): (number | null)[] {
  const minutes: (number | null)[] = Array.from({ length: span.minutes }, () => null)
  const start = minuteAt(span, instantOf(sample.timestamp))
  for (const [index, met] of sample.items.entries()) {
    if (met === null || !Number.isFinite(met)) continue
    const from = Math.floor(start + (index * sample.interval) / 60)
    const to = Math.max(from + 1, Math.floor(start + ((index + 1) * sample.interval) / 60))
    for (let minute = Math.max(0, from); minute < Math.min(to, span.minutes); minute++)
      minutes[minute] = Math.max(met, minutes[minute] ?? met)
  }
  return minutes
}

/** Height of a MET value on the drawn scale: √(MET − 0.9), so that walks stay visible beside runs. */
export function metHeight(met: number): number {
  return Math.sqrt(Math.max(0, met - RESTING_MET))
}

export const isWorn = (met: number | null | undefined): met is number => typeof met === 'number' && met > NON_WEAR_MET

/** The drawn curve: for each four minutes the height of the highest worn minute, at the middle; null where there is none. */
export function metColumns(minutes: readonly (number | null)[]): { minute: number; height: number | null }[] {
  const columns: { minute: number; height: number | null }[] = []
  for (let from = 0; from < minutes.length; from += COLUMN) {
    const to = Math.min(minutes.length, from + COLUMN)
    let highest: number | null = null
    for (let minute = from; minute < to; minute++) {
      const met = minutes[minute]
      if (isWorn(met) && (highest === null || met > highest)) highest = met
    }
    columns.push({ minute: (from + to) / 2, height: highest === null ? null : metHeight(highest) })
  }
  return columns
}

/** The minute of the highest MET, the first of equals; null when nothing was measured. */
export function metPeak(minutes: readonly (number | null)[]): { minute: number; met: number } | null {
  let peak: { minute: number; met: number } | null = null
  for (const [minute, met] of minutes.entries()) if (isWorn(met) && (!peak || met > peak.met)) peak = { minute, met }
  return peak
}
