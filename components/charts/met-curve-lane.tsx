import type { DayClock } from '@/lib/domain/day-clock'
import { MET_LIMITS, metHeight } from '@/lib/domain/met-curve'
import { metTop } from './clock-plots'
import type { ClockWords } from './clock-words'
import { Lane } from './lane'
import { HatchedIntervals } from './lane-furniture'
import { LanePlot } from './lane-plot'
import { type Plot, round, yOf } from './plot'
import type { LaneChart } from './takeover'

type Props = { clock: DayClock; words: ClockWords; plot: Plot; chart: LaneChart | null; hatch: string }

/** The 1-minute MET curve on √(MET − 0.9), with the general cut-offs dashed over it. */
export function MetLane({ clock, words, plot, chart, hatch }: Props) {
  const domain = [0, metTop(clock)] as const
  const y = (met: number) => `${round(yOf(domain, metHeight(met)))}%`
  return (
    <Lane id="met" words={words.lanes.met} clock={clock}>
      {words.lanes.met.empty === null && <LanePlot plot={plot} chart={chart} />}
      <svg className="marks" aria-hidden="true">
        <HatchedIntervals clock={clock} intervals={clock.nonWear} hatch={hatch} faint />
        {MET_LIMITS.map((met, index) => (
          <g key={met}>
            <line className="limit-under" x2="100%" y1={y(met)} y2={y(met)} />
            <line className="limit" x2="100%" y1={y(met)} y2={y(met)} />
            <text className="tick" x="3" y={y(met)} dy="-3">
              {words.limits[index]}
            </text>
          </g>
        ))}
        {[...MET_LIMITS, 12].map((met) => (
          <text key={met} className="tick" x="100%" dx="6" y={y(met)} dy="4">
            {met}
          </text>
        ))}
        <line className="ground" x2="100%" y1="100%" y2="100%" />
      </svg>
    </Lane>
  )
}
