import type { ReactNode } from 'react'
import type { Interval } from '@/lib/domain/interval'
import { type Axis, at, wide } from './axis-position'
import { round } from './plot'

/** A horizontal line at `y` percent with its value in the right gutter. */
export function Rule({ y, label, className = 'rule' }: { y: number; label: ReactNode; className?: string }) {
  const height = `${round(y)}%`
  return (
    <>
      <line className={className} x2="100%" y1={height} y2={height} />
      <text className="tick" x="100%" dx="6" y={height} dy="4">
        {label}
      </text>
    </>
  )
}

export function HatchedIntervals({
  clock,
  intervals,
  hatch,
  faint = false,
}: {
  clock: Axis
  intervals: readonly Interval[]
  hatch: string
  faint?: boolean
}) {
  return intervals.map(({ from, to }) => (
    <rect
      key={from}
      className={faint ? 'hatched faint' : 'hatched'}
      x={at(clock, from)}
      width={wide(clock, to - from)}
      height="100%"
      fill={`url(#${hatch})`}
    />
  ))
}
