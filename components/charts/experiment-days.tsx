import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { ExperimentDay } from '@/lib/domain/experiment-verdict'
import type { MetricScale } from '@/lib/domain/metric-scale'
import { round } from './plot'

type Props = {
  days: readonly ExperimentDay[]
  scale: MetricScale
  tick: (value: number) => string
  /** The means of both sides, where there are any. */
  means: { done: number; not: number } | null
  label: string
  ends: readonly [string, string]
  selected: number | null
  onSelect: (index: number | null) => void
}

/** Neighbouring days with the same plan, as stretches of the axis. */
function stretches(days: readonly ExperimentDay[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const [index, { planned }] of days.entries()) {
    if (!planned) continue
    const last = found.at(-1)
    if (last && last.to === index) last.to = index + 1
    else found.push({ from: index, to: index + 1 })
  }
  return found
}

/** The days of an experiment: phases as bands, a dot a day, filled where it was done, hollow where not, small where nothing was noted. */
export function ExperimentDays({ days, scale, tick, means, label, ends, selected, onSelect }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const count = days.length
  const x = (index: number) => `${round(((index + 0.5) / count) * 100)}%`
  const edge = (index: number) => `${round((index / count) * 100)}%`
  const [low, high] = scale.domain
  const y = (value: number) => `${round(((high - value) / (high - low)) * 100)}%`
  const look = ({ clientX }: PointerEvent) => {
    const frame = box.current?.getBoundingClientRect()
    if (frame) onSelect(Math.max(0, Math.min(count - 1, Math.floor(((clientX - frame.left) / frame.width) * count))))
  }
  const press = (event: KeyboardEvent) => {
    const from = selected ?? count - 1
    const to: Record<string, number | null> = {
      ArrowLeft: Math.max(0, from - 1),
      ArrowRight: Math.min(count - 1, from + 1),
      Home: 0,
      End: count - 1,
      Escape: null,
    }
    const next = to[event.key]
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onSelect(next)
  }
  return (
    <div className="trial">
      <div
        ref={box}
        className="trial-plot"
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys go from day to day, and every value is in the table beside it.
        tabIndex={0}
        onKeyDown={press}
        onPointerDown={look}
        onPointerMove={(event) => (event.pointerType === 'mouse' || event.buttons > 0) && look(event)}
      >
        <svg aria-hidden="true">
          {stretches(days).map(({ from, to }) => (
            <rect key={from} x={edge(from)} width={`${round(((to - from) / count) * 100)}%`} height="100%" className="night" />
          ))}
          {scale.ticks.map((value) => (
            <line key={value} x2="100%" y1={y(value)} y2={y(value)} className="rule" />
          ))}
          {means && <line x2="100%" y1={y(means.not)} y2={y(means.not)} className="trial-mean" />}
          {means && <line x2="100%" y1={y(means.done)} y2={y(means.done)} className="trial-mean trial-done" />}
          {days.map(({ day, done, value }, index) =>
            value === null ? null : (
              <circle
                key={day}
                cx={x(index)}
                cy={y(value)}
                r={done === null ? 1.7 : 3}
                className={done === null ? 'trial-unnoted' : done ? 'metric-fill' : 'trial-not'}
              />
            ),
          )}
          {selected !== null && <line x1={x(selected)} x2={x(selected)} y2="100%" className="crosshair" />}
        </svg>
      </div>
      <svg className="trial-beside" aria-hidden="true">
        {scale.ticks.map((value) => (
          <text key={value} x="6" y={y(value)} dy="4" className="tick">
            {tick(value)}
          </text>
        ))}
      </svg>
      <svg className="trial-below" aria-hidden="true">
        <text y="12" className="tick">
          {ends[0]}
        </text>
        <text x="100%" y="12" className="tick end">
          {ends[1]}
        </text>
      </svg>
    </div>
  )
}
