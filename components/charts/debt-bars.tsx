import type { DebtDay } from '@/lib/domain/sleep-debt'
import { ColumnFrame } from './column-frame'
import { round } from './plot'

type Props = {
  days: readonly DebtDay[]
  need: number
  label: string
  needLabel: string
  dayName: (day: string) => string
  index: number | null
  onIndex: (index: number | null) => void
}

const TALL = 92

/** What was slept in each of 14 days as bars from zero, the need as a line across; a day without sleep known is a dash. */
export function DebtBars({ days, need, label, needLabel, dayName, index, onIndex }: Props) {
  const most = Math.max(need, ...days.map(({ slept }) => slept ?? 0))
  const highest = most * 1.2
  const y = (seconds: number) => round(TALL - (seconds / highest) * TALL)
  const width = 100 / Math.max(1, days.length)
  return (
    <ColumnFrame label={label} count={days.length} index={index} resting={days.length - 1} onIndex={onIndex} className="debt-bars">
      <svg aria-hidden="true" height={TALL + 18} width="100%">
        {days.map(({ day, slept }, at) => (
          <g key={day}>
            {slept === null ? (
              <line
                className="axis"
                x1={`${round(at * width + width * 0.3)}%`}
                x2={`${round(at * width + width * 0.7)}%`}
                y1={TALL - 1}
                y2={TALL - 1}
              />
            ) : (
              <rect
                x={`${round(at * width + width * 0.16)}%`}
                width={`${round(width * 0.68)}%`}
                y={y(slept)}
                height={round(TALL - y(slept))}
                rx="2"
                className={at === index ? 'fill-ink' : 'fill-sleep'}
              />
            )}
            {(days.length - 1 - at) % 2 === 0 && (
              <text className="tick middle" x={`${round(at * width + width / 2)}%`} y={TALL + 14}>
                {dayName(day)}
              </text>
            )}
          </g>
        ))}
        <line className="debt-need" x2="100%" y1={y(need)} y2={y(need)} />
        <text className="tick halo" x="100%" y={y(most) - 4} textAnchor="end">
          {needLabel}
        </text>
      </svg>
    </ColumnFrame>
  )
}
