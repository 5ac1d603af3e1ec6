import type { StateRun } from '@/lib/domain/actogram'
import type { RhythmState } from '@/lib/domain/rhythm-code'

/** How much of its row a state fills, so that colour is not the only carrier. */
const HEIGHTS: Record<RhythmState, number> = {
  asleep: 1,
  awake: 0.5,
  non_wear: 0.6,
  rest: 0.2,
  inactive: 0.2,
  low: 0.5,
  medium: 0.76,
  high: 1,
}
export const ACTOGRAM_STATES = Object.keys(HEIGHTS) as readonly RhythmState[]

const short = (value: number) => Math.round(value * 100) / 100

/** All runs of one state as one path, in a box of minutes by rows of `height`. */
export function statePath(rows: readonly { runs: readonly StateRun[] }[], state: RhythmState, height: number): string {
  const tall = short(HEIGHTS[state] * height * (state === 'asleep' ? 1 : 0.92))
  return rows
    .flatMap(({ runs }, row) =>
      runs
        .filter((run) => run.state === state)
        .map(({ from, to }) => `M${from} ${short((row + 1) * height - tall)}h${to - from}v${tall}h${from - to}z`),
    )
    .join('')
}

/** A profile as closed areas over a ground line, each unbroken stretch its own, in a box of `values.length` by `tall`. */
export function profilePath(values: readonly (number | null)[], highest: number, tall: number): string {
  let path = ''
  for (const [index, value] of values.entries()) {
    if (value === null || highest <= 0) continue
    const y = short(tall - (Math.min(value, highest) / highest) * tall)
    path += `M${index} ${tall}V${y}h1V${tall}z`
  }
  return path
}
