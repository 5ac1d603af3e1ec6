import { areaPath, bandPath, linePath, PLOT_HEIGHT, type Plot } from './plot'
import { FrontDots, PlotMarks } from './plot-marks'

/** A plot as plain SVG, which the server can draw. Paint order is that of recharts: own marks, areas, lines, dots in front. */
export function Poster({ plot }: { plot: Plot }) {
  const areas = plot.series.filter(({ kind }) => kind !== 'line')
  const lines = plot.series.filter(({ kind }) => kind === 'line')
  return (
    <svg className="poster" viewBox={`0 0 ${plot.minutes} ${PLOT_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <PlotMarks plot={plot} />
      {areas.map(({ key, className, fill, top }) => (
        <g key={key} className={className}>
          <path d={top ? bandPath(plot, key, top) : areaPath(plot, key)} fill={fill} />
        </g>
      ))}
      {lines.map(({ key, className }) => (
        <g key={key} className={className}>
          <path d={linePath(plot, key)} fill="none" />
        </g>
      ))}
      <FrontDots plot={plot} />
    </svg>
  )
}
