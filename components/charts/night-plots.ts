import { heartPieces } from '@/lib/domain/heart-rate'
import type { Movement } from '@/lib/domain/movement'
import type { NightChart } from '@/lib/domain/night-chart'
import { hrvMedian } from '@/lib/domain/night-readout'
import { type ValueScale, valueScale } from '@/lib/domain/value-scale'
import type { Plot, PlotRow } from './plot'

const HEIGHT: Record<Movement, number> = { still: 0, restless: 0.35, tossing: 0.68, active: 1 }

/** The share of the lane that the name of the lowest heart rate needs below its dot. */
const ROOM = 0.2

export function nightHeartScale(chart: NightChart): ValueScale {
  const values = chart.heart.map(({ bpm }) => bpm)
  const { domain, marks } = valueScale(values, [40, 70])
  const [bottom, top] = domain
  return { domain: [Math.min(bottom, (Math.min(...values, top) - ROOM * top) / (1 - ROOM)), top], marks }
}

export const nightHrvScale = (chart: NightChart): ValueScale =>
  valueScale(
    chart.hrv.map(({ ms }) => ms),
    [20, 80],
  )

/** Pieces of a line as rows, a hole before each but the first. */
function rowsOf(pieces: readonly (readonly { minute: number; value: number }[])[], key: string): PlotRow[] {
  return pieces.flatMap((piece, index): PlotRow[] => {
    const points = piece.map(({ minute, value }) => ({ m: minute, [key]: value }))
    return index === 0 ? points : [{ m: (piece[0]?.minute ?? 0) - 0.001, [key]: null }, ...points]
  })
}

/** Movement in 30 seconds as bars of three heights; stillness has none. */
export function movementPlot(chart: NightChart): Plot {
  return {
    minutes: chart.span.minutes,
    domain: [0, 1],
    rows: [
      { m: 0, ground: 0 },
      { m: chart.span.minutes, ground: 0 },
    ],
    series: [],
    runs: chart.movement
      .filter(({ movement }) => HEIGHT[movement] > 0)
      .map(({ from, to, movement }) => ({ from, to, height: HEIGHT[movement], className: 'movement' })),
    dots: null,
  }
}

/** Five-minute heart rate as a line that breaks where nothing is known. */
export function nightHeartPlot(chart: NightChart): Plot {
  return {
    minutes: chart.span.minutes,
    domain: nightHeartScale(chart).domain,
    rows: rowsOf(
      heartPieces(chart.heart).map((piece) => piece.map(({ minute, bpm }) => ({ minute, value: bpm }))),
      'hr',
    ),
    series: [{ key: 'hr', kind: 'line', className: 'hr' }],
    runs: [],
    dots: null,
  }
}

/** Five-minute HRV as dots, and the running median of 15 minutes as a line. */
export function nightHrvPlot(chart: NightChart): Plot {
  return {
    minutes: chart.span.minutes,
    domain: nightHrvScale(chart).domain,
    rows: rowsOf(
      hrvMedian(chart.hrv).map((piece) => piece.map(({ minute, ms }) => ({ minute, value: ms }))),
      'median',
    ),
    series: [{ key: 'median', kind: 'line', className: 'hrv-line' }],
    runs: [],
    dots: { className: 'hrv', points: chart.hrv.map(({ minute, ms }) => ({ m: minute, value: ms })) },
  }
}
