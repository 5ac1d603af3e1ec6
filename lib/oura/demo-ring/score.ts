/** A contributor from 1 to 100: straight lines between the points, flat outside them. Points go up in x; y goes one way. */
export function ramp(x: number, points: readonly (readonly [number, number])[]): number {
  const after = points.findIndex(([at]) => at >= x)
  const [low, high] = [points[after < 0 ? points.length - 1 : Math.max(0, after - 1)], points[after < 0 ? points.length - 1 : after]]
  if (!low || !high) return 1
  const part = high[0] === low[0] ? 0 : Math.min(1, Math.max(0, (x - low[0]) / (high[0] - low[0])))
  return Math.max(1, Math.min(100, Math.round(low[1] + (high[1] - low[1]) * part)))
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

export const round = (value: number, digits: number): number => Number(value.toFixed(digits))
