import { memo, useMemo } from 'react'
import type { DayClock } from '@/lib/domain/day-clock'
import { MET_LIMITS, metHeight } from '@/lib/domain/met-curve'
import { ClassLane } from './class-5-min-lane'
import { ClockBackdrop, ClockDefinitions, ClockFront } from './clock-backdrop'
import { classPlot, heartPlot, metPlot, metTop } from './clock-plots'
import type { ClockWords } from './clock-words'
import { EventLane } from './event-lane'
import { HeartLane } from './heart-lane'
import { MetLane } from './met-curve-lane'
import { SleepLane } from './sleep-lane'
import type { LaneChart } from './takeover'

type Charts = { heart: LaneChart | null; met: LaneChart | null; class: LaneChart | null }
/** The lanes that recharts takes over; the others need corners and labels that only an unstretched layer can draw. */
export const CHART_LANES = ['heart', 'met', 'class'] as const

type Props = { clock: DayClock; words: ClockWords; charts: Charts; id: string }

/** All five lanes and what lies behind and over them. Drawn once a day: a scrub does not touch it. */
export const ClockLanes = memo(
  function ClockLanes({ clock, words, charts, id }: Props) {
    const [hatch, gradient] = [`${id}hatch`, `${id}met`]
    const plots = useMemo(() => ({ heart: heartPlot(clock), met: metPlot(clock, `url(#${id}met)`), class: classPlot(clock) }), [clock, id])
    return (
      <>
        <ClockDefinitions hatch={hatch} gradient={gradient} limits={MET_LIMITS.map((met) => metHeight(met) / metTop(clock))} />
        <ClockBackdrop clock={clock} />
        <div className="clock-stack">
          <SleepLane clock={clock} words={words} />
          <HeartLane clock={clock} words={words} plot={plots.heart} chart={charts.heart} hatch={hatch} />
          <MetLane clock={clock} words={words} plot={plots.met} chart={charts.met} hatch={hatch} />
          <ClassLane clock={clock} words={words} plot={plots.class} chart={charts.class} hatch={hatch} />
          <EventLane clock={clock} words={words} />
        </div>
        <ClockFront clock={clock} hatch={hatch} />
      </>
    )
  },
  (before, after) =>
    before.clock === after.clock &&
    before.words === after.words &&
    before.id === after.id &&
    CHART_LANES.every((lane) => before.charts[lane] === after.charts[lane]),
)
