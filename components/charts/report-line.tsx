import { sparkline } from './sparkline'

type Props = {
  values: readonly (number | null)[]
  band: { low: number; high: number } | null
  /** Everything the picture says, in one sentence. */
  label: string
}

/** The height that `sparkline` draws in; on paper a line is as high as there is room for. */
const HEIGHT = 34
/** Room at both ends for the width of the line, as a share of its length. */
const EDGE = 0.01

/** A value a day as a line over what was usual, plain SVG that a printer draws in black and grey; days without data are gaps. */
export function ReportLine({ values, band, label }: Props) {
  if (values.every((value) => value === null)) return null
  const { path, y } = sparkline(values, band)
  const steps = Math.max(1, values.length - 1)
  const [left, width] = [-steps * EDGE, steps * (1 + 2 * EDGE)]
  return (
    <svg role="img" aria-label={label} viewBox={`${left} 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" className="report-line">
      {band && <rect x={left} width={width} y={y(band.high)} height={Math.max(1, y(band.low) - y(band.high))} className="report-band" />}
      <path d={path} className="report-path" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
