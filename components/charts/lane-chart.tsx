import { memo } from 'react'
import { Area, ComposedChart, Line, useXAxisScale, useYAxisScale, XAxis, YAxis } from 'recharts'
import { PLOT_HEIGHT, type Plot } from './plot'
import { PlotMarks } from './plot-marks'

// recharts hands it to its <svg>, though its types leave it out.
const stretch = { preserveAspectRatio: 'none' }
const margin = { top: 0, right: 0, bottom: 0, left: 0 }
const filling = { width: '100%', height: '100%' }

/** Marks of our own appear once recharts knows its scales, which are the identity and ours. */
function Marks({ plot }: { plot: Plot }) {
  const x = useXAxisScale()
  const y = useYAxisScale()
  return x && y ? <PlotMarks plot={plot} /> : null
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
      {plot.series.map(({ key, kind, className, fill }) =>
        kind === 'area' ? (
          <Area
            key={key}
            className={className}
            dataKey={key}
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
        ),
      )}
    </ComposedChart>
  )
}

export default memo(LaneChart)
