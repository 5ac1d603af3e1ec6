import { sparkline } from './sparkline'

type Props = {
  values: readonly (number | null)[]
  band: { low: number; high: number } | null
  /** Everything the picture says, in one sentence. */
  label: string
}

const HEIGHT = 34

/** A value a day as a line over what was usual, plain SVG that a printer draws in black and grey; days without data are gaps. */
export function ReportLine({ values, band, label }: Props) {
  if (values.every((value) => value === null)) return null
  const { path, y } = sparkline(values, band)
  const steps = Math.max(1, values.length - 1)
  return (
    <svg role="img" aria-label={label} width="100%" height={HEIGHT} className="report-line">
      {band && <rect width="100%" y={y(band.high)} height={Math.max(1, y(band.low) - y(band.high))} className="report-band" />}
      <svg
        width="100%"
        height={HEIGHT}
        viewBox={`${-steps * 0.01} 0 ${steps * 1.02} ${HEIGHT}`}
        preserveAspectRatio="none"
        overflow="visible"
        aria-hidden="true"
      >
        <path d={path} className="report-path" vectorEffect="non-scaling-stroke" />
      </svg>
    </svg>
  )
}
