import { type ActivityClass, CLASSES } from '@/lib/domain/class-5-min'
import type { DayClock } from '@/lib/domain/day-clock'
import { heartPieces } from '@/lib/domain/heart-rate'
import { metColumns, metHeight, metPeak } from '@/lib/domain/met-curve'
import type { Plot, PlotRow } from './plot'

const CLASS_HEIGHT: Record<ActivityClass, number> = { non_wear: 0, rest: 0.1, inactive: 0.24, low: 0.46, medium: 0.7, high: 1 }
const EXERTION = new Set(['workout', 'live', 'session'])

/** The bpm at the bottom and top of the heart lane: 40–160, wider by tens where the data asks for it. */
export function heartDomain(clock: DayClock): readonly [number, number] {
  const values = clock.heart.map(({ bpm }) => bpm)
  return [Math.min(40, Math.floor(Math.min(...values, 40) / 10) * 10), Math.max(160, Math.ceil(Math.max(...values, 160) / 10) * 10)]
}

/** Where the scale of HRV has names, in ms. */
export const HRV_MARKS = [80, 40] as const

/** HRV has its own scale in the upper half, which heart rate leaves empty at night: from 20 ms at 55 % of the height to 90 ms at 5 %. */
export function hrvY(clock: DayClock, ms: number): number {
  const [low, high] = clock.hrv.reduce(([least, most], point) => [Math.min(least, point.ms), Math.max(most, point.ms)], [20, 90])
  return 55 - ((ms - (low ?? 20)) / ((high ?? 90) - (low ?? 20))) * 50
}

/** Heart rate as a line that breaks where nothing is known, heavier where it was measured during exertion, and HRV as dots. */
export function heartPlot(clock: DayClock): Plot {
  const domain = heartDomain(clock)
  const rows = heartPieces(clock.heart).flatMap((piece, index): PlotRow[] => {
    const points = piece.map(({ minute, bpm, source }) => ({ m: minute, hr: bpm, exertion: EXERTION.has(source) ? bpm : null }))
    return index === 0 ? points : [{ m: (piece[0]?.minute ?? 0) - 0.001, hr: null, exertion: null }, ...points]
  })
  const exerted = rows.some(({ exertion }) => exertion !== null)
  return {
    minutes: clock.span.minutes,
    domain,
    rows,
    series: [
      { key: 'hr', kind: 'line', className: 'hr' },
      ...(exerted ? [{ key: 'exertion', kind: 'line', className: 'hr exertion' } as const] : []),
    ],
    runs: [],
    dots: {
      className: 'hrv',
      points: clock.hrv.map(({ minute, ms }) => ({ m: minute, value: domain[1] - (hrvY(clock, ms) / 100) * (domain[1] - domain[0]) })),
    },
  }
}

/** √(MET − 0.9) at the top of the lane: 12 MET, or the day's peak where that is higher. */
export function metTop(clock: DayClock): number {
  return Math.max(metHeight(12), metHeight(metPeak(clock.met)?.met ?? 0))
}

/** The MET curve as one area, coloured at the general cut-offs by the gradient `fill`. */
export function metPlot(clock: DayClock, fill: string): Plot {
  return {
    minutes: clock.span.minutes,
    domain: [0, metTop(clock)],
    rows: metColumns(clock.met).map(({ minute, height }) => ({ m: minute, met: height })),
    series: [{ key: 'met', kind: 'area', className: 'met', fill }],
    runs: [],
    dots: null,
  }
}

/** Oura's own five-minute classes as bars of five heights; minutes without the ring are hatched elsewhere. */
export function classPlot(clock: DayClock): Plot {
  return {
    minutes: clock.span.minutes,
    domain: [0, 1],
    rows: [
      { m: 0, ground: 0 },
      { m: clock.span.minutes, ground: 0 },
    ],
    series: [],
    runs: CLASSES.flatMap((name) =>
      clock.classes
        .filter((run) => run.name === name && CLASS_HEIGHT[name] > 0)
        .map(({ from, to }) => ({ from, to, height: CLASS_HEIGHT[name], className: `class-${name}` })),
    ),
    dots: null,
  }
}
