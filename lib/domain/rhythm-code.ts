import { type ActivityClass, CLASSES } from './class-5-min'

/** Minutes of one character of `states`, and of one of `activity`. */
export const SLOT = 5
export const QUARTER = 15
export const UNKNOWN = '.'

/** MET of a person at rest: Oura sends it through a night. An actigraph counts nothing then, so activity is MET above it. */
export const REST_MET = 0.9

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Steps of √MET: fine at rest, coarse in a run, up to 16 MET. */
const STEPS = 16

/** A mean MET as one character, to a sixteenth of its root above rest; unknown for null. */
export function activityCode(met: number | null): string {
  if (met === null || !Number.isFinite(met)) return UNKNOWN
  return ALPHABET.charAt(Math.min(63, Math.round(Math.sqrt(Math.max(0, met - REST_MET)) * STEPS)))
}

/** The MET above rest that a character stands for; null where it is unknown. */
export function activityOf(code: string): number | null {
  const step = code === '' ? -1 : ALPHABET.indexOf(code)
  return step < 0 ? null : (step / STEPS) ** 2
}

/** `asleep` and `awake` lie within a recorded sleep; everything else is Oura's class of that time. */
export type RhythmState = ActivityClass | 'asleep' | 'awake'

/**
 * What a character of `states` means: '0' … '5' Oura's classes, 's' asleep, 'a' awake in bed, 'u' rest in a night of which no sleep was
 * recorded. Null where nothing is known.
 */
export function stateOf(code: string): RhythmState | null {
  if (code === 's') return 'asleep'
  if (code === 'a') return 'awake'
  if (code === 'u') return 'rest'
  return CLASSES[code >= '0' && code <= '5' ? Number(code) : -1] ?? null
}

/** Whether a character means sleep, for the sleep regularity index; null where it cannot be said (not worn, unknown, unrecorded night). */
export function asleepOf(code: string): boolean | null {
  if (code === 's') return true
  return code === 'a' || (code >= '1' && code <= '5') ? false : null
}

/** `states` for the wire: three to 28 equal characters as one and a capital letter, A for three. */
export function packStates(states: string): string {
  return states.replaceAll(/(.)\1{2,27}/g, (run, code: string) => code + String.fromCharCode(62 + run.length))
}

/** What `packStates` has packed. */
export function unpackStates(packed: string): string {
  return packed.replaceAll(/([^A-Z])([A-Z])/g, (_, code: string, length: string) => code.repeat(length.charCodeAt(0) - 62))
}
