/** Every plot is drawn in one fixed system: x = minutes of the axis, y = 0 … 100 from the top. CSS stretches it, so nobody knows its width. */
export const PLOT_HEIGHT = 100

/** `m` is the minute; every other key is a series, null where the line breaks. */
export type PlotRow = { m: number } & Record<string, number | null>
/** `area` stands on the ground of the plot; a `band` lies between `key` and `top`. */
export type PlotSeries = { key: string; kind: 'line' | 'area' | 'band'; className: string; fill?: string; top?: string }
/** A bar standing on the ground of the plot, `height` as a share of it. */
export type PlotRun = { from: number; to: number; height: number; className: string }
type PlotDot = { m: number; value: number }
export type PlotDots = { className: string; points: PlotDot[] }

/** One lane's picture as data, drawn twice alike: as poster in the first HTML, and by recharts once somebody touches it. */
export type Plot = {
  minutes: number
  /** The values at the bottom and the top of the plot. */
  domain: readonly [number, number]
  rows: PlotRow[]
  series: PlotSeries[]
  runs: PlotRun[]
  dots: PlotDots | null
  /** Dots over everything else. */
  front?: readonly PlotDots[]
}

export const round = (value: number) => Math.round(value * 1000) / 1000

/** y (0 … 100 from the top) of a value. */
export function yOf([bottom, top]: Plot['domain'], value: number): number {
  return ((top - value) / (top - bottom)) * PLOT_HEIGHT
}

type Point = { x: number; y: number }

/** The unbroken pieces of a series, in the coordinates of the plot. */
function pieces(plot: Plot, key: string): Point[][] {
  const found: Point[][] = []
  let open: Point[] | null = null
  for (const row of plot.rows) {
    const value = row[key]
    if (value === null || value === undefined) {
      open = null
      continue
    }
    if (!open) {
      open = []
      found.push(open)
    }
    open.push({ x: round(row.m), y: round(yOf(plot.domain, value)) })
  }
  return found
}

const through = (points: readonly Point[]) => points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x},${y}`).join('')

/** A line through a series. A lone point closes on itself, so that a round cap makes it a dot. */
export function linePath(plot: Plot, key: string): string {
  return pieces(plot, key)
    .map((points) => (points.length === 1 ? `${through(points)}Z` : through(points)))
    .join('')
}

/** The area between a series and the ground. */
export function areaPath(plot: Plot, key: string): string {
  return pieces(plot, key)
    .map((points) => `${through(points)}L${points.at(-1)?.x},${PLOT_HEIGHT}L${points[0]?.x},${PLOT_HEIGHT}Z`)
    .join('')
}

/** The area between two series, where both are known. A lone place has no width and draws nothing. */
export function bandPath(plot: Plot, low: string, high: string): string {
  const isKnown = (row: PlotRow) => row[low] != null && row[high] != null
  const known = { ...plot, rows: plot.rows.map((row) => (isKnown(row) ? row : { ...row, [low]: null, [high]: null })) }
  const bottoms = pieces(known, low)
  return pieces(known, high)
    .map((tops, index) => {
      const bottom = [...(bottoms[index] ?? [])].reverse()
      return `${through(tops)}L${bottom.map(({ x, y }) => `${x},${y}`).join('L')}Z`
    })
    .join('')
}

/** All runs of one class as one path of rectangles. */
export function runPath(runs: readonly PlotRun[]): string {
  return runs
    .map(({ from, to, height }) => `M${round(from)},${PLOT_HEIGHT}V${round(PLOT_HEIGHT * (1 - height))}H${round(to)}V${PLOT_HEIGHT}Z`)
    .join('')
}

/** Dots as strokes of no length: a round cap makes them round in px at every width. */
export function dotPath(plot: Plot, dots = plot.dots): string {
  return (dots?.points ?? []).map(({ m, value }) => `M${round(m)},${round(yOf(plot.domain, value))}h0`).join('')
}
