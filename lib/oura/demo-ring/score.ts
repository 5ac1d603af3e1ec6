/** A contributor from 1 to 100: straight lines through `points` (x, y, x, y, …), flat outside them. x goes up, y goes one way. */
export function ramp(x: number, points: readonly number[]): number {
  let at = 0
  while (at + 2 < points.length && (points[at + 2] ?? 0) < x) at += 2
  const [x0 = 0, y0 = 0, x1 = x0, y1 = y0] = points.slice(at, at + 4)
  const part = x1 === x0 ? 0 : Math.min(1, Math.max(0, (x - x0) / (x1 - x0)))
  return Math.max(1, Math.min(100, Math.round(y0 + (y1 - y0) * part)))
}

/** The weighted mean of the contributors that exist, rounded; null when fewer than half of the weight does. */
export function weighted<K extends string>(contributors: Record<K, number | null>, weights: Record<K, number>): number | null {
  let [sum, weight, all] = [0, 0, 0]
  for (const name in weights) {
    all += weights[name]
    const value = contributors[name]
    if (value === null) continue
    sum += value * weights[name]
    weight += weights[name]
  }
  return weight < all / 2 ? null : Math.max(1, Math.round(sum / weight))
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

export const deviation = (values: readonly number[]): number => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}

/** Rounded to decimals; never −0. */
export const round = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0
