import type { DayClock } from '@/lib/domain/day-clock'
import { at, freeMinute } from './axis-position'
import { HRV_MARKS, heartDomain, hrvY } from './clock-plots'
import type { ClockWords } from './clock-words'
import { Lane } from './lane'
import { HatchedIntervals, Rule } from './lane-furniture'
import { LanePlot } from './lane-plot'
import { type Plot, round, yOf } from './plot'
import type { LaneChart } from './takeover'

type Props = { clock: DayClock; words: ClockWords; plot: Plot; chart: LaneChart | null; hatch: string }

/** The scale of the HRV dots, beside the first night. */
function HrvScale({ clock, words }: { clock: DayClock; words: ClockWords }) {
  const free = freeMinute(clock)
  if (clock.hrv.length === 0 || free === null) return null
  return (
    <svg x={at(clock, free)} overflow="visible" role="presentation">
      {HRV_MARKS.map((ms, index) => (
        <g key={ms}>
          <line className="hrv-tick" x2="4" y1={`${round(hrvY(clock, ms))}%`} y2={`${round(hrvY(clock, ms))}%`} />
          <text className="hrv-label" x="7" y={`${round(hrvY(clock, ms))}%`} dy="4">
            {index === 0 ? words.milliseconds(`${ms}`) : ms}
          </text>
        </g>
      ))}
    </svg>
  )
}

export function HeartLane({ clock, words, plot, chart, hatch }: Props) {
  const [low, high] = heartDomain(clock)
  const rules = [50, 100, 150, 200].filter((bpm) => bpm > low && bpm < high)
  return (
    <Lane id="heart" words={words.lanes.heart} clock={clock}>
      <svg className="marks" aria-hidden="true">
        {rules.map((bpm) => (
          <Rule key={bpm} y={yOf([low, high], bpm)} label={`${bpm}`} />
        ))}
        <HatchedIntervals clock={clock} intervals={clock.nonWear} hatch={hatch} faint />
      </svg>
      {words.lanes.heart.empty === null && <LanePlot plot={plot} chart={chart} />}
      <svg className="marks" aria-hidden="true">
        <HrvScale clock={clock} words={words} />
      </svg>
    </Lane>
  )
}
