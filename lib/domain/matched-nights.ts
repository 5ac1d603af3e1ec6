import type { Day } from './day'

/** One number a night, null where there is none or where it takes no part; without gaps. A night's day is the one it ended on. */
export type Nights = { days: readonly Day[]; values: readonly (number | null)[] }

/** A night is compared with those of its own weekday up to four weeks away: weekends are alike, and so is a season. */
const STEPS = [-28, -21, -14, -7, 7, 14, 21, 28]
const FEWEST_MATCHES = 2

export type Matched = {
  /** Places of the nights that could be compared. */
  nights: readonly number[]
  /** How many other nights they were compared with, each counted once. */
  others: number
  /** A weight a night: what the difference is the sum of. */
  weights: Float64Array
}

/** The weights of “each marked night minus the mean of the unmarked ones on its weekday at most four weeks away, averaged”. */
export function matchedNights(values: Nights['values'], marked: ArrayLike<number>): Matched {
  const matches = (index: number) => STEPS.map((step) => index + step).filter((at) => !marked[at] && (values[at] ?? null) !== null)
  const nights = values.flatMap((value, index) => (marked[index] && value !== null ? [{ index, matched: matches(index) }] : []))
  const kept = nights.filter(({ matched }) => matched.length >= FEWEST_MATCHES)
  const weights = new Float64Array(values.length)
  for (const { index, matched } of kept) {
    weights[index] = (weights[index] ?? 0) + 1 / kept.length
    for (const at of matched) weights[at] = (weights[at] ?? 0) - 1 / kept.length / matched.length
  }
  return { nights: kept.map(({ index }) => index), others: weights.filter((weight) => weight < 0).length, weights }
}

/**
 * How far each night is from the mean of those on its weekday at most four weeks away: what is left once season and weekday are gone. A mean
 * of k others scatters too, so it is narrowed by √(k / (k + 1)). 0 where there is nothing to compare.
 */
export function surprises(values: Nights['values']): Float64Array {
  return Float64Array.from(values, (value, index) => {
    if (value === null) return 0
    const others = STEPS.map((step) => values[index + step] ?? null).filter((other) => other !== null)
    if (others.length === 0) return 0
    const middle = others.reduce((sum, other) => sum + other, 0) / others.length
    return (value - middle) * Math.sqrt(others.length / (others.length + 1))
  })
}
