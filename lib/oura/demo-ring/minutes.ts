import { type Draw, draw, normal } from './random'
import { SCENE } from './scene'

/** The classes of class_5_min. */
export const CLASS = { nonWear: 0, rest: 1, sedentary: 2, low: 3, medium: 4, high: 5 } as const

/** An activity day minute by minute. `met` has one decimal; `classes` is the ring's judgement, which knows more than the MET. */
export type Minutes = { met: Float64Array; classes: Uint8Array; steps: Uint8Array; pulse: Float64Array }

/** MET in this wearer's hands from which a moving minute counts as low, medium, high: Oura adjusts them by age, so they are not 1.5/3/6. */
const FROM = { low: 1.55, medium: 3.3, high: 6.4 } as const

function metOf(next: Draw, scene: number, phase: number): number {
  const chance = next()
  switch (scene) {
    case SCENE.off:
      return 0.1
    case SCENE.asleep:
      return chance < 0.93 ? 0.9 : 0.9 + 1.2 * next() * next()
    case SCENE.still:
      return 0.9 + 0.1 * next()
    case SCENE.sofa:
      return chance < 0.9 ? 1 + 0.3 * next() : 1.3 + 0.9 * next()
    case SCENE.desk:
      return chance < 0.94 ? 1.1 + 0.3 * next() : 1.5 + 0.7 * next()
    case SCENE.ride:
      return chance < 0.95 ? 1.1 + 0.3 * next() : 1.6 + next()
    case SCENE.walk:
      return chance < 0.06 ? 1.4 + 0.8 * next() : 3.5 + 0.45 * normal(next)
    case SCENE.run:
      return phase < 5 ? 5 + phase : chance < 0.03 ? 3.2 : 9.6 + 0.7 * normal(next)
    case SCENE.gym:
      return phase % 6 < 3 ? 5.6 + 0.8 * normal(next) : 2.2 + 0.5 * next()
    case SCENE.cycle:
      return chance < 0.08 ? 2 + next() : 6.6 + 0.7 * normal(next)
    default:
      return 0
  }
}

function classOf(scene: number, met: number, drowsy: boolean): number {
  if (scene === SCENE.off) return CLASS.nonWear
  if (scene === SCENE.asleep || scene === SCENE.still) return CLASS.rest
  if (scene === SCENE.run) return CLASS.high
  // The pause between two sets belongs to the exercise.
  if (scene === SCENE.gym) return met >= FROM.high ? CLASS.high : CLASS.medium
  if (met >= FROM.high) return CLASS.high
  if (met >= FROM.medium) return CLASS.medium
  if (met >= FROM.low || scene === SCENE.walk) return CLASS.low
  return drowsy && met <= 1.2 ? CLASS.rest : CLASS.sedentary
}

const cadence = (scene: number, met: number, noise: number): number => {
  if (scene === SCENE.run) return 150 + 14 * noise
  if (scene === SCENE.walk) return met < 2.5 ? 30 * noise : 92 + 18 * noise
  if (scene === SCENE.home && met >= FROM.low) return (met - 1.2) * 26 * noise
  return 0
}

/** MET, class, steps and heart rate of every minute. `calm` is the wearer's sitting heart rate that day. */
export function minutes(seed: number, n: number, scene: Uint8Array, calm: number): Minutes {
  const next = draw(seed, 'minutes', n)
  const length = scene.length
  const day = {
    met: new Float64Array(length),
    classes: new Uint8Array(length),
    steps: new Uint8Array(length),
    pulse: new Float64Array(length),
  }
  // At home, spells of doing something take turns with spells of sitting.
  let busyUntil = 0
  let busy = false
  let drowsyUntil = -1
  let phase = 0
  let pulse = calm
  let mood = 0
  for (let i = 0; i < length; i++) {
    const here = scene[i] ?? SCENE.home
    phase = here === scene[i - 1] ? phase + 1 : 0
    if (i >= busyUntil) {
      busy = !busy
      busyUntil = i + 3 + Math.floor((busy ? 15 : 16) * next() * next() * 2)
    }
    if (here === SCENE.sofa && next() < 0.01) drowsyUntil = i + 20
    const raw = here === SCENE.home ? (busy ? 1.5 + 1.5 * next() * (0.5 + next()) : 1.1 + 0.4 * next()) : metOf(next, here, phase)
    const met = Math.round(Math.max(0.1, raw) * 10) / 10
    day.met[i] = met
    day.classes[i] = classOf(here, met, i < drowsyUntil)
    day.steps[i] = Math.round(cadence(here, met, next()))
    // Talk, coffee, a hurry: what moves a sitting heart by some beats for some while.
    if (i % 4 === 0) mood = 0.88 * mood + 3 * normal(next)
    // It speeds up more than it slows down: nobody awake is as slow as asleep.
    const wanted = calm + (mood < 0 ? 0.4 * mood : mood) + 10.4 * Math.max(0, met - 1.2) - (here === SCENE.still ? 5 : 0)
    pulse += (wanted - pulse) * (wanted > pulse ? 0.4 : 0.25)
    day.pulse[i] = pulse
  }
  return day
}
