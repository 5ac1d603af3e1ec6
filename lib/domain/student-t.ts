import { errorFunction } from 'simple-statistics'

/** The standard normal quantile at 0.975. */
const Z = 1.959963984540054

/** The share of a standard normal distribution below `z`; absolute error under 1e-6. */
export const normalBelow = (z: number): number => (1 + errorFunction(z / Math.SQRT2)) / 2

/**
 * The 0.975 quantile of Student's t with `df` ≥ 3 degrees of freedom, from the normal one: Abramowitz & Stegun (1964) 26.7.5, whose four
 * terms are within 0.03 of the table at 3 and within 0.001 from 7 on.
 */
export function studentT(df: number): number {
  const [z3, z5, z7, z9] = [Z ** 3, Z ** 5, Z ** 7, Z ** 9]
  return (
    Z +
    (z3 + Z) / (4 * df) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * df ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * df ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * Z) / (92160 * df ** 4)
  )
}

/**
 * Which share of bootstrap replicates lies beyond each end of a 95 % interval when they stand for `count` independent values: less than
 * 2.5 % where these are few, as Student's t asks. Hesterberg (2015), What Teachers Should Know About the Bootstrap, §5.3 (“expanded”).
 */
export function tailShare(count: number): number {
  const n = Math.max(4, count)
  return normalBelow(-Math.sqrt(n / (n - 1)) * studentT(n - 1))
}

/**
 * How many times as wide an interval has to be whose spread was estimated from blocks that are this share of all days: long blocks are few,
 * and know the spread less well. Kiefer & Vogelsang (2005), A New Asymptotic Theory for Heteroskedasticity-Autocorrelation Robust Tests,
 * table 1: the 0.975 quantile for Bartlett's weights, which are those of overlapping blocks.
 */
export const widerForBlocks = (share: number): number => (1.96 + 2.9694 * share + 0.416 * share ** 2 - 0.5324 * share ** 3) / 1.96
