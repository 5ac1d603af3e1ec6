import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import type { MetricScale } from '@/lib/domain/metric-scale'
import type { RelationPoint } from '@/lib/domain/relation'
import { LanePlot } from './lane-plot'
import { type Plot, round } from './plot'
import { useTakeover } from './takeover'

type Props = {
  points: readonly RelationPoint[]
  scales: { x: MetricScale; y: MetricScale }
  tick: { x: (value: number) => string; y: (value: number) => string }
  label: string
  /** The place among the points of the one that is looked at. */
  selected: number | null
  onSelect: (index: number | null) => void
  /** Goes to the day of the point. */
  onOpen: (index: number) => void
}

const WIDTH = 1000
const LANES = ['scatter']
const share = ([low, high]: MetricScale['domain'], value: number) => (value - low) / (high - low)

/** The place of the point nearest to a place in the picture, both sides as shares from the lower left. */
export function nearestPoint(
  points: readonly RelationPoint[],
  scales: Props['scales'],
  at: { x: number; y: number },
  ratio: number,
): number | null {
  let [best, least] = [-1, Number.POSITIVE_INFINITY]
  for (const [index, { x, y }] of points.entries()) {
    const [across, up] = [(share(scales.x.domain, x) - at.x) * ratio, share(scales.y.domain, y) - at.y]
    const far = across * across + up * up
    if (far < least) [best, least] = [index, far]
  }
  return best < 0 ? null : best
}

function plotOf(points: Props['points'], { x, y }: Props['scales']): Plot {
  return {
    minutes: WIDTH,
    domain: y.domain,
    rows: [
      { m: 0, ground: y.domain[0] },
      { m: WIDTH, ground: y.domain[1] },
    ],
    series: [],
    runs: [],
    dots: { className: 'relation-dots', points: points.map((point) => ({ m: share(x.domain, point.x) * WIDTH, value: point.y })) },
  }
}

/**
 * Two numbers of each day as a cloud. A finger or the mouse finds the nearest day, a click opens it; arrow keys go from day to day, Enter
 * opens, Esc lets go.
 */
export function RelationScatter({ points, scales, tick, label, selected, onSelect, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { wake, chartFor } = useTakeover(LANES)
  const plot = useMemo(() => plotOf(points, scales), [points, scales])
  const near = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const edge = box.current?.getBoundingClientRect()
    if (!edge) return null
    const at = { x: (clientX - edge.left) / edge.width, y: 1 - (clientY - edge.top) / edge.height }
    return nearestPoint(points, scales, at, edge.width / edge.height)
  }
  const look = (event: PointerEvent) => {
    void wake()
    const found = near(event)
    if (found !== selected) onSelect(found)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || points.length === 0) return
    const last = points.length - 1
    const from = selected ?? last
    const step = event.shiftKey ? 7 : 1
    const to: Record<string, number | null> = {
      ArrowLeft: Math.max(0, from - step),
      ArrowRight: Math.min(last, from + step),
      Home: 0,
      End: last,
      Escape: null,
    }
    const next = to[event.key]
    if (event.key === 'Enter') onOpen(from)
    else if (next === undefined) return
    else onSelect(next)
    event.preventDefault()
  }
  const point = selected === null ? undefined : points[selected]
  const x = (value: number) => `${round(share(scales.x.domain, value) * 100)}%`
  const y = (value: number) => `${round((1 - share(scales.y.domain, value)) * 100)}%`
  return (
    <div className="scatter">
      <div
        ref={box}
        className="scatter-plot"
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys go from day to day, and every value is in the table beside it.
        tabIndex={0}
        onFocus={() => void wake()}
        onKeyDown={press}
        onPointerEnter={() => void wake()}
        onPointerDown={look}
        onPointerMove={(event) => (event.pointerType === 'mouse' || event.buttons > 0) && look(event)}
        onClick={(event) => {
          // A finger looks first; the readout above it is its way to the day.
          const found = near(event)
          if (found !== null && (event.nativeEvent as globalThis.PointerEvent).pointerType === 'mouse') onOpen(found)
        }}
      >
        <svg className="scatter-marks" aria-hidden="true">
          {scales.y.ticks.map((value) => (
            <line key={value} x2="100%" y1={y(value)} y2={y(value)} className="rule" />
          ))}
          {scales.x.ticks.map((value) => (
            <line key={value} x1={x(value)} x2={x(value)} y2="100%" className="rule" />
          ))}
        </svg>
        <LanePlot plot={plot} chart={chartFor('scatter')} />
        <svg className="scatter-marks" aria-hidden="true">
          {point && (
            <>
              <line x1={x(point.x)} x2={x(point.x)} y2="100%" className="crosshair faint" />
              <line x2="100%" y1={y(point.y)} y2={y(point.y)} className="crosshair faint" />
              <circle cx={x(point.x)} cy={y(point.y)} r="4.5" className="active-dot metric-fill" />
            </>
          )}
        </svg>
      </div>
      <svg className="scatter-below" aria-hidden="true">
        {scales.x.ticks.map((value, index) => (
          <text
            key={value}
            x={x(value)}
            y="12"
            className={`tick ${index === 0 ? '' : index === scales.x.ticks.length - 1 ? 'end' : 'middle'}`}
          >
            {tick.x(value)}
          </text>
        ))}
      </svg>
      <svg className="scatter-beside" aria-hidden="true">
        {scales.y.ticks.map((value) => (
          <text key={value} x="6" y={y(value)} dy="4" className="tick">
            {tick.y(value)}
          </text>
        ))}
      </svg>
    </div>
  )
}
