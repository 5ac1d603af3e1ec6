import type { Unit } from './metrics'
import type { ValueScale } from './value-scale'

const DECADES = [0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000]
const ROUND = DECADES.flatMap((ten) => [ten, 2 * ten, 2.5 * ten, 5 * ten])
const STEPS: Partial<Record<Unit, readonly number[]>> = {
  seconds: [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 18_000, 36_000],
  minute_of_day: [5, 10, 15, 30, 60, 120, 180, 240, 360, 720],
  level: [1, 2],
  score: [1, 2, 5, 10, 15, 20, 25],
  count: ROUND.filter((step) => step >= 1 && Number.isInteger(step)),
  // Not finer than what is written beside them: a tenth of a degree, of a kilometre or a mile.
  celsius_delta: ROUND.filter((step) => step >= 0.1),
  meters: ROUND.filter((step) => step >= 200),
}
/** Where Oura's words change: Optimal, Good, Fair, Pay attention. */
const SCORE_MARKS = [85, 70, 60]
const MOST_MARKS = 4
/** Room above and below the data, as a share of its height. */
const ROOM = 0.06

const tidy = (value: number) => Math.round(value * 1e6) / 1e6

/** Data with some room around it, and at most four round values in it to draw lines at. A constant series stands in the middle. */
export function trendScale(values: readonly (number | null)[], unit: Unit): ValueScale {
  const known = values.filter((value) => value !== null)
  const steps = STEPS[unit] ?? ROUND
  const least = steps[0] ?? 1
  let [low, high] = known.length > 0 ? [Math.min(...known), Math.max(...known)] : [0, 1]
  if (high - low < least) [low, high] = [(low + high) / 2 - least, (low + high) / 2 + least]
  const room = (high - low) * ROOM
  const domain = [tidy(low - room), tidy(high + room)] as const
  const words = unit === 'score' ? SCORE_MARKS.filter((mark) => mark > domain[0] && mark < domain[1]) : []
  if (words.length >= 2) return { domain, marks: words }
  const multiples = (step: number) => {
    const first = Math.ceil(domain[0] / step)
    return Array.from({ length: Math.max(0, Math.floor(domain[1] / step) - first + 1) }, (_, index) => tidy((first + index) * step))
  }
  const step = steps.find((one) => (domain[1] - domain[0]) / one <= MOST_MARKS) ?? (domain[1] - domain[0]) / 2
  return { domain, marks: multiples(step).slice(0, MOST_MARKS) }
}
