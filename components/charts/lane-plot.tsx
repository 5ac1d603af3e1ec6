import { memo, useDeferredValue } from 'react'
import type { Plot } from './plot'
import { Poster } from './poster'
import type { LaneChart } from './takeover'

/**
 * A lane's picture: the poster at once, recharts over it once it is there. On a day change the poster is back until recharts has caught up;
 * CSS shows one of the two (charts.css).
 */
export const LanePlot = memo(function LanePlot({ plot, chart: Chart }: { plot: Plot; chart: LaneChart | null }) {
  const drawn = useDeferredValue(plot)
  return (
    <div className="lane-plot" data-stale={Chart && drawn !== plot ? '' : undefined}>
      <Poster plot={plot} />
      {Chart && (
        <div className="lane-chart" aria-hidden="true">
          <Chart plot={drawn} />
        </div>
      )}
    </div>
  )
})
