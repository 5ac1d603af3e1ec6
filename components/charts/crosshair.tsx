import { type Axis, at, wide } from './axis-position'
import { LaneBox } from './lane'
import { round } from './plot'

/** A dot on the crosshair, y in percent of its lane. */
export type ActiveDot = { y: number; className: string }
type Props = {
  axis: Axis
  lanes: readonly string[]
  minute: number
  anchor: number | null
  dots: Partial<Record<string, readonly ActiveDot[]>>
}

/** The crosshair, full in the lanes and faint between them, so that names stay readable. With readout and axis all that a scrub draws. */
export function Crosshair({ axis, lanes, minute, anchor, dots }: Props) {
  const x = at(axis, minute)
  const edges = anchor === null ? [x] : [x, at(axis, anchor)]
  return (
    <div className="clock-layer" aria-hidden="true">
      <svg className="clock-backdrop" aria-hidden="true">
        {anchor !== null && (
          <rect className="range" x={at(axis, Math.min(minute, anchor))} width={wide(axis, Math.abs(minute - anchor))} height="100%" />
        )}
        {edges.map((edge) => (
          <line key={edge} className="crosshair faint" x1={edge} x2={edge} y2="100%" />
        ))}
      </svg>
      {lanes.map((id) => (
        <LaneBox key={id} id={id}>
          <svg className="marks" aria-hidden="true">
            {edges.map((edge) => (
              <line key={edge} className="crosshair" x1={edge} x2={edge} y1="-1" y2="100%" />
            ))}
            {anchor === null &&
              dots[id]?.map(({ y, className }) => (
                <circle key={className} className={`active-dot ${className}`} cx={x} cy={`${round(y)}%`} r="4.5" />
              ))}
          </svg>
        </LaneBox>
      ))}
    </div>
  )
}
