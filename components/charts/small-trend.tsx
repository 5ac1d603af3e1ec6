import { round } from './plot'

const HEIGHT = 34
const PAD = 4

type Props = { values: readonly (number | null)[]; band: { low: number; high: number } | null }

/** The line of a series in a box of `values.length - 1` by 34, broken where nothing is known, and the y of a value. */
export function smallTrendLine(values: readonly (number | null)[], band: Props['band']): { path: string; y: (value: number) => number } {
  const known = [...values.filter((value) => value !== null), ...(band ? [band.low, band.high] : [])]
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const y = (value: number) => round(high === low ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD))
  let path = ''
  for (const [x, value] of values.entries()) {
    if (value === null) continue
    const isJoined = values[x - 1] !== null && values[x - 1] !== undefined
    path += isJoined ? `L${x} ${y(value)}` : `M${x} ${y(value)}h0`
  }
  return { path, y }
}

/** A metric over a range as a line without axes, its middle half behind, its last day marked. Decorative: the numbers stand beside it. */
export function SmallTrend({ values, band }: Props) {
  const { path, y } = smallTrendLine(values, band)
  const last = values.at(-1)
  return (
    <svg aria-hidden="true" width="100%" height={HEIGHT} className="mt-1 block overflow-visible">
      {band && <rect width="100%" y={y(band.high)} height={Math.max(1, round(y(band.low) - y(band.high)))} className="fill-band" />}
      <svg
        width="100%"
        height={HEIGHT}
        viewBox={`0 0 ${Math.max(1, values.length - 1)} ${HEIGHT}`}
        preserveAspectRatio="none"
        overflow="visible"
        aria-hidden="true"
      >
        <path
          d={path}
          fill="none"
          strokeWidth="1.25"
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className="metric-stroke"
        />
      </svg>
      {last !== null && last !== undefined && <circle cx="100%" cy={y(last)} r="2.6" className="metric-fill" />}
    </svg>
  )
}
