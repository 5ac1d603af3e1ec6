import type { ClockChange, HourTick } from '@/lib/domain/clock-ticks'
import { type Axis, at } from './axis-position'
import type { ClockWords } from './clock-words'

export type Pill = { minute: number; text: string; look: 'selected' | 'now' }

const classOf = (...names: (string | false)[]) => names.filter(Boolean).join(' ')

/** How near (in minutes) an hour's name may stand to the pill before it makes room, on a narrow and a wide axis. */
const NARROW_ROOM = 172
/** The names at both ends reach inwards. */
const NARROW_END_ROOM = 240
const WIDE_ROOM = 100

type Props = {
  clock: Axis & { readonly ticks: readonly HourTick[]; readonly changes: readonly ClockChange[] }
  words: Pick<ClockWords, 'hour' | 'change'>
  pill: Pill | null
}

/** The one axis of all lanes: a mark every hour, names where there is room, and the pill of the selected minute. */
export function ClockAxis({ clock, words, pill }: Props) {
  const { minutes } = clock.span
  const scale = minutes / 1440
  // On the smallest phones the names at both ends, where there are any, leave no room for their neighbours.
  const ends = clock.ticks.filter(({ minute, narrow }) => narrow && (minute === 0 || minute === minutes))
  const crowded = (minute: number) => ends.some((end) => end.minute !== minute && Math.abs(end.minute - minute) < 300 * scale)
  const width = Math.max(44, (pill?.text.length ?? 0) * 7.6 + 6)
  return (
    <svg className="clock-axis" aria-hidden="true">
      {clock.ticks.map(({ minute, narrow }) => (
        <line key={minute} className="axis-tick" x1={at(clock, minute)} x2={at(clock, minute)} y1="7" y2={narrow ? 13 : 10} />
      ))}
      {clock.ticks.map((tick) => {
        if (!tick.narrow && !tick.wide) return null
        const distance = pill ? Math.abs(pill.minute - tick.minute) / scale : Number.POSITIVE_INFINITY
        const room = tick.minute === 0 || tick.minute === minutes ? NARROW_END_ROOM : NARROW_ROOM
        const [narrow, wide] = [tick.narrow && distance > room, tick.wide && distance > WIDE_ROOM]
        if (!narrow && !wide) return null
        return (
          <text
            key={tick.minute}
            className={classOf(
              'tick',
              'middle',
              tick.minute === 0 && 'first',
              crowded(tick.minute) && 'roomy-only',
              tick.minute === minutes && 'last',
              !narrow && 'wide-only',
              !wide && 'narrow-only',
            )}
            x={at(clock, tick.minute)}
            y="25"
          >
            {words.hour(tick.wall)}
          </text>
        )
      })}
      {clock.changes.map((change) => (
        <text key={change.minute} className={change.minute > minutes / 2 ? 'tick end' : 'tick'} x={at(clock, change.minute)} y="43">
          {words.change(change)}
        </text>
      ))}
      {pill && (
        <svg x={at(clock, Math.max(minutes * 0.022, pill.minute))} overflow="visible" role="presentation">
          <rect className={`pill ${pill.look}`} x={-width / 2} y="12" width={width} height="19" rx="9.5" />
          <text className={`pill-text ${pill.look}`} y="25.5">
            {pill.text}
          </text>
        </svg>
      )}
    </svg>
  )
}
