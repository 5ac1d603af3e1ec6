import { memo, useMemo } from 'react'
import { heartRange } from '@/lib/domain/heart-rate'
import { STAGES } from '@/lib/domain/hypnogram'
import type { NightChart } from '@/lib/domain/night-chart'
import type { ValueScale } from '@/lib/domain/value-scale'
import { at, wide } from './axis-position'
import { Hypnogram, stageRow } from './hypnogram'
import { Lane } from './lane'
import { Rule } from './lane-furniture'
import { LanePlot } from './lane-plot'
import { movementPlot, nightHeartPlot, nightHeartScale, nightHrvPlot, nightHrvScale } from './night-plots'
import type { NightWords } from './night-words'
import { round, yOf } from './plot'
import type { LaneChart } from './takeover'

type Props = { chart: NightChart; words: NightWords; charts: Record<(typeof NIGHT_CHART_LANES)[number], LaneChart | null> }

/** The lanes that recharts takes over. */
export const NIGHT_CHART_LANES = ['movement', 'heart', 'hrv'] as const

/** Behind all lanes: the parts of the night, a line every named hour, and where the wearer's clock was set. */
function Backdrop({ chart }: { chart: NightChart }) {
  return (
    <svg className="clock-backdrop" aria-hidden="true">
      {chart.inBed.map(({ from, to }) => (
        <rect key={from} className="night" x={at(chart, from)} width={wide(chart, to - from)} height="100%" />
      ))}
      {chart.ticks
        .filter(({ narrow }) => narrow)
        .map(({ minute }) => (
          <line key={minute} className="rule" x1={at(chart, minute)} x2={at(chart, minute)} y2="100%" />
        ))}
      {chart.changes.map(({ minute }) => (
        <line key={minute} className="clock-change" x1={at(chart, minute)} x2={at(chart, minute)} y2="100%" />
      ))}
    </svg>
  )
}

function StagesLane({ chart, words }: Pick<Props, 'chart' | 'words'>) {
  return (
    <Lane id="stages" words={words.lanes.stages} clock={chart}>
      {words.lanes.stages.empty === null && (
        <svg className="marks" aria-hidden="true">
          {STAGES.map((stage) => (
            <g key={stage}>
              <line className="rule" x2="100%" y1={`${stageRow(stage)}%`} y2={`${stageRow(stage)}%`} />
              <text className="tick strong" x="100%" dx="6" y={`${stageRow(stage)}%`} dy="4">
                {words.stages[stage]}
              </text>
            </g>
          ))}
        </svg>
      )}
      <Hypnogram axis={chart} stages={chart.stages} radius={2.5} />
    </Lane>
  )
}

function Marks({ scale }: { scale: ValueScale }) {
  return (
    <svg className="marks" aria-hidden="true">
      {scale.marks.map((value) => (
        <Rule key={value} y={yOf(scale.domain, value)} label={`${value}`} />
      ))}
    </svg>
  )
}

/** The lowest heart rate, the only value written on the line. It stands below its dot, where the scale leaves room for it. */
function Lowest({ chart, text }: { chart: NightChart; text: string }) {
  const low = heartRange(chart.heart)?.low
  if (!low) return null
  const y = yOf(nightHeartScale(chart).domain, low.bpm)
  const share = low.minute / chart.span.minutes
  return (
    <svg className="marks" aria-hidden="true">
      <svg x={at(chart, low.minute)} y={`${round(y)}%`} overflow="visible" role="presentation">
        <circle className="hr-dot" r="2.5" />
        <text className={`hr-label plate ${share < 0.15 ? '' : share > 0.85 ? 'end' : 'middle'}`} y="15">
          {text}
        </text>
      </svg>
    </svg>
  )
}

/** All lanes of a night. Drawn once a night: a scrub does not touch them. */
export const NightLanes = memo(function NightLanes({ chart, words, charts }: Props) {
  const plots = useMemo(() => ({ movement: movementPlot(chart), heart: nightHeartPlot(chart), hrv: nightHrvPlot(chart) }), [chart])
  const { movement, heart, hrv } = words.lanes
  return (
    <>
      <Backdrop chart={chart} />
      <div className="clock-stack">
        <StagesLane chart={chart} words={words} />
        <Lane id="movement" words={movement} clock={chart}>
          {movement.empty === null && <LanePlot plot={plots.movement} chart={charts.movement} />}
          <svg className="marks" aria-hidden="true">
            <line className="ground" x2="100%" y1="100%" y2="100%" />
          </svg>
        </Lane>
        <Lane id="heart" words={heart} clock={chart}>
          {heart.empty === null && (
            <>
              <Marks scale={nightHeartScale(chart)} />
              <LanePlot plot={plots.heart} chart={charts.heart} />
              <Lowest chart={chart} text={words.lowest} />
            </>
          )}
        </Lane>
        <Lane id="hrv" words={hrv} clock={chart}>
          {hrv.empty === null && (
            <>
              <Marks scale={nightHrvScale(chart)} />
              <LanePlot plot={plots.hrv} chart={charts.hrv} />
            </>
          )}
        </Lane>
      </div>
    </>
  )
}, sameDrawing)

function sameDrawing(before: Props, after: Props): boolean {
  const sameCharts = NIGHT_CHART_LANES.every((lane) => before.charts[lane] === after.charts[lane])
  return before.chart === after.chart && before.words === after.words && sameCharts
}
