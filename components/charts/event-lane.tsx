import type { DayClock } from '@/lib/domain/day-clock'
import type { DayEvent } from '@/lib/domain/day-events'
import type { EventLabel } from '@/lib/domain/event-layout'
import { at, wide } from './axis-position'
import type { ClockWords } from './clock-words'
import { Lane } from './lane'

const INTENSITY: Record<string, string | undefined> = { easy: 'low', moderate: 'medium', hard: 'high' }

const barClass = ({ kind, intensity }: DayEvent) =>
  kind === 'nap' ? 'stage-light' : kind === 'session' ? 'bar-session' : `class-${INTENSITY[intensity ?? ''] ?? 'medium'}`

function Labels({ clock, labels, y, beside }: { clock: DayClock; labels: readonly EventLabel[]; y: number; beside: number }) {
  return labels.map(({ id, text, side, minute }) => (
    <text
      key={id}
      className={`tick strong ${side === 'before' ? 'end' : ''}`}
      x={at(clock, minute)}
      dx={side === 'before' ? -beside : beside}
      y={y}
    >
      {text}
    </text>
  ))
}

/** Workouts, sessions and naps as bars, tags as hollow diamonds (the person's own as circles), names beside them as far as there is room. */
export function EventLane({ clock, words }: { clock: DayClock; words: ClockWords }) {
  const tags = clock.events.filter(({ kind }) => kind === 'tag')
  const bars = clock.events.filter(({ kind }) => kind !== 'tag')
  return (
    <Lane id="events" words={words.lanes.events} clock={clock}>
      <svg className="marks" aria-hidden="true">
        {bars.map((event) => (
          <rect
            key={event.id}
            className={barClass(event)}
            x={at(clock, event.from)}
            y="3"
            width={wide(clock, (event.to ?? event.from) - event.from, 1.1)}
            height="12"
            rx="3"
          />
        ))}
        {tags.map((event) => (
          <svg key={event.id} x={at(clock, event.from)} overflow="visible" role="presentation">
            {event.local ? <circle className="diamond" cy="28" r="4.5" /> : <path className="diamond" d="M0 23l5 5l-5 5l-5 -5Z" />}
          </svg>
        ))}
      </svg>
      {(['narrow', 'wide'] as const).map((width) => (
        <svg key={width} className={`marks ${width}-only`} aria-hidden="true">
          <Labels clock={clock} labels={words.events[width].bars} y={13} beside={5} />
          <Labels clock={clock} labels={words.events[width].tags} y={32} beside={9} />
        </svg>
      ))}
    </Lane>
  )
}
