import type { ReactNode } from 'react'
import type { MetricScale } from '@/lib/domain/metric-scale'
import { round } from './plot'

/** One row: where its dot and its whiskers lie, how many days it stands on, and what it is called. */
export type EffectRow = {
  key: string
  name: string
  count: string
  value: string
  label: string
  at: number
  from: number
  to: number
  side: -1 | 0 | 1
}

type Props = {
  rows: readonly EffectRow[]
  scale: MetricScale
  tick: (value: number) => string
  onPick: (key: string) => void
  head?: ReactNode
}

const SIDES = { [-1]: 'effect-below', 0: 'effect-open', 1: 'effect-above' } as const

/** Differences from zero with their intervals, a row each: filled where the interval leaves zero out. Each row opens its days. */
export function EffectRows({ rows, scale, tick, onPick }: Props) {
  const [low, high] = scale.domain
  const x = (value: number) => `${round(((value - low) / (high - low)) * 100)}%`
  return (
    <div className="effects">
      <div className="effect-row effect-axis" aria-hidden="true">
        <span />
        <svg aria-hidden="true" className="axis-names">
          {scale.ticks.map((value) => (
            <text key={value} x={x(value)} y="11" className="tick middle">
              {tick(value)}
            </text>
          ))}
        </svg>
        <span />
      </div>
      <div className="effect-lines" aria-hidden="true">
        <span />
        <svg aria-hidden="true" className="axis-lines">
          {scale.ticks.map((value) => (
            <line key={value} x1={x(value)} x2={x(value)} y2="100%" className={value === 0 ? 'ground' : 'rule'} />
          ))}
        </svg>
      </div>
      <ul className="contents">
        {rows.map((row) => (
          <li key={row.key} className="contents">
            <button type="button" className="effect-row" aria-label={row.label} aria-haspopup="dialog" onClick={() => onPick(row.key)}>
              <span className="min-w-0 text-left">
                <span className="block truncate text-body leading-5">{row.name}</span>
                <span className="block text-caption text-ink3">{row.count}</span>
              </span>
              <svg aria-hidden="true" className={SIDES[row.side]}>
                <line x1={x(row.from)} x2={x(row.to)} y1="50%" y2="50%" className="whisker" />
                <circle cx={x(row.at)} cy="50%" r="5" className="effect-dot" />
              </svg>
              <span className="text-right text-body font-[650]">{row.value}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
