/** The bottom and top of a lane and the values named beside it, evenly apart. */
export type ValueScale = { domain: readonly [number, number]; marks: number[] }

const STEPS = [5, 10, 20, 25, 50, 100]

/** The tightest scale of round numbers around some values with at most four of them named; `empty` where there are no values. */
export function valueScale(values: readonly number[], empty: readonly [number, number]): ValueScale {
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : empty
  const ends = (step: number) => [Math.floor(low / step), Math.max(Math.floor(low / step) + 1, Math.ceil(high / step))] as const
  const step = STEPS.find((one) => ends(one)[1] - ends(one)[0] <= 3) ?? 1000
  const [from, to] = ends(step)
  return { domain: [from * step, to * step], marks: Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step) }
}
