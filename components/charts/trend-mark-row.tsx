import { useMemo } from 'react'
import type { Day } from '@/lib/domain/day'
import type { TagMark, TrendMark } from '@/lib/domain/trend-marks'
import { type Slot, slotAt } from '@/lib/domain/trend-slots'
import { hasRoomForDays, type TagColumn, tagColumns } from '@/lib/domain/trend-tags'
import { type Axis, at, wide } from './axis-position'
import { round } from './plot'

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

/** So many letters fit into that share on a phone; those of Chinese and Japanese are twice as wide. */
const MOST_LETTERS = 20
const WIDE_LETTER = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/u

/** A name as it fits: people's own may be as long as a sentence. The line of the selected day says it whole. */
export function shortName(name: string): string {
  let [kept, width] = ['', 0]
  for (const letter of name) {
    width += WIDE_LETTER.test(letter) ? 2 : 1
    if (width > MOST_LETTERS) return `${kept.trimEnd()}…`
    kept += letter
  }
  return name
}

type Placed = { mark: TrendMark | TagMark; start: number; end: number; name: string | null; isLeft: boolean }

function placed({ slots, axis, marks, nameOf }: Props): Placed[] {
  const [first, last] = [slots[0]?.from ?? '', slots.at(-1)?.to ?? '']
  const found = marks.flatMap((mark) =>
    mark.to < first || mark.from > last ? [] : [{ mark, start: Math.max(0, slotAt(slots, mark.from)), end: slotAt(slots, mark.to) }],
  )
  const length = axis.span.minutes
  return found.map((one, index) => {
    const [before, next] = [found[index - 1], found[index + 1]]
    const isRoomy = (next ? next.start - one.end : length - one.end) / length >= NAME_SHARE
    const isLeft = !isRoomy && (before ? one.start - before.end : one.start) / length >= (before ? 2 : 1) * NAME_SHARE
    return { ...one, name: isRoomy || isLeft ? shortName(nameOf(one.mark)) : null, isLeft }
  })
}

/** How high a column is whose days are all tagged, and the least that can be seen. */
const COLUMN_PX = 7
const LEAST_PX = 1.5

/** Columns side by side as one path, in a box of places by px. */
function columnsPath(columns: readonly TagColumn[], length: number): string {
  const across = (place: number) => round(Math.min(length, Math.max(0, place)))
  return columns
    .map(
      ({ start, end, share }) =>
        `M${across(start - 0.5)} ${COLUMN_PX}V${round(COLUMN_PX - Math.max(LEAST_PX, share * COLUMN_PX))}H${across(end + 0.5)}V${COLUMN_PX}z`,
    )
    .join('')
}

/**
 * Under the axis: rest mode and a tag of several days as bars, every tagged day as a dot, changes of the clock and of the ring as diamonds,
 * named where there is room. Where places are more than single days, tagged days are columns: the higher, the more of them. The row is there
 * without any of it, too: what explains other days comes later than they do and must move nothing.
 */
export function TrendMarkRow(props: Props) {
  const rows = placed(props)
  const { axis, slots, tagged, nameOf } = props
  const isRoomy = hasRoomForDays(slots)
  const dots = isRoomy ? slots.flatMap(({ from }, index) => (tagged.has(from) ? [index] : [])) : []
  const columns = useMemo(() => (isRoomy ? [] : tagColumns(slots, tagged)), [isRoomy, slots, tagged])
  return (
    <svg className="trend-marks" aria-hidden="true">
      {dots.map((index) => (
        <circle key={index} className="trend-tagged" cx={at(axis, index)} cy="16" r="1.3" />
      ))}
      {columns.length > 0 && (
        <svg
          y="13"
          width="100%"
          height={COLUMN_PX}
          viewBox={`0 0 ${axis.span.minutes} ${COLUMN_PX}`}
          preserveAspectRatio="none"
          role="presentation"
        >
          <path className="trend-tag-columns" d={columnsPath(columns, axis.span.minutes)} />
        </svg>
      )}
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
