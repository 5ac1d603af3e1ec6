import type { DayClock } from '@/lib/domain/day-clock'
import { STAGES, type Stage } from '@/lib/domain/hypnogram'
import { at, freeMinute, wide } from './axis-position'
import type { ClockWords } from './clock-words'
import { Lane } from './lane'

const centre = (stage: Stage) => 12.5 + 25 * STAGES.indexOf(stage)

/** Stages in rows with risers between them. Never recharts: rounded corners need a layer that is not stretched. */
function Hypnogram({ clock }: { clock: DayClock }) {
  return (
    <svg className="marks" aria-hidden="true">
      {clock.stages.map((run, index) => {
        const next = clock.stages[index + 1]
        if (!next || Math.abs(next.from - run.to) > 0.01) return null
        const x = at(clock, run.to)
        return <line key={run.to} className="riser" x1={x} x2={x} y1={`${centre(run.stage)}%`} y2={`${centre(next.stage)}%`} />
      })}
      {clock.stages.map(({ from, to, stage }) => (
        <rect
          key={from}
          className={`stage-${stage}`}
          x={at(clock, from)}
          y={`${centre(stage) - 9}%`}
          width={wide(clock, to - from, 0.3)}
          height="18%"
          rx="1.5"
        />
      ))}
    </svg>
  )
}

function StageNames({ clock, words }: { clock: DayClock; words: ClockWords }) {
  const free = freeMinute(clock)
  return (
    <svg className="marks" aria-hidden="true">
      <svg x={at(clock, free ?? clock.span.minutes)} overflow="visible" role="presentation">
        {STAGES.map((stage) => (
          <g key={stage}>
            {free !== null && <circle className={`stage-${stage}`} cx="11" cy={`${centre(stage)}%`} r="3" />}
            <text className="tick strong" x={free === null ? 4 : 18} y={`${centre(stage)}%`} dy="4">
              {words.stages[stage]}
            </text>
          </g>
        ))}
      </svg>
    </svg>
  )
}

/** What the empty rest of a running day is. It stands right of the present, or left of it late in the day. */
function RestOfDay({ clock, words }: { clock: DayClock; words: ClockWords }) {
  const edge = clock.now ?? clock.unsynced?.from
  if (edge === undefined || words.rest.length === 0) return null
  const late = edge > clock.span.minutes * 0.58
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
          <Hypnogram clock={clock} />
          <StageNames clock={clock} words={words} />
        </>
      )}
      <RestOfDay clock={clock} words={words} />
    </Lane>
  )
}
