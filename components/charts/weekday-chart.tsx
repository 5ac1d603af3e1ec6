import type { Unit } from '@/lib/domain/metrics'
import { trendScale } from '@/lib/domain/trend-scale'
import type { WeekdaySpread } from '@/lib/domain/trend-weekday'
import { ColumnFrame } from './column-frame'
import { Rule } from './lane-furniture'
import { round, yOf } from './plot'

type Props = {
  pattern: readonly WeekdaySpread[]
  unit: Unit
  label: string
  mark: (value: number) => string
  index: number | null
  onIndex: (index: number | null) => void
}

/** Half the room of the middle half, and of the median's line, in percent of the whole. */
const BOX = 2.9
const LINE = 3.6
/** Dots step aside by this much, over and over, so that equal values do not hide each other. */
const ASIDE = [0, 1.1, -1.1, 1.9, -1.9]
/** More dots than this say no more than the box does. */
const MOST_DOTS = 30

/** A box and its dots for each weekday over one scale, selected as columns are. Plain SVG in percent: nothing here knows its width. */
export function WeekdayChart({ pattern, unit, label, mark, index, onIndex }: Props) {
  const { domain, marks } = trendScale(
    pattern.flatMap(({ values }) => values),
    unit,
  )
  const y = (value: number) => `${round(yOf(domain, value))}%`
  const x = (weekday: number, aside = 0) => `${round(((weekday - 0.5) / 7) * 100 + aside)}%`
  return (
    <ColumnFrame label={label} count={pattern.length} index={index} resting={0} onIndex={onIndex} className="weekday-chart">
      <svg className="weekday-plot" aria-hidden="true">
        {marks.map((value) => (
          <Rule key={value} y={yOf(domain, value)} label={mark(value)} />
        ))}
        {pattern.map(({ weekday, values, median, low, high }) => (
          <g key={weekday}>
            {low !== null && high !== null && (
              <rect
                className="fill-band"
                x={x(weekday, -BOX)}
                width={`${2 * BOX}%`}
                y={y(high)}
                height={`${round(Math.max(0.5, yOf(domain, low) - yOf(domain, high)))}%`}
                rx="3"
              />
            )}
            {values.slice(-MOST_DOTS).map((value, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: equal values of one weekday have nothing else to be told apart by.
              <circle key={place} className="fill-ink3" cx={x(weekday, ASIDE[place % ASIDE.length])} cy={y(value)} r="1.7" />
            ))}
            {median !== null && (
              <line className="metric-stroke" strokeWidth="2" x1={x(weekday, -LINE)} x2={x(weekday, LINE)} y1={y(median)} y2={y(median)} />
            )}
          </g>
        ))}
        {index !== null && <line className="crosshair" x1={x(index + 1)} x2={x(index + 1)} y2="100%" />}
      </svg>
    </ColumnFrame>
  )
}
