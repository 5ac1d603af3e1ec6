import { addDays, type Day, utcMidnight } from './day'
import { instantOf, offsetOf } from './local-clock'
import { extremeStretch, L5_HOURS, M10_HOURS, relativeAmplitude } from './rest-activity'
import { activityOf, asleepOf, QUARTER, REST_MET, SLOT } from './rhythm-code'
import type { RhythmDay } from './rhythm-day'
import { REGULARITY_DAYS, sleepRegularity } from './sleep-regularity'

/** The daily numbers that look beyond their own day's documents. */
export const RHYTHM_METRICS = ['sleep_regularity', 'm10', 'm10_onset', 'l5_onset', 'relative_amplitude'] as const
export type RhythmMetrics = Record<(typeof RHYTHM_METRICS)[number], number | null>

/** Days before and after one whose rhythm days its numbers are made from. */
export const RHYTHM_REACH = REGULARITY_DAYS + 1

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
/** From the activity day's start to the noon after its night. */
const NOON_MS = 8 * 60 * MINUTE_MS
const PER_HOUR = 60 / QUARTER
/** Of a stretch nine tenths, of the day five sixths have to be known. */
const FEWEST_OF_STRETCH = 0.9
const FEWEST_QUARTERS = 80

/** Characters of some rhythm days on one axis of `step` minutes from `from` (epoch ms); unknown where none lies. */
function laidOut(days: readonly RhythmDay[], kind: 'states' | 'activity', from: number, length: number): string[] {
  const step = (kind === 'states' ? SLOT : QUARTER) * MINUTE_MS
  const axis = new Array<string>(length).fill('.')
  for (const one of days) {
    const start = Math.round((instantOf(one.moments[0] ?? '') - from) / step)
    const text = one[kind]
    for (let index = Math.max(0, -start); index < Math.min(text.length, length - start); index++)
      if (text[index] !== '.') axis[start + index] = text.charAt(index)
  }
  return axis
}

type Found = { mean: number; onset: number | null }
const varies = (most: number, least: number) => most - least > 1e-9

function stretch(days: readonly RhythmDay[], from: number, hours: number, kind: 'most' | 'least', midnight: number): Found | null {
  const quarters = laidOut(days, 'activity', from, 24 * PER_HOUR).map(activityOf)
  if (quarters.filter((value) => value !== null).length < FEWEST_QUARTERS) return null
  const length = hours * PER_HOUR
  const most = extremeStretch(quarters, length, 'most', { known: length * FEWEST_OF_STRETCH })
  const least = extremeStretch(quarters, length, 'least', { known: length * FEWEST_OF_STRETCH })
  const found = kind === 'most' ? most : least
  if (!most || !least || !found) return null
  // Where every stretch is alike none is more active than another, and there is no onset to tell.
  return { mean: found.mean, onset: varies(most.mean, least.mean) ? (from - midnight) / MINUTE_MS + found.from * QUARTER : null }
}

/**
 * A day's numbers from the rhythm days around it: the most active ten hours of its own 24 (mean MET, onset), the least active five from
 * the noon before to its own, the relative amplitude of both (of the MET above rest), and the sleep regularity of the 14 days up to its
 * noon. Null where too little was worn, and M10 on a day that a flight made shorter; no onset where nothing varied.
 */
export function rhythmMetrics(day: Day, rhythm: ReadonlyMap<Day, RhythmDay>): RhythmMetrics {
  const first = rhythm.get(day)?.moments[0]
  if (!first) return { sleep_regularity: null, m10: null, m10_onset: null, l5_onset: null, relative_amplitude: null }
  const start = instantOf(first)
  // Midnight on the clock that the day began with: where an onset of `minute_of_day` counts from.
  const midnight = utcMidnight(day) - (offsetOf(first) ?? 0) * MINUTE_MS
  const around = Array.from({ length: RHYTHM_REACH + 1 }, (_, back) => rhythm.get(addDays(day, back - RHYTHM_REACH))).filter(
    (one) => one !== undefined,
  )
  const own = around.filter((one) => one.day === day)
  const most = stretch(own, start, M10_HOURS, 'most', midnight)
  const least = stretch(around.slice(-3), start + NOON_MS - DAY_MS, L5_HOURS, 'least', midnight)
  const perDay = 1440 / SLOT
  const epochs = laidOut(around, 'states', start + NOON_MS - REGULARITY_DAYS * DAY_MS, REGULARITY_DAYS * perDay).map(asleepOf)
  return {
    sleep_regularity: sleepRegularity(epochs, perDay)?.index ?? null,
    m10: most && most.mean + REST_MET,
    m10_onset: most?.onset ?? null,
    l5_onset: least?.onset ?? null,
    relative_amplitude: most && least && varies(most.mean, least.mean) ? relativeAmplitude(most.mean, least.mean) : null,
  }
}
