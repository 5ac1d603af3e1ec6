import { Fragment } from 'react'
import type { DayClock } from '@/lib/domain/day-clock'
import { at, wide } from './axis-position'
import { round } from './plot'

/** Behind all lanes: nights in bed, a line every four hours, and where the wearer's clock was set. */
export function ClockBackdrop({ clock }: { clock: DayClock }) {
  return (
    <svg className="clock-backdrop" aria-hidden="true">
      {clock.inBed.map(({ from, to }) => (
        <rect key={from} className="night" x={at(clock, from)} width={wide(clock, to - from)} height="100%" />
      ))}
      {clock.ticks
        .filter(({ narrow }) => narrow)
        .map(({ minute }) => (
          <line key={minute} className="rule" x1={at(clock, minute)} x2={at(clock, minute)} y2="100%" />
        ))}
      {clock.changes.map(({ minute }) => (
        <line key={minute} className="clock-change" x1={at(clock, minute)} x2={at(clock, minute)} y2="100%" />
      ))}
    </svg>
  )
}

/** The hatching that every lane uses, in px, and the colours of the MET curve at the general cut-offs; drawn nowhere itself. */
export function ClockDefinitions({ hatch, gradient, limits }: { hatch: string; gradient: string; limits: readonly number[] }) {
  const names = ['rest', 'low', 'medium', 'high']
  const edges = [0, ...limits, 1]
  return (
    <svg className="clock-definitions" aria-hidden="true">
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="hatch-line" d="M0 0V5" />
        </pattern>
        <linearGradient id={gradient} gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="100" y2="0">
          {names.map((name, index) => (
            <Fragment key={name}>
              <stop className={`stop-${name}`} offset={round(edges[index] ?? 0)} />
              <stop className={`stop-${name}`} offset={round(edges[index + 1] ?? 1)} />
            </Fragment>
          ))}
        </linearGradient>
      </defs>
    </svg>
  )
}

/** Over all lanes: what is not synced yet. */
export function ClockFront({ clock, hatch }: { clock: DayClock; hatch: string }) {
  if (!clock.unsynced) return null
  const { from, to } = clock.unsynced
  return (
    <svg className="clock-front" aria-hidden="true">
      <rect x={at(clock, from)} width={wide(clock, to - from)} height="100%" fill={`url(#${hatch})`} />
    </svg>
  )
}
