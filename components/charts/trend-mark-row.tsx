import type { Day } from '@/lib/domain/day'
import type { TagMark, TrendMark } from '@/lib/domain/trend-marks'
import type { Slot } from '@/lib/domain/trend-slots'
import { type Axis, at, wide } from './axis-position'

type Props = {
  slots: readonly Slot[]
  axis: Axis
  marks: readonly (TrendMark | TagMark)[]
  tagged: ReadonlySet<Day>
  nameOf: (mark: TrendMark | TagMark) => string
}

/** A name needs this share of the row; one that has less stands only in the line of the selected day. */
const NAME_SHARE = 0.36
const LEAST_PERCENT = 1.2

type Placed = { mark: TrendMark | TagMark; start: number; end: number; name: string | null; isLeft: boolean }

function placed({ slots, axis, marks, nameOf }: Props): Placed[] {
  const found = marks.flatMap((mark) => {
    const start = slots.findIndex((slot) => slot.to >= mark.from)
    const end = slots.findLastIndex((slot) => slot.from <= mark.to)
    return start < 0 || end < start ? [] : [{ mark, start, end }]
  })
  const length = axis.span.minutes
  return found.map((one, index) => {
    const [before, next] = [found[index - 1], found[index + 1]]
    const isRoomy = (next ? next.start - one.end : length - one.end) / length >= NAME_SHARE
    const isLeft = !isRoomy && (before ? one.start - before.end : one.start) / length >= (before ? 2 : 1) * NAME_SHARE
    return { ...one, name: isRoomy || isLeft ? nameOf(one.mark) : null, isLeft }
  })
}

/** Under the axis: rest mode and a tag of several days as bars, every tagged day as a dot, changes of the clock and of the ring as diamonds, named where there is room. */
export function TrendMarkRow(props: Props) {
  const rows = placed(props)
  const { axis, slots, tagged, nameOf } = props
  const dots = slots.flatMap(({ from, to }, index) => (from === to && tagged.has(from) ? [index] : []))
  if (rows.length === 0 && dots.length === 0) return null
  return (
    <svg className="trend-marks" aria-hidden="true">
      {dots.map((index) => (
        <circle key={index} className="trend-tagged" cx={at(axis, index)} cy="16" r="1.3" />
      ))}
      {rows.map(({ mark, start, end, name, isLeft }) => (
        <g key={`${mark.kind} ${mark.from} ${nameOf(mark)}`}>
          {mark.kind === 'rest_mode' || mark.kind === 'tag' ? (
            <rect
              className={mark.kind === 'tag' ? 'trend-tag' : 'trend-rest'}
              x={at(axis, start)}
              y="5"
              width={wide(axis, end - start, LEAST_PERCENT)}
              height="5"
              rx="2.5"
            />
          ) : (
            <svg x={at(axis, start)} y="7.5" overflow="visible" role="presentation">
              <path className={mark.kind === 'ring' ? 'trend-ring' : 'diamond'} d="M0-4.500 4.500 0 0 4.500-4.500 0Z" />
            </svg>
          )}
          {name !== null && (
            <text className={isLeft ? 'tick strong end' : 'tick strong'} x={at(axis, isLeft ? start : end)} dx={isLeft ? -9 : 9} y="11.5">
              {name}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}
