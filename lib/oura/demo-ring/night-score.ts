import { EPOCH } from './hypnogram'
import type { Life } from './life'
import { durations, lateness, mainPeriod, sleptOn } from './night-facts'
import { ramp, weighted } from './score'

const weights = { total_sleep: 0.35, efficiency: 0.1, restfulness: 0.15, rem_sleep: 0.1, deep_sleep: 0.1, latency: 0.1, timing: 0.1 }

/** The sleep score of day n with its contributors, each a ramp over what the main night measured; null without a night. */
export function nightScore(life: Life, n: number) {
  const main = mainPeriod(life, n)
  if (!main) return null
  const { stages, movement } = main.detail()
  const { awake, total } = durations(stages)
  // A split night adds up: deep and REM sleep of all its parts.
  const parts = life.night(n).map((part) => durations(part.detail().stages))
  const deep = parts.reduce((sum, part) => sum + part.deep, 0)
  const rem = parts.reduce((sum, part) => sum + part.rem, 0)
  const inBed = stages.length * EPOCH
  const restless = ((movement.match(/[34]+/g) ?? []).length / inBed) * 3600
  const contributors = {
    total_sleep: ramp(sleptOn(life, n) / 3600, [3, 5, 5, 45, 6, 66, 7, 84, 8, 97, 8.6, 100]),
    efficiency: ramp(total / inBed, [0.6, 10, 0.75, 48, 0.85, 80, 0.92, 97, 0.96, 100]),
    restfulness: ramp(restless * 4 + awake / 300, [6, 99, 14, 86, 24, 66, 40, 34, 60, 8]),
    rem_sleep: ramp(rem / 60, [20, 12, 60, 58, 90, 84, 120, 98, 150, 100]),
    deep_sleep: ramp(deep / 60, [15, 15, 40, 58, 60, 82, 85, 98, 110, 100]),
    latency: ramp(main.latency / 60, [8, 96, 14, 84, 20, 70, 35, 36, 60, 8]),
    timing: ramp(Math.abs(lateness(life, n)), [0.3, 100, 1, 90, 2, 66, 4, 22, 6, 5]),
  }
  return { contributors, score: weighted(contributors, weights) }
}
