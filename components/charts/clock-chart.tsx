import { type ReactNode, useId } from 'react'
import { restingMinute } from '@/lib/domain/clock-readout'
import type { DayClock } from '@/lib/domain/day-clock'
import { wallTime } from '@/lib/domain/wall-clock'
import { ClockAxis, type Pill } from './clock-axis'
import { CHART_LANES, ClockLanes } from './clock-lanes'
import { ClockOverlay } from './clock-overlay'
import type { ClockWords } from './clock-words'
import type { Selection } from './scrub'
import { ScrubFrame } from './scrub-frame'
import { useTakeover } from './takeover'

type Props = {
  clock: DayClock
  words: ClockWords
  selection: Selection | null
  onSelect: (selection: Selection | null) => void
  /** Laid over the lanes and outside the picture: a lane that failed, with its button. */
  children?: ReactNode
}

/** The 24-hour clock as one picture with one name. */
export function ClockChart({ clock, words, selection, onSelect, children }: Props) {
  const id = useId()
  const { wake, chartFor } = useTakeover(CHART_LANES)
  const resting = restingMinute(clock)
  const shown = selection ?? (clock.now === null && clock.met.length > 0 ? { minute: resting, anchor: null } : null)
  const timeAt = (minute: number) => words.time(wallTime(clock.wall, clock.span.start + minute * 60_000).minute)
  const pill: Pill | null = shown
    ? { minute: shown.minute, text: timeAt(shown.minute), look: 'selected' }
    : clock.now === null
      ? null
      : { minute: clock.now, text: timeAt(clock.now), look: 'now' }

  return (
    <ScrubFrame
      axis={clock}
      label={words.summary}
      changes={clock.changes.length > 0}
      selection={selection}
      resting={resting}
      onSelect={onSelect}
      wake={wake}
      over={children}
    >
      <ClockLanes
        clock={clock}
        words={words}
        charts={{ heart: chartFor('heart'), met: chartFor('met'), class: chartFor('class') }}
        id={id}
      />
      <ClockOverlay clock={clock} shown={shown} />
      <ClockAxis clock={clock} words={words} pill={pill} />
    </ScrubFrame>
  )
}
