import { quantile } from './baseline'

/** An interval of numbers, both ends included. */
export type Interval = readonly [low: number, high: number]

/** Which side of zero an interval lies on: 1 above, −1 below, 0 when it holds zero. Less than a billionth is rounding. */
export function sideOf([low, high]: Interval): -1 | 0 | 1 {
  if (low > 1e-9) return 1
  return high < -1e-9 ? -1 : 0
}

export const REPLICATES = 1000
/** More blocks than these in a draw say nothing more; ten years would take long. */
const MOST_BLOCKS = 500

/** Uniform numbers in [0, 1), the same for the same seed: Mulberry32 (Ettinger 2017). A result must not change from one look to the next. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Draws whole stretches of neighbouring days anew, so that what makes neighbours alike stays in the draw: the circular block bootstrap
 * (Politis & Romano 1992). `columns` are what is added up, one array of the same length each; `statistic` makes a number of the sums of
 * one draw. Sorted replicates, without those that came out as no number. Each block costs two reads a column, however long it is.
 */
export function blockBootstrap(
  columns: readonly ArrayLike<number>[],
  length: number,
  statistic: (sums: Float64Array) => number,
  { seed = 1, replicates = REPLICATES }: { seed?: number; replicates?: number } = {},
): number[] {
  const days = columns[0]?.length ?? 0
  if (days === 0) return []
  const block = Math.max(1, Math.min(days, Math.round(Math.max(length, days / MOST_BLOCKS))))
  const running = columns.map((column) => runningSums(column, block))
  const next = seeded(seed)
  const sums = new Float64Array(columns.length)
  const found: number[] = []
  for (let replicate = 0; replicate < replicates; replicate++) {
    sums.fill(0)
    for (let left = days; left > 0; left -= block) {
      const from = Math.floor(next() * days)
      const to = from + Math.min(block, left)
      for (let i = 0; i < running.length; i++) {
        const column = running[i]
        if (column) sums[i] = (sums[i] ?? 0) + (column[to] ?? 0) - (column[from] ?? 0)
      }
    }
    const value = statistic(sums)
    if (Number.isFinite(value)) found.push(value)
  }
  return found.sort((a, b) => a - b)
}

/** Sums of the first 0, 1, 2 … values, going on over the end for one block: the days are a circle. */
function runningSums(column: ArrayLike<number>, block: number): Float64Array {
  const sums = new Float64Array(column.length + block + 1)
  for (let i = 0; i < column.length + block; i++) sums[i + 1] = (sums[i] ?? 0) + (column[i % column.length] ?? 0)
  return sums
}

/** The values with the share `tail` of sorted replicates beyond each. */
export function percentileInterval(replicates: readonly number[], tail: number): Interval {
  return [quantile(replicates, tail), quantile(replicates, 1 - tail)]
}
