import type { DayClock } from '@/lib/domain/day-clock'
import { STAGES } from '@/lib/domain/hypnogram'
import { at, freeMinute, roomNeeded } from './axis-position'
import type { ClockWords } from './clock-words'
import { Hypnogram, stageRow } from './hypnogram'
import { Lane } from './lane'

/** How much of the axis the words about the rest of the day take on the narrowest phone, in rooms for a few words. */
const REST_ROOMS = 2.5

/** Where the words about the empty rest of a running day stand: right of the present, or left of it late in the day. */
function restOf(clock: DayClock, words: ClockWords): { edge: number; isLate: boolean } | null {
  const now = clock.now ?? clock.unsynced?.from
  if (now === undefined || words.rest.length === 0) return null
  const { minutes } = clock.span
  if (now <= minutes * 0.58) return { edge: now, isLate: false }
  const known = clock.unsynced?.from ?? now
  // A night that has begun keeps its place: the words stand before it.
  const night = clock.inBed.find(({ from, to }) => from < known && to > known - 60)
  const before = Math.min(known, night?.from ?? known)
  const room = before - Math.max(0, ...clock.inBed.map(({ to }) => (to <= before ? to : 0)))
  const needed = roomNeeded(clock) * REST_ROOMS
  // Nothing has come since the morning: there is no room between it and the night, and enough in what is hatched.
  return room < needed && minutes - known >= needed ? { edge: known, isLate: false } : { edge: before, isLate: true }
}

function StageNames({ clock, words }: { clock: DayClock; words: ClockWords }) {
  const room = freeMinute(clock)
  const rest = restOf(clock, words)
  // The words about the rest of the day may stand where the names would: these go to the right gutter then. Left of the present they take
  // half of a narrow phone's axis.
  const isTaken = room !== null && rest !== null && rest.edge - room < roomNeeded(clock) * (rest.isLate ? REST_ROOMS + 1 : 1)
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
  return (
    <svg className="marks" aria-hidden="true">
      <svg x={at(clock, edge)} overflow="visible" role="presentation">
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
