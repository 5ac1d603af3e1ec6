import { Fragment } from 'react'
import type { BedtimeConsistency } from '@/lib/domain/bedtime-consistency'
import { ColumnFrame } from './column-frame'
import { round } from './plot'

type Props = {
  bedtimes: BedtimeConsistency
  label: string
  dayName: (day: string) => string
  hour: (minute: number) => string
  index: number | null
  onIndex: (index: number | null) => void
}

const ROW = 17
const TOP = 20

/** Nights as bars on one axis, the newest last; a night without one is an empty row. Oura's window stands dashed behind. */
export function BedtimeBars({ bedtimes, label, dayName, hour, index: selected, onIndex }: Props) {
  const { nights, window, axis } = bedtimes
  const at = (minute: number) => `${round(((minute - axis.from) / (axis.to - axis.from)) * 100)}%`
  const height = TOP + nights.length * ROW
  return (
    <ColumnFrame
      label={label}
      count={nights.length}
      index={selected}
      resting={nights.length - 1}
      onIndex={onIndex}
      rowsFrom={TOP}
      className="bedtime-bars"
    >
      <svg aria-hidden="true" className="bedtime-names" height={height}>
        {nights.map(({ day }, index) => (
          <text key={day} className={index === (selected ?? nights.length - 1) ? 'tick last-night' : 'tick'} y={TOP + index * ROW + 12}>
            {dayName(day)}
          </text>
        ))}
      </svg>
      <svg aria-hidden="true" className="bedtime-plot" height={height}>
        {selected !== null && <rect className="selected-night" width="100%" y={TOP + selected * ROW} height={ROW} rx="3.5" />}
        {window && (
          <>
            <rect
              className="night"
              x={at(window.from)}
              y={TOP - 4}
              width={at(axis.from + window.to - window.from)}
              height={height - TOP + 4}
            />
            {[window.from, window.to].map((edge) => (
              <line key={edge} className="suggested" x1={at(edge)} x2={at(edge)} y1={TOP - 4} y2={height} />
            ))}
          </>
        )}
        {axis.hours.map((minute) => (
          <Fragment key={minute}>
            <line className="rule" x1={at(minute)} x2={at(minute)} y1={TOP - 4} y2={height} />
            <text className="tick middle" x={at(minute)} y="10">
              {hour(minute)}
            </text>
          </Fragment>
        ))}
        {nights.map(({ day, from, to }, index) => {
          const last = index === nights.length - 1
          if (from === null || to === null)
            return <line key={day} className="no-night" x1="1%" x2="99%" y1={TOP + index * ROW + 8} y2={TOP + index * ROW + 8} />
          const thick = last ? 9 : 7
          return (
            <rect
              key={day}
              className={last ? 'this-night' : 'other-night'}
              x={at(from)}
              y={TOP + index * ROW + 8 - thick / 2}
              width={at(axis.from + to - from)}
              height={thick}
              rx="3.5"
            />
          )
        })}
      </svg>
    </ColumnFrame>
  )
}
