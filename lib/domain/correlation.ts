import { mean, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'
import { blockBootstrap, type Interval, percentileInterval, REPLICATES } from './block-bootstrap'
import { blockLength } from './block-length'
import { normalBelow, tailShare } from './student-t'

/** Two values of one day each; null where one of the two is missing. One entry a day, in order, without gaps. */
export type DayPairs = readonly (readonly [x: number, y: number] | null)[]

export type Correlation = {
  /** Pearson's r, and Spearman's rho: r of the ranks, ties ranked in the middle. */
  r: number
  rho: number
  /** Days with both values, and without. */
  days: number
  missing: number
  /** As many independent days would say as much. */
  effectiveDays: number
  interval: Interval
}

/** Fewer pairs than these, or independent days than 4, say nothing. */
export const FEWEST_PAIRS = 14

const known = (pairs: DayPairs) => pairs.filter((pair) => pair !== null)
/** Always the same, to nine digits: what differs less is rounding. */
const isConstant = (values: readonly number[]) => {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return high - low <= 1e-9 * Math.max(1, Math.abs(low), Math.abs(high))
}

/** Why there is no correlation to tell; null when there is one. */
export function noCorrelation(pairs: DayPairs): 'few' | 'constant' | null {
  const days = known(pairs)
  if (days.length < FEWEST_PAIRS) return 'few'
  return isConstant(days.map(([x]) => x)) || isConstant(days.map(([, y]) => y)) ? 'constant' : null
}

/** The values in units of their own spread around their mean: sums of squares stay small numbers. */
function standardised(values: readonly number[]): number[] {
  const middle = mean([...values])
  const spread = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
  return values.map((value) => (value - middle) / spread)
}

/** The pairs in units of spread, in their places. */
function standardPairs(pairs: DayPairs): DayPairs {
  const days = known(pairs)
  const [xs, ys] = [standardised(days.map(([x]) => x)), standardised(days.map(([, y]) => y))]
  let place = 0
  return pairs.map((pair) => {
    if (pair === null) return null
    const standard = [xs[place] ?? 0, ys[place] ?? 0] as const
    place++
    return standard
  })
}

/** How alike a side is to itself `lag` days on, over the days known at both ends. */
function likeness(pairs: DayPairs, side: 0 | 1, lag: number): number {
  let [sum, count] = [0, 0]
  for (let i = lag; i < pairs.length; i++) {
    const [now, before] = [pairs[i], pairs[i - lag]]
    if (!now || !before) continue
    sum += now[side] * before[side]
    count++
  }
  return count > 0 ? Math.max(-1, Math.min(1, sum / count)) : 0
}

/**
 * How many independent pairs say as much about r as these days do: n / (1 + 2 Σ (1 − k/n) ρx(k) ρy(k)), Bartlett (1946) as in Pyper &
 * Peterman (1998) eq. 1, over lags up to n/5 and at most 60. Never more than n.
 */
function effectiveDaysOf(standard: DayPairs, n: number): number {
  let sum = 0
  const most = Math.min(60, Math.floor(n / 5))
  for (let lag = 1; lag <= most; lag++) sum += (1 - lag / n) * likeness(standard, 0, lag) * likeness(standard, 1, lag)
  return Math.min(n, Math.max(2, n / Math.max(1, 1 + 2 * sum)))
}

/** r from the sums of n, x, y, xx, yy, xy. */
function fromSums([n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0]: Float64Array): number {
  const spread = Math.sqrt((n * xx - x * x) * (n * yy - y * y))
  return spread > 0 ? Math.max(-1, Math.min(1, (n * xy - x * y) / spread)) : Number.NaN
}

/** How the pairs go together, without an interval: what is enough to put many in order. Check `noCorrelation` first. */
export function correlate(pairs: DayPairs): Omit<Correlation, 'interval'> {
  const days = known(pairs)
  const [xs, ys] = [days.map(([x]) => x), days.map(([, y]) => y)]
  return {
    r: Math.max(-1, Math.min(1, sampleCorrelation(xs, ys))),
    rho: Math.max(-1, Math.min(1, sampleRankCorrelation(xs, ys))),
    days: days.length,
    missing: pairs.length - days.length,
    effectiveDays: effectiveDaysOf(standardPairs(pairs), days.length),
  }
}

/**
 * How the pairs go together, with a 95 % interval for r: percentiles of a circular block bootstrap of days, blocks as long as the days'
 * influence on r (ψ = zx·zy − r (zx² + zy²)/2) asks, spread for few independent days as Student's t. Check `noCorrelation` first.
 */
export function correlation(pairs: DayPairs, seed = 1): Correlation {
  const known = correlate(pairs)
  const standard = standardPairs(pairs)
  const influence = standard.map((pair) => (pair ? pair[0] * pair[1] - (known.r * (pair[0] ** 2 + pair[1] ** 2)) / 2 : 0))
  const column = (of: (x: number, y: number) => number) => Float64Array.from(standard, (pair) => (pair ? of(pair[0], pair[1]) : 0))
  const columns = [
    column(() => 1),
    column((x) => x),
    column((_x, y) => y),
    column((x) => x * x),
    column((_x, y) => y * y),
    column((x, y) => x * y),
  ]
  const replicates = blockBootstrap(columns, blockLength(influence), fromSums, { seed })
  // Where one day alone makes the spread, hardly a draw has any.
  if (replicates.length < REPLICATES / 2) return { ...known, interval: [-1, 1] }
  return { ...known, interval: percentileInterval(replicates, tailShare(known.effectiveDays)) }
}

/** The two-sided p of no link, from Fisher's z of r over the effective days (Fisher 1921): for putting many pairs through one sieve. */
export function chanceOf({ r, effectiveDays }: Pick<Correlation, 'r' | 'effectiveDays'>): number {
  const z = Math.abs(Math.atanh(Math.min(0.999999, Math.abs(r)))) * Math.sqrt(Math.max(0, effectiveDays - 3))
  return 2 * (1 - normalBelow(z))
}
