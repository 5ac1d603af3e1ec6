import { CLASSES } from '@/lib/domain/class-5-min'
import type { DayClock } from '@/lib/domain/day-clock'
import type { ClockWords } from './clock-words'
import { Lane } from './lane'
import { HatchedIntervals } from './lane-furniture'
import { LanePlot } from './lane-plot'
import type { Plot } from './plot'
import type { LaneChart } from './takeover'

type Props = { clock: DayClock; words: ClockWords; plot: Plot; chart: LaneChart | null; hatch: string }

function ClassLegend({ words }: { words: ClockWords }) {
  return (
    <span className="lane-notes lane-legend narrow-only">
      {CLASSES.filter((name) => name !== 'non_wear').map((name) => (
        <span key={name}>
          <svg className="legend-square" aria-hidden="true">
            <rect className={`class-${name}`} width="8" height="8" rx="1.5" />
          </svg>
          {words.classes[name]}
        </span>
      ))}
    </span>
  )
}

/** Oura's five-minute classes; hatched where the ring was not worn. */
export function ClassLane({ clock, words, plot, chart, hatch }: Props) {
  const off = clock.classes.filter(({ name }) => name === 'non_wear')
  return (
    <Lane id="class" words={words.lanes.class} clock={clock} legend={<ClassLegend words={words} />}>
      {words.lanes.class.empty === null && <LanePlot plot={plot} chart={chart} />}
      <svg className="marks" aria-hidden="true">
        <HatchedIntervals clock={clock} intervals={off} hatch={hatch} />
        <line className="ground" x2="100%" y1="100%" y2="100%" />
      </svg>
    </Lane>
  )
}
