import { quantile } from './baseline'

/** 1 / Φ⁻¹(0.75): makes the median absolute deviation of normal numbers their standard deviation (Rousseeuw and Croux 1993). */
const NORMAL = 1.4826

export type Usual = { median: number; scale: number; days: number }

/**
 * Median and scale (1.4826 × median absolute deviation, at least `floor`) of the known values; null under `fewest` of them. The floor is
 * what the number can be trusted to: without it a series that never moves would make every step an outlier.
 */
export function robustUsual(values: readonly (number | null)[], fewest: number, floor: number): Usual | null {
  const known = values.filter((value) => value !== null && Number.isFinite(value)).sort((a, b) => (a ?? 0) - (b ?? 0)) as number[]
  if (known.length < fewest) return null
  const median = quantile(known, 0.5)
  const deviations = known.map((value) => Math.abs(value - median)).sort((a, b) => a - b)
  return { median, scale: Math.max(floor, NORMAL * quantile(deviations, 0.5)), days: known.length }
}

/** How many scales a value lies from the median (Iglewicz and Hoaglin 1993, without their 0.6745, which is our 1.4826 turned over). */
export function robustZ(value: number, { median, scale }: Usual): number {
  return (value - median) / scale
}
