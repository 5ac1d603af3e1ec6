import { memo } from 'react'
import { Area, ComposedChart, Line, useXAxisScale, useYAxisScale, XAxis, YAxis, ZIndexLayer } from 'recharts'
import { PLOT_HEIGHT, type Plot, type PlotRow, type PlotSeries } from './plot'
import { FrontDots, PlotMarks } from './plot-marks'

// recharts hands it to its <svg>, though its types leave it out.
const stretch = { preserveAspectRatio: 'none' }
const margin = { top: 0, right: 0, bottom: 0, left: 0 }
/** Over recharts' own lines (400). */
const FRONT = 500
const filling = { width: '100%', height: '100%' }

/** Marks of our own appear once recharts knows its scales, which are the identity and ours. */
function Marks({ plot }: { plot: Plot }) {
  const x = useXAxisScale()
  const y = useYAxisScale()
  if (!x || !y) return null
  return (
    <>
      <PlotMarks plot={plot} />
      {plot.front && (
        <ZIndexLayer zIndex={FRONT}>
          <FrontDots plot={plot} />
        </ZIndexLayer>
      )}
    </>
  )
}

/** Both edges of a band, where both are known. */
const edges =
  ({ key, top }: PlotSeries) =>
  (row: PlotRow) => {
    const [low, high] = [row[key], row[top ?? key]]
    return low == null || high == null ? null : [low, high]
  }

/**
 * A plot drawn by recharts, pixel for pixel the poster: both use the fixed system of plot.ts, so its scales are the identity and CSS alone
 * knows the width. Loaded on the first pointer, focus or key.
 */
function LaneChart({ plot }: { plot: Plot }) {
  return (
    <ComposedChart
      width={plot.minutes}
      height={PLOT_HEIGHT}
      style={filling}
      margin={margin}
      data={plot.rows}
      accessibilityLayer={false}
      {...stretch}
    >
      <XAxis hide type="number" dataKey="m" domain={[0, plot.minutes]} />
      <YAxis hide width={0} type="number" dataKey={plot.series[0]?.key ?? 'ground'} domain={[...plot.domain]} />
      <Marks plot={plot} />
      {plot.series.map((series) => {
        const { key, kind, className, fill } = series
        return kind !== 'line' ? (
          <Area
            key={key}
            className={className}
            dataKey={kind === 'band' ? edges(series) : key}
            type="linear"
            stroke="none"
            {...(fill ? { fill } : {})}
            fillOpacity={1}
            baseValue={plot.domain[0]}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ) : (
          <Line key={key} className={className} dataKey={key} type="linear" dot={false} activeDot={false} isAnimationActive={false} />
        )
      })}
    </ComposedChart>
  )
}

export default memo(LaneChart)
