import type { Unit } from './metrics'

/** An axis from a round number to a round number, and the round numbers between that are named. */
export type MetricScale = { domain: readonly [number, number]; ticks: number[] }

const CLOCK: Partial<Record<Unit, readonly number[]>> = {
  seconds: [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200],
  minute_of_day: [15, 30, 60, 120, 180, 360, 720],
}

/** No metric is measured finer; what lies closer together is alike. */
const FINEST = 1e-6

/** 1, 2 or 5 times a power of ten; of times what clocks count in. */
function stepFor(least: number, unit: Unit): number {
  const clock = CLOCK[unit]?.find((step) => step >= least)
  if (clock !== undefined) return clock
  const power = 10 ** Math.floor(Math.log10(least))
  return power * ([1, 2, 5].find((share) => share * power >= least * (1 - 1e-9)) ?? 10)
}

/** The tightest scale of round numbers around some values of a unit, with at most `most` steps. Values that are all alike get one step. */
export function metricScale(values: readonly number[], unit: Unit, most = 4): MetricScale {
  const [low, high] =
    values.length > 0 ? values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]) : [0, 1]
  const extent = high - low < FINEST ? Math.max(1, Math.abs(high) / 100) : high - low
  let step = stepFor(extent / most, unit)
  // Rounding both ends outwards may take one step more than there is room for.
  while (Math.ceil(high / step) - Math.floor(low / step) > most + 1) step = stepFor(step * 1.01, unit)
  const [from, to] = [Math.floor(low / step), Math.max(Math.floor(low / step) + 1, Math.ceil(high / step))]
  return { domain: [from * step, to * step], ticks: Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step) }
}
