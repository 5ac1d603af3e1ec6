import type { DayClock } from '@/lib/domain/day-clock'
import { STAGES } from '@/lib/domain/hypnogram'
import { at, freeMinute, roomNeeded } from './axis-position'
import type { ClockWords } from './clock-words'
import { Hypnogram, stageRow } from './hypnogram'
import { Lane } from './lane'

/** Where the words about the empty rest of a running day stand: right of the present, or left of it late in the day. */
function restOf(clock: DayClock, words: ClockWords): { edge: number; isLate: boolean } | null {
  const edge = clock.now ?? clock.unsynced?.from
  return edge === undefined || words.rest.length === 0 ? null : { edge, isLate: edge > clock.span.minutes * 0.58 }
}

function StageNames({ clock, words }: { clock: DayClock; words: ClockWords }) {
  const room = freeMinute(clock)
  const rest = restOf(clock, words)
  // Early in the day the words about its rest stand where the names would: these go to the right gutter then.
  const isTaken = room !== null && rest !== null && !rest.isLate && rest.edge - room < roomNeeded(clock)
  const free = isTaken ? null : room
  return (
    <svg className="marks" aria-hidden="true">
      <svg x={at(clock, free ?? clock.span.minutes)} overflow="visible" role="presentation">
        {STAGES.map((stage) => (
          <g key={stage}>
            {free !== null && <circle className={`stage-${stage}`} cx="11" cy={`${stageRow(stage)}%`} r="3" />}
            {/* The gutter is as wide as the longest name: it ends at the window's edge, whatever the letters. */}
            <text className={`tick strong ${free === null ? 'end' : ''}`} x={free === null ? 33 : 18} y={`${stageRow(stage)}%`} dy="4">
              {words.stages[stage]}
            </text>
          </g>
        ))}
      </svg>
    </svg>
  )
}

/** What the empty rest of a running day is. */
function RestOfDay({ clock, words }: { clock: DayClock; words: ClockWords }) {
  const rest = restOf(clock, words)
  if (rest === null) return null
  const { edge, isLate: late } = rest
  const known = clock.unsynced?.from ?? edge
  // A night that has begun keeps its place: the words stand before it.
  const night = clock.inBed.find(({ from, to }) => from < known && to > known - 60)
  return (
    <svg className="marks" aria-hidden="true">
      <svg x={at(clock, late ? Math.min(known, night?.from ?? known) : edge)} overflow="visible" role="presentation">
        {words.rest.map((line, index) => (
          <text key={line} className={`tick plate ${late ? 'end' : ''}`} x={late ? -8 : 8} y={25 + index * 15}>
            {line}
          </text>
        ))}
      </svg>
    </svg>
  )
}

export function SleepLane({ clock, words }: { clock: DayClock; words: ClockWords }) {
  return (
    <Lane id="sleep" words={words.lanes.sleep} clock={clock}>
      {clock.stages.length > 0 && (
        <>
          <Hypnogram axis={clock} stages={clock.stages} />
          <StageNames clock={clock} words={words} />
        </>
      )}
      <RestOfDay clock={clock} words={words} />
    </Lane>
  )
}
