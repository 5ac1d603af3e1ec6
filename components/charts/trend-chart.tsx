import { memo, useMemo } from 'react'
import type { Day } from '@/lib/domain/day'
import type { TrendFigure } from '@/lib/domain/trend-figure'
import type { TagMark, TrendMark } from '@/lib/domain/trend-marks'
import type { TrendTick } from '@/lib/domain/trend-ticks'
import { type Axis, at } from './axis-position'
import { Crosshair } from './crosshair'
import { LaneBox } from './lane'
import { Rule } from './lane-furniture'
import { LanePlot } from './lane-plot'
import { round, yOf } from './plot'
import type { Selection } from './scrub'
import { ScrubFrame } from './scrub-frame'
import { type LaneChart, useTakeover } from './takeover'
import { TrendMarkRow } from './trend-mark-row'
import { trendDots, trendLength, trendPlot } from './trend-plots'
import { useTrendZoom } from './trend-zoom'

const LANES = ['trend'] as const
const FAR = 7

export type TrendChartWords = {
  /** A value beside the axis; `of` counts the scales. */
  mark: (value: number, of: 0 | 1) => string
  /** A word for it where there is room. */
  markWord: (value: number) => string | null
  tick: (tick: TrendTick) => string
  event: (mark: TrendMark | TagMark) => string
}

type Props = {
  figure: TrendFigure
  marks: readonly (TrendMark | TagMark)[]
  /** Days with a tag. */
  tagged: ReadonlySet<Day>
  words: TrendChartWords
  summary: string
  selection: Selection | null
  resting: number
  onSelect: (selection: Selection | null) => void
  /** While two fingers or a wheel change the range: how many times as long, around which share of it; `isOver` when they let go. */
  onZoom: (factor: number, share: number, isOver: boolean) => void
}

/** One metric over time as one picture with one name: pointer, keys and focus as on every other chart, and two fingers to zoom. */
export function TrendChart({ figure, marks, tagged, words, summary, selection, resting, onSelect, onZoom }: Props) {
  const { wake, chartFor } = useTakeover(LANES)
  const zoom = useTrendZoom(onZoom)
  const axis = useMemo(() => ({ span: { minutes: trendLength(figure) } }), [figure])
  return (
    <div {...zoom}>
      <ScrubFrame
        axis={axis}
        last={Math.max(0, figure.slots.length - 1)}
        far={FAR}
        label={summary}
        changes={false}
        selection={selection}
        resting={resting}
        onSelect={onSelect}
        wake={wake}
      >
        <TrendLane figure={figure} marks={marks} tagged={tagged} words={words} axis={axis} chart={chartFor('trend')} />
        {selection && (
          <Crosshair
            axis={axis}
            lanes={LANES}
            minute={selection.minute}
            anchor={selection.anchor}
            dots={{
              trend: trendDots(figure, selection.minute).map(({ value, className }) => ({ y: yOf(figure.scale.domain, value), className })),
            }}
          />
        )}
      </ScrubFrame>
    </div>
  )
}

type LaneProps = Pick<Props, 'figure' | 'marks' | 'tagged' | 'words'> & { axis: Axis; chart: LaneChart | null }

/** Everything a scrub does not touch: rules, names of the axis, the plot, and what lay on the days. */
const TrendLane = memo(function TrendLane({ figure, marks, tagged, words, axis, chart }: LaneProps) {
  const plot = useMemo(() => trendPlot(figure), [figure])
  const { scale, otherScale, ticks } = figure
  return (
    <>
      <LaneBox id="trend">
        <svg className="marks" aria-hidden="true">
          {scale.marks.map((value) => (
            <Rule
              key={value}
              y={yOf(scale.domain, value)}
              label={
                <>
                  {words.mark(value, 0)} <tspan className="trend-wide">{words.markWord(value)}</tspan>
                </>
              }
            />
          ))}
          {otherScale?.marks.map((value) => (
            <text key={value} className="tick trend-other-tick" y={`${round(yOf(otherScale.domain, value))}%`} dy="-3">
              {words.mark(value, 1)}
            </text>
          ))}
          {ticks.map(({ index, day }) => (
            <line key={day} className="rule" x1={at(axis, index)} x2={at(axis, index)} y2="100%" />
          ))}
        </svg>
        <LanePlot plot={plot} chart={chart} />
      </LaneBox>
      <svg className="trend-axis" aria-hidden="true">
        {ticks.map((tick, place) => (
          <text
            key={tick.day}
            className={place % 2 === 1 && ticks.length > 5 ? 'tick trend-roomy' : 'tick'}
            x={at(axis, tick.index)}
            dx="3"
            y="13"
          >
            {words.tick(tick)}
          </text>
        ))}
      </svg>
      {figure.mode !== 'years' && <TrendMarkRow slots={figure.slots} axis={axis} marks={marks} tagged={tagged} nameOf={words.event} />}
    </>
  )
})
