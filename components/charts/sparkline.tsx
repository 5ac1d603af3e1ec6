const FILLS = { hr: 'fill-hr', hrv: 'fill-hrv', ink: 'fill-ink' } as const

type Props = {
  values: readonly (number | null)[]
  band: { low: number; high: number } | null
  color: keyof typeof FILLS
}

const HEIGHT = 34
const PAD = 5
/** Room at both ends for the mark, as a share of the line's width. */
const EDGE = 0.03

const round = (value: number) => Math.round(value * 100) / 100

/** The line's pieces and the y of a value (px from the top), all in a box that knows its height and not its width. */
export function sparkline(values: readonly (number | null)[], band: Props['band']): { path: string; y: (value: number) => number } {
  const known = [...values.filter((value) => value !== null), ...(band ? [band.low, band.high] : [])]
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const y = (value: number) => round(high === low ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD))
  let path = ''
  for (const [x, value] of values.entries()) {
    if (value === null) continue
    const joined = values[x - 1] !== null && values[x - 1] !== undefined
    // A lone day is a dot: a line of no length with round ends.
    path += joined ? `L${x} ${y(value)}` : `M${x} ${y(value)}h0`
  }
  return { path, y }
}

/** Some days as a line without axes, the usual band behind, the last day marked. Decorative: the numbers stand beside it. */
export function Sparkline({ values, band, color }: Props) {
  const { path, y } = sparkline(values, band)
  const steps = values.length - 1
  const last = values.at(-1)
  return (
    <svg aria-hidden="true" width="100%" height={HEIGHT} className="mt-auto block overflow-visible">
      {band && <rect width="100%" y={y(band.high)} height={Math.max(1, round(y(band.low) - y(band.high)))} rx="2" className="fill-band" />}
      <svg
        width="100%"
        height={HEIGHT}
        viewBox={`${-EDGE * steps} 0 ${steps * (1 + 2 * EDGE)} ${HEIGHT}`}
        preserveAspectRatio="none"
        overflow="visible"
        aria-hidden="true"
      >
        <path
          d={path}
          fill="none"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className="stroke-ink2"
        />
      </svg>
      {last !== null && last !== undefined && (
        <circle
          cx={`${round(((1 + EDGE) / (1 + 2 * EDGE)) * 100)}%`}
          cy={y(last)}
          r="3.5"
          strokeWidth="1.5"
          className={`stroke-surface ${FILLS[color]}`}
        />
      )}
    </svg>
  )
}
