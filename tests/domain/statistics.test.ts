import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantile } from '@/lib/domain/baseline'
import { blockBootstrap, percentileInterval, seeded } from '@/lib/domain/block-bootstrap'
import { blockLength } from '@/lib/domain/block-length'
import { contrastInterval } from '@/lib/domain/contrast'
import { chanceOf, correlate, correlation, type DayPairs, noCorrelation } from '@/lib/domain/correlation'
import { falseDiscovery } from '@/lib/domain/false-discovery'
import { firstRowOfInverse } from '@/lib/domain/linear-system'
import { robustUsual } from '@/lib/domain/robust-z'
import { normalBelow, studentT, tailShare, widerForBlocks } from '@/lib/domain/student-t'

/** Normal numbers, each the share `phi` of the one before plus something new: AR(1) with unit variance. */
function likeDays(next: () => number, count: number, phi: number): number[] {
  let value = 0
  return Array.from({ length: count + 50 }, () => {
    const fresh = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    value = phi * value + Math.sqrt(1 - phi * phi) * fresh
    return value
  }).slice(50)
}
const pairsOf = (xs: readonly number[], ys: readonly number[]): DayPairs => xs.map((x, index) => [x, ys[index] ?? 0] as const)

describe('Anscombe’s quartet (1973), as scipy.stats 1.17.1 pearsonr and spearmanr give it', () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const x4 = [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8]
  test.each([
    ['I', x, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68], 0.8164205163448395, 0.8181818181818182],
    ['II', x, [9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74], 0.8162365060002426, 0.690909090909091],
    ['III', x, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73], 0.816286739489598, 0.990909090909091],
    ['IV, ties', x4, [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89], 0.8165214368885028, 0.5],
  ])('%s', (_name, xs, ys, r, rho) => {
    const known = correlate(pairsOf(xs, ys))
    expect(known.r).toBeCloseTo(r, 12)
    expect(known.rho).toBeCloseTo(rho, 12)
  })
})

test('ties on both sides: spearmanr([1,2,2,3,3,3], [2,1,3,3,5,1]) is 0.28603877677367767 in scipy 1.17.1', () => {
  expect(correlate(pairsOf([1, 2, 2, 3, 3, 3], [2, 1, 3, 3, 5, 1])).rho).toBeCloseTo(0.28603877677367767, 12)
})

test('Student’s t and the normal distribution as tabulated (scipy.stats 1.17.1)', () => {
  for (const [df, t, digits] of [
    [3, 3.18244631, 1],
    [5, 2.57058184, 2],
    [7, 2.36462425, 3],
    [10, 2.22813885, 4],
    [30, 2.04227246, 6],
    [100, 1.98397152, 7],
  ] as const)
    expect(studentT(df)).toBeCloseTo(t, digits)
  for (const [z, share] of [
    [-3, 0.0013499],
    [-1, 0.15865525],
    [0, 0.5],
    [0.5, 0.69146246],
    [1.96, 0.9750021],
    [4, 0.99996833],
  ] as const)
    expect(normalBelow(z)).toBeCloseTo(share, 6)
  for (const [count, share] of [
    [8, 0.00573752],
    [20, 0.01588083],
    [100, 0.02306439],
  ] as const)
    expect(tailShare(count)).toBeCloseTo(share, 4)
  expect(tailShare(1e9)).toBeCloseTo(0.025, 6)
})

test('block lengths are those of arch 8.0.0 (optimal_block_length, circular) for the same numbers', () => {
  const series = (count: number, phi: number) => {
    let value = 0
    return Array.from({ length: count }, (_, t) => {
      value = phi * value + (((t * 7919 + 104729) * (t + 13)) % 1009) / 1009 - 0.5
      return value
    })
  }
  expect(blockLength(series(100, 0.5))).toBeCloseTo(4.165964070243748, 9)
  expect(blockLength(series(400, 0.8))).toBeCloseTo(31.188469766742234, 9)
  expect(blockLength(series(1500, 0.3))).toBeCloseTo(8.710155248191404, 9)
  // arch says 0.45; a block has a day at least.
  expect(blockLength(series(40, 0))).toBe(1)
})

test('Benjamini and Hochberg’s own example (1995, table 1): four of fifteen stand at 5 %', () => {
  const chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
  expect(falseDiscovery(chances, 0.05)).toEqual(chances.map((_, index) => index < 4))
  expect(falseDiscovery([...chances].reverse(), 0.05)).toEqual(chances.map((_, index) => index > 10))
  expect(falseDiscovery([], 0.05)).toEqual([])
})

describe('the bootstrap', () => {
  test('gives the same for the same seed', () => {
    const values = likeDays(seeded(5), 60, 0.5)
    const pairs = pairsOf(values, likeDays(seeded(6), 60, 0.5))
    expect(correlation(pairs, 3)).toEqual(correlation(pairs, 3))
    expect(correlation(pairs, 3)).not.toEqual(correlation(pairs, 4))
  })

  test('of a mean of independent days has the spread of the textbook, s/√n', () => {
    const values = likeDays(seeded(1), 400, 0)
    const means = blockBootstrap([values], 1, ([sum = 0]) => sum / 400, { replicates: 4000 })
    const s = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / 400)
    const [low, high] = percentileInterval(means, 0.025)
    expect((high - low) / (2 * 1.96)).toBeCloseTo(s / 20, 2)
  })

  test('of days that are like their neighbours is as wide as theory says, where single days would be half of it', () => {
    // AR(1) with φ = 0.6: the mean of n days has the variance (1 + φ)/(1 − φ)/n = 4/n.
    const widths = (length: (values: number[]) => number) => {
      const next = seeded(9)
      const all = Array.from({ length: 40 }, () => {
        const values = likeDays(next, 600, 0.6)
        const [low, high] = percentileInterval(
          blockBootstrap([values], length(values), ([sum = 0]) => sum / 600, { replicates: 400 }),
          0.025,
        )
        return (high - low) / (2 * 1.96)
      })
      return all.reduce((sum, width) => sum + width, 0) / all.length
    }
    const theory = Math.sqrt(4 / 600)
    expect(widths(blockLength) / theory).toBeGreaterThan(0.85)
    expect(widths(blockLength) / theory).toBeLessThan(1.1)
    expect(widths(() => 1) / theory).toBeLessThan(0.6)
  })

  test('keeps sums together: a block of all the days is every day once', () => {
    expect(new Set(blockBootstrap([[1, 2, 3, 4]], 4, ([sum = 0]) => sum, { replicates: 20 }))).toEqual(new Set([10]))
    expect(blockBootstrap([[]], 4, ([sum = 0]) => sum)).toEqual([])
  })
})

test('Fisher’s z: the chance of no link is 2 · scipy.stats.norm.sf(arctanh|r| · √(n − 3))', () => {
  expect(chanceOf({ r: 0.3, effectiveDays: 50 })).toBeCloseTo(0.03384113931494634, 6)
  expect(chanceOf({ r: -0.5, effectiveDays: 28 })).toBeCloseTo(0.006022924485883396, 6)
  expect(chanceOf({ r: 0.05, effectiveDays: 400 })).toBeCloseTo(0.31872840178874695, 6)
})

describe('order statistics of eleven numbers, as numpy 2.4.6 and scipy 1.17.1 give them', () => {
  const values = [3.1, -2.4, 7.7, 0.05, 12.9, 5.5, 5.5, -8.25, 1.75, 40, 6.125]
  const sorted = [...values].sort((a, b) => a - b)
  test.each([
    [0.025, -6.7875],
    [0.25, 0.9],
    [0.5, 5.5],
    [0.75, 6.9125],
    [0.975, 33.225],
  ])('numpy.percentile of %f', (share, value) => {
    expect(quantile(sorted, share)).toBeCloseTo(value, 12)
  })
  test('scipy.stats.median_abs_deviation, scaled to normal numbers', () => {
    const usual = robustUsual(values, 5, 0)
    expect(usual?.median).toBe(5.5)
    // Ours has four digits of the factor, theirs all.
    expect(usual?.scale).toBeCloseTo(5.559758319396007, 4)
  })
})

describe('intervals hold the truth about 19 times of 20', () => {
  test.each([
    ['independent days', 120, 0, 0],
    ['days like their neighbours', 200, 0.6, 0.6],
    ['a link of 0.5', 200, 0.4, 0.5],
  ])('r: %s', (_name, count, phi, link) => {
    const next = seeded(77)
    let held = 0
    for (let run = 0; run < 200; run++) {
      const x = likeDays(next, count, phi)
      const own = likeDays(next, count, phi)
      const r = link === 0.5 ? 0.5 : 0
      const y = x.map((value, index) => r * value + Math.sqrt(1 - r * r) * (own[index] ?? 0))
      const [low, high] = correlation(pairsOf(x, y), run).interval
      if (low <= r && r <= high) held++
    }
    // 95 % ± sampling error of 200 runs (4 standard deviations: 6 %).
    expect(held / 200).toBeGreaterThan(0.89)
  })

  test('a difference of 8 days from 60', () => {
    const next = seeded(3)
    let held = 0
    for (let run = 0; run < 300; run++) {
      const values = likeDays(next, 68, 0.2)
      const marked = values.map((_, index) => index % 8 === 0 && index < 64)
      const mean = (of: boolean) => {
        const side = values.filter((_, index) => marked[index] === of)
        return side.reduce((sum, value) => sum + value, 0) / side.length
      }
      const [on, off] = [mean(true), mean(false)]
      const parts = values.map((value, index) => (marked[index] ? (value - on) / 8 : -(value - off) / 60))
      const [low, high] = contrastInterval(on - off, parts, 8, run)
      if (low <= 0 && 0 <= high) held++
    }
    expect(held / 300).toBeGreaterThan(0.91)
  })
})

test('an interval from long blocks is wider by what Kiefer and Vogelsang’s distribution says', () => {
  // The 0.975 quantiles of 8000 simulated series with Bartlett's weights over a tenth and three tenths of them (numpy): 2.258, 2.825.
  expect(widerForBlocks(0)).toBe(1)
  expect(1.96 * widerForBlocks(0.1)).toBeCloseTo(2.258, 1)
  expect(1.96 * widerForBlocks(0.3)).toBeCloseTo(2.825, 0.5)
})

test('days that are like their neighbours count for fewer: AR(1) of 0.7 against AR(1) of 0.7 for about a third', () => {
  // n / (1 + 2 Σ 0.49^k) = n (1 − 0.49) / (1 + 0.49) = 0.342 n.
  const next = seeded(21)
  const shares = Array.from(
    { length: 20 },
    () => correlate(pairsOf(likeDays(next, 800, 0.7), likeDays(next, 800, 0.7))).effectiveDays / 800,
  )
  expect(shares.reduce((sum, share) => sum + share, 0) / 20).toBeCloseTo(0.342, 1)
})

test('what cannot be told is said, and is never a number', () => {
  const some = Array.from({ length: 30 }, (_, index) => index)
  expect(noCorrelation(pairsOf(some.slice(0, 13), some))).toBe('few')
  expect(noCorrelation(some.map(() => null))).toBe('few')
  expect(
    noCorrelation(
      pairsOf(
        some.map(() => 7),
        some,
      ),
    ),
  ).toBe('constant')
  expect(
    noCorrelation(
      pairsOf(
        some,
        some.map(() => 0),
      ),
    ),
  ).toBe('constant')
  expect(noCorrelation(pairsOf(some, some))).toBeNull()
})

test('r is symmetric, lies in its bounds, and does not care for units; gaps are counted', () => {
  const value = fc.option(fc.integer({ min: -1000, max: 20_000 }), { freq: 6 })
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 20, maxLength: 60 }), (rows) => {
      const pairs: DayPairs = rows.map(([x, y]) => (x === null || y === null ? null : ([x, y] as const)))
      if (noCorrelation(pairs)) return
      const known = correlation(pairs)
      expect(known.days + known.missing).toBe(rows.length)
      expect(known.effectiveDays).toBeGreaterThanOrEqual(2)
      expect(known.effectiveDays).toBeLessThanOrEqual(known.days)
      for (const number of [known.r, known.rho, ...known.interval]) {
        expect(number).toBeGreaterThanOrEqual(-1)
        expect(number).toBeLessThanOrEqual(1)
      }
      expect(known.interval[0]).toBeLessThanOrEqual(known.interval[1])
      expect(chanceOf(known)).toBeLessThanOrEqual(1)
      const turned = correlate(pairs.map((pair) => pair && ([pair[1], pair[0] * 3 + 5] as const)))
      expect(turned.rho).toBeCloseTo(known.rho, 6)
    }),
    { numRuns: 60 },
  )
})

test('the first row of an inverse solves its system, is that of numpy.linalg.inv, also where a column says nothing new', () => {
  const row = firstRowOfInverse([
    [2, 1],
    [1, 3],
  ])
  expect(row[0]).toBeCloseTo(0.6, 12)
  expect(row[1]).toBeCloseTo(-0.2, 12)
  expect(firstRowOfInverse([[4]])).toEqual([0.25])
  const asNumpy = firstRowOfInverse([
    [4, 1, 0.5, -0.2],
    [0.3, 3, 0.1, 0.7],
    [-0.6, 0.2, 5, 1.1],
    [0.9, -0.4, 0.25, 2],
  ])
  const inverse = [0.23742948322569957, -0.06918480158856705, -0.025457206925169187, 0.06195909268741148]
  for (const [index, value] of inverse.entries()) expect(asNumpy[index]).toBeCloseTo(value, 12)
  const twice = firstRowOfInverse([
    [1, 0, 0],
    [0, 1, 1],
    [0, 1, 1],
  ])
  expect(twice.every(Number.isFinite)).toBe(true)
  expect(twice[0]).toBe(1)
})
