import type { NightChart as Night } from '@/lib/domain/night-chart'
import { nightAt, restingNightMinute } from '@/lib/domain/night-readout'
import { wallTime } from '@/lib/domain/wall-clock'
import { ClockAxis, type Pill } from './clock-axis'
import { type ActiveDot, Crosshair } from './crosshair'
import { NIGHT_CHART_LANES, NightLanes } from './night-lanes'
import { nightHeartScale, nightHrvScale } from './night-plots'
import { NIGHT_LANES, type NightLaneId, type NightWords } from './night-words'
import { yOf } from './plot'
import type { Selection } from './scrub'
import { ScrubFrame } from './scrub-frame'
import { useTakeover } from './takeover'

type Props = { chart: Night; words: NightWords; selection: Selection | null; onSelect: (selection: Selection | null) => void }

function activeDots(chart: Night, minute: number): Partial<Record<NightLaneId, ActiveDot[]>> {
  const { bpm, hrv } = nightAt(chart, minute)
  return {
    heart: bpm === null ? [] : [{ y: yOf(nightHeartScale(chart).domain, bpm), className: 'active-hr' }],
    hrv: hrv === null ? [] : [{ y: yOf(nightHrvScale(chart).domain, hrv), className: 'active-hrv' }],
  }
}

/** A night as one picture with one name: stages, movement, heart rate and HRV over one axis. */
export function NightChart({ chart, words, selection, onSelect }: Props) {
  const { wake, chartFor } = useTakeover(NIGHT_CHART_LANES)
  const timeAt = (minute: number) => words.time(wallTime(chart.wall, chart.span.start + minute * 60_000).minute)
  const pill: Pill | null = selection && { minute: selection.minute, text: timeAt(selection.minute), look: 'selected' }
  return (
    <ScrubFrame
      axis={chart}
      label={words.summary}
      changes={chart.changes.length > 0}
      selection={selection}
      resting={restingNightMinute(chart)}
      onSelect={onSelect}
      wake={wake}
    >
      <NightLanes chart={chart} words={words} charts={{ movement: chartFor('movement'), heart: chartFor('heart'), hrv: chartFor('hrv') }} />
      {selection && (
        <Crosshair
          axis={chart}
          lanes={NIGHT_LANES}
          minute={selection.minute}
          anchor={selection.anchor}
          dots={activeDots(chart, selection.minute)}
        />
      )}
      <ClockAxis clock={chart} words={words} pill={pill} />
    </ScrubFrame>
  )
}
