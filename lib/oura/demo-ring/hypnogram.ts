import { between, type Draw } from './random'

export const DEEP = 1
export const LIGHT = 2
export const REM = 3
export const AWAKE = 4
/** Seconds of one epoch. */
export const EPOCH = 30

/** Share of deep and REM sleep in the first, second, … cycle: deep comes early, REM late. */
const cycles = [
  { deep: 0.42, rem: 0.06 },
  { deep: 0.27, rem: 0.18 },
  { deep: 0.13, rem: 0.27 },
  { deep: 0.05, rem: 0.33 },
  { deep: 0.02, rem: 0.36 },
]

/**
 * Sleep stages in epochs of 30 s: exactly `latency` and `awake` seconds awake (latency included), the rest in cycles of about
 * 95 minutes, of which the `first` have already been slept.
 */
export function hypnogram(next: Draw, epochs: number, latency: number, awake: number, first = 0): Uint8Array {
  const stages = new Uint8Array(epochs).fill(LIGHT)
  const asleepAt = Math.min(Math.round(latency / EPOCH), Math.floor(epochs / 2))
  for (let at = asleepAt, cycle = first; at < epochs; cycle++) {
    const length = Math.round((between(next, 84, 108) * 60) / EPOCH)
    const { deep, rem } = cycles[Math.min(cycle, cycles.length - 1)] ?? { deep: 0, rem: 0 }
    const deepAt = at + Math.round(length * between(next, 0.1, 0.17))
    const deepEnd = deepAt + Math.round(length * deep * between(next, 0.8, 1.2))
    const remAt = at + length - Math.round(length * rem * between(next, 0.8, 1.2))
    stages.fill(DEEP, Math.min(deepAt, epochs), Math.min(deepEnd, epochs))
    // One short return to light sleep inside a long deep stretch, as recordings have.
    if (deepEnd - deepAt > 30) stages.fill(LIGHT, Math.min(deepAt + 18, epochs), Math.min(deepAt + 20 + Math.floor(next() * 6), epochs))
    stages.fill(REM, Math.min(remAt, epochs), Math.min(at + length, epochs))
    at += length
  }
  stages.fill(AWAKE, 0, asleepAt)
  wakeUp(next, stages, asleepAt, Math.min(Math.round(awake / EPOCH), Math.floor(epochs * 0.8)) - asleepAt)
  return stages
}

/** Spreads `count` epochs awake over the night after `from`: a little at the end, the rest in short spells. */
function wakeUp(next: Draw, stages: Uint8Array, from: number, count: number) {
  const span = stages.length - from
  let left = Math.max(0, count)
  const atEnd = Math.min(left, 2 + Math.floor(next() * 6))
  stages.fill(AWAKE, stages.length - atEnd)
  left -= atEnd
  while (left > 0) {
    const length = 1 + Math.floor(next() * next() * 14)
    const at = from + 20 + Math.floor(next() * Math.max(1, span - 40))
    for (let i = at; i < Math.min(at + length, stages.length) && left > 0; i++) {
      if (stages[i] !== AWAKE) left--
      stages[i] = AWAKE
    }
    if (span <= 60) for (let i = from; i < stages.length && left > 0; i++) if (stages[i] !== AWAKE) left -= wake(stages, i)
  }
}

function wake(stages: Uint8Array, i: number): number {
  stages[i] = AWAKE
  return 1
}

/** The same night in 5-minute blocks: the stage that fills most of each; a last short block counts. */
export function fiveMinutes(stages: Uint8Array): string {
  let text = ''
  const count = new Uint8Array(5)
  for (let at = 0; at < stages.length; at += 10) {
    count.fill(0)
    for (let i = at; i < Math.min(at + 10, stages.length); i++) count[stages[i] ?? 0] = (count[stages[i] ?? 0] ?? 0) + 1
    let most = 1
    for (let stage = 2; stage <= AWAKE; stage++) if ((count[stage] ?? 0) > (count[most] ?? 0)) most = stage
    text += most
  }
  return text
}

/** Movement by epoch: 1 none, 2 restless, 3 tossing and turning, 4 active. */
export function movement(next: Draw, stages: Uint8Array): string {
  let text = ''
  for (const stage of stages) {
    const chance = next()
    if (stage === AWAKE) text += chance < 0.35 ? '2' : chance < 0.7 ? '3' : chance < 0.9 ? '4' : '1'
    else if (stage === DEEP) text += chance < 0.006 ? '2' : '1'
    else text += chance < 0.93 ? '1' : chance < 0.985 ? '2' : '3'
  }
  return text
}
