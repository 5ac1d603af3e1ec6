import { AWAKE, DEEP, REM } from './hypnogram'
import { type Draw, normal } from './random'

export type Pulse = { heartRate: (number | null)[]; hrv: (number | null)[] }

/**
 * Heart rate and HRV (rMSSD, ms) of one sleep period, an item every 5 minutes. The heart slows to its nadir and speeds up towards
 * morning; HRV mirrors it. The least item is `lowest` and the mean HRV is `hrv`, to the rounding. Some items are missing, as in Oura's.
 */
export function pulse(next: Draw, stages: Uint8Array, target: { lowest: number; hrv: number; nadir: number }): Pulse {
  const count = Math.max(1, Math.ceil(stages.length / 10) - 1)
  const raw = Array.from({ length: count }, (_, i) => {
    const x = count > 1 ? i / (count - 1) : 0
    const fall = x < target.nadir ? 11 * ((target.nadir - x) / target.nadir) ** 1.4 : 6 * ((x - target.nadir) / (1 - target.nadir)) ** 1.5
    const stage = stages[i * 10 + 5] ?? AWAKE
    const lift = stage === REM ? 2.2 : stage === DEEP ? -0.4 : stage === AWAKE ? 4 : 0.6
    return fall + lift + 0.8 * normal(next)
  })
  const missing = new Set<number>()
  if (next() < 0.7) missing.add(0)
  const holes = count > 20 ? Math.floor(next() * 4) : 0
  for (let i = 0; i < holes; i++) missing.add(Math.floor(next() * count))
  const kept = raw.filter((_, i) => !missing.has(i))
  const least = Math.min(...kept)
  const mean = kept.reduce((sum, value) => sum + value, 0) / Math.max(1, kept.length)
  const variability = raw.map((value) => Math.max(0.35, 1 - 0.055 * (value - mean) + 0.14 * normal(next)))
  const scale =
    target.hrv / (variability.filter((_, i) => !missing.has(i)).reduce((sum, value) => sum + value, 0) / Math.max(1, kept.length))
  return {
    heartRate: raw.map((value, i) => (missing.has(i) ? null : Math.round(target.lowest) + Math.round(value - least))),
    hrv: variability.map((value, i) => (missing.has(i) ? null : Math.max(5, Math.round(value * scale)))),
  }
}
