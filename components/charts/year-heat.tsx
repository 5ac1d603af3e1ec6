import type { KeyboardEvent, MouseEvent } from 'react'
import { addDays, type Day } from '@/lib/domain/day'
import type { YearHeat as Heat, HeatCell, HeatHalf } from '@/lib/domain/trend-year'
import { HEAT_CLASSES } from './heat-swatch'

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }
const PITCH = 12
const SIZE = 10
/** The strokes' width makes the corners round: the path is drawn this much smaller. */
const ROUND = 2
const OUTLINE = 0.75
/** Of nearly every half of a year; one that begins on a Sunday may have one more. */
const COLUMNS = 27
const ROWS = 7

type Props = {
  heat: Heat
  label: string
  selected: Day
  monthName: (day: Day) => string
  onSelect: (day: Day) => void
  /** Enter, or a second touch of the selected day. */
  onOpen: (day: Day) => void
}

/** A year as weeks of squares in two halves, one picture for touch and keys: a day is selected first and then opened. */
export function YearHeat({ heat, label, selected, monthName, onSelect, onOpen }: Props) {
  const cells = heat.halves.flatMap((half) => half.cells).filter((cell) => !cell.isAhead)
  // Both halves alike, so that their squares are of one size.
  const columns = Math.max(COLUMNS, ...heat.halves.map((half) => half.columns))
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') return onOpen(selected)
    const step = STEPS[event.key]
    const ends: Record<string, Day | undefined> = { Home: cells[0]?.day, End: cells.at(-1)?.day }
    const to = step === undefined ? ends[event.key] : addDays(selected, step)
    if (to === undefined) return
    event.preventDefault()
    if (cells.some(({ day }) => day === to)) onSelect(to)
  }
  const touch = (half: HeatHalf, event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns)
    const row = Math.floor(((event.clientY - box.top) / box.height) * ROWS)
    const day = half.cells.find((cell) => cell.column === column && cell.row === row && !cell.isAhead)?.day
    if (day === undefined) return
    if (day === selected) onOpen(day)
    else onSelect(day)
  }
  return (
    <div
      className="year-heat"
      role="img"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the selected day, which the line above tells.
      tabIndex={0}
      onKeyDown={press}
    >
      {heat.halves.map((half) => (
        <div key={half.first}>
          <svg viewBox={`0 0 ${columns * PITCH} 14`} aria-hidden="true" className="block w-full">
            {half.cells
              .filter(({ day }) => day.endsWith('-01'))
              .map(({ day, column }) => (
                <text key={day} x={column * PITCH} y="10" className="heat-month">
                  {monthName(day)}
                </text>
              ))}
          </svg>
          <svg
            viewBox={`-1 -1 ${columns * PITCH} ${ROWS * PITCH}`}
            aria-hidden="true"
            className="heat-half"
            onClick={(event) => touch(half, event)}
          >
            <Squares cells={half.cells} />
            <Selected cell={half.cells.find(({ day }) => day === selected)} />
          </svg>
        </div>
      ))}
    </div>
  )
}

const squares = (cells: readonly HeatCell[], inset: number) => {
  const side = SIZE - 2 * inset
  return cells.map(({ column, row }) => `M${column * PITCH + inset} ${row * PITCH + inset}h${side}v${side}h-${side}z`).join('')
}

/** One path a level: a year is a few hundred squares, and the first HTML holds them. */
function Squares({ cells }: { cells: readonly HeatCell[] }) {
  const past = cells.filter((cell) => !cell.isAhead)
  return (
    <>
      {HEAT_CLASSES.map((className, level) => (
        <path
          key={className}
          className={className}
          d={squares(
            past.filter((cell) => cell.level === level),
            level === 0 ? OUTLINE : ROUND,
          )}
        />
      ))}
      <path
        className="heat-missing"
        d={past
          .filter(({ level }) => level === null)
          .map(({ column, row }) => `M${column * PITCH + 2.5} ${row * PITCH + SIZE - 2.5}l${SIZE - 5}-${SIZE - 5}`)
          .join('')}
      />
      <path
        className="heat-ahead"
        d={cells
          .filter(({ isAhead }) => isAhead)
          .map(({ column, row }) => `M${column * PITCH + SIZE / 2} ${row * PITCH + SIZE / 2}h0`)
          .join('')}
      />
    </>
  )
}

function Selected({ cell }: { cell: HeatCell | undefined }) {
  if (!cell) return null
  const side = SIZE + 2.5
  return <rect className="heat-selected" x={cell.column * PITCH - 1.25} y={cell.row * PITCH - 1.25} width={side} height={side} rx="3" />
}
