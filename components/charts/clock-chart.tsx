import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react'
import { restingMinute } from '@/lib/domain/clock-readout'
import type { DayClock } from '@/lib/domain/day-clock'
import { wallTime } from '@/lib/domain/wall-clock'
import { ClockAxis, type Pill } from './clock-axis'
import { CHART_LANES, ClockLanes } from './clock-lanes'
import { ClockOverlay } from './clock-overlay'
import type { ClockWords } from './clock-words'
import { type Selection, selectionByKey, useScrub } from './scrub'
import { useTakeover } from './takeover'

type Props = {
  clock: DayClock
  words: ClockWords
  selection: Selection | null
  onSelect: (selection: Selection | null) => void
  /** Laid over the lanes and outside the picture: a lane that failed, with its button. */
  children?: ReactNode
}

/** The 24-hour clock as one picture with one name: pointer, keys and focus sit here, outside what recharts replaces. */
export function ClockChart({ clock, words, selection, onSelect, children }: Props) {
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const { wake, chartFor } = useTakeover(CHART_LANES)
  const { minutes } = clock.span
  const scrub = useScrub({ minutes, selection, onSelect })
  const shown = selection ?? (clock.now === null && clock.met.length > 0 ? { minute: restingMinute(clock), anchor: null } : null)

  useEffect(() => {
    if (!selection) return
    const clear = (event: Event) => {
      if (event.target instanceof Element && !root.current?.contains(event.target) && !event.target.closest('dialog')) onSelect(null)
    }
    document.addEventListener('pointerdown', clear)
    return () => document.removeEventListener('pointerdown', clear)
  }, [selection, onSelect])

  const wakeFrom = (event: SyntheticEvent) => {
    const lane = event.target instanceof Element ? event.target.closest('[data-lane]')?.getAttribute('data-lane') : null
    wake(lane ?? undefined)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    wakeFrom(event)
    const next = selectionByKey(event.key, event.shiftKey, selection ?? { minute: restingMinute(clock), anchor: null }, minutes)
    if (next === undefined) return
    event.preventDefault()
    onSelect(next)
  }
  const timeAt = (minute: number) => words.time(wallTime(clock.wall, clock.span.start + minute * 60_000).minute)
  const pill: Pill | null = shown
    ? { minute: shown.minute, text: timeAt(shown.minute), look: 'selected' }
    : clock.now === null
      ? null
      : { minute: clock.now, text: timeAt(clock.now), look: 'now' }

  return (
    <div className="clock-frame" ref={root}>
      <div
        className="clock-plot"
        role="img"
        aria-label={words.summary}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the crosshair, and every value is in the table beside it.
        tabIndex={0}
        data-changes={clock.changes.length > 0 ? '' : undefined}
        onFocus={wakeFrom}
        onKeyDown={press}
        onPointerEnter={wakeFrom}
        onContextMenu={(event) => selection?.anchor !== undefined && selection?.anchor !== null && event.preventDefault()}
        {...scrub}
        onPointerDown={(event) => {
          wakeFrom(event)
          scrub.onPointerDown(event)
        }}
      >
        <ClockLanes
          clock={clock}
          words={words}
          charts={{ heart: chartFor('heart'), met: chartFor('met'), class: chartFor('class') }}
          id={id}
        />
        <ClockOverlay clock={clock} shown={shown} />
        <ClockAxis clock={clock} words={words} pill={pill} />
      </div>
      {children}
    </div>
  )
}
