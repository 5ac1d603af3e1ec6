import { readoutAt } from '@/lib/domain/clock-readout'
import type { DayClock } from '@/lib/domain/day-clock'
import { MET_LIMITS, metHeight } from '@/lib/domain/met-curve'
import { at, wide } from './axis-position'
import { heartDomain, hrvY, metTop } from './clock-plots'
import { LANES, type LaneId } from './clock-words'
import { HeartExtremes } from './heart-extremes'
import { LaneBox } from './lane'
import { round, yOf } from './plot'

type Props = { clock: DayClock; minute: number; anchor: number | null }

const metLevel = (met: number) => ['rest', 'low', 'medium', 'high'][MET_LIMITS.filter((limit) => met >= limit).length] ?? 'rest'

/** Which dots sit on the crosshair in each lane, y in percent. */
function activeDots(clock: DayClock, minute: number): Partial<Record<LaneId, { y: number; className: string }[]>> {
  const { heart, hrv, met } = readoutAt(clock, minute)
  return {
    heart: [
      ...(heart ? [{ y: yOf(heartDomain(clock), heart.bpm), className: 'active-hr' }] : []),
      ...(hrv === null ? [] : [{ y: hrvY(clock, hrv), className: 'active-hrv' }]),
    ],
    met: met === null ? [] : [{ y: yOf([0, metTop(clock)], metHeight(met)), className: `class-${metLevel(met)}` }],
  }
}

/** Over all lanes: the highest and lowest heart rate where nothing else is selected, and the crosshair if there is one. */
export function ClockOverlay({ clock, shown }: { clock: DayClock; shown: { minute: number; anchor: number | null } | null }) {
  return (
    <>
      <div className="clock-layer" aria-hidden="true">
        {LANES.map((id) => (
          <LaneBox key={id} id={id}>
            {id === 'heart' && <HeartExtremes clock={clock} minute={shown?.minute ?? null} />}
          </LaneBox>
        ))}
      </div>
      {shown && <Crosshair clock={clock} minute={shown.minute} anchor={shown.anchor} />}
    </>
  )
}

/** The crosshair, full in the lanes and faint between them, so that names stay readable. With readout and axis all that a scrub draws. */
function Crosshair({ clock, minute, anchor }: Props) {
  const x = at(clock, minute)
  const edges = anchor === null ? [x] : [x, at(clock, anchor)]
  const dots = anchor === null ? activeDots(clock, minute) : {}
  return (
    <div className="clock-layer" aria-hidden="true">
      <svg className="clock-backdrop" aria-hidden="true">
        {anchor !== null && (
          <rect className="range" x={at(clock, Math.min(minute, anchor))} width={wide(clock, Math.abs(minute - anchor))} height="100%" />
        )}
        {edges.map((edge) => (
          <line key={edge} className="crosshair faint" x1={edge} x2={edge} y2="100%" />
        ))}
      </svg>
      {LANES.map((id) => (
        <LaneBox key={id} id={id}>
          <svg className="marks" aria-hidden="true">
            {edges.map((edge) => (
              <line key={edge} className="crosshair" x1={edge} x2={edge} y1="-1" y2="100%" />
            ))}
            {(dots[id] ?? []).map(({ y, className }) => (
              <circle key={className} className={`active-dot ${className}`} cx={x} cy={`${round(y)}%`} r="4.5" />
            ))}
          </svg>
        </LaneBox>
      ))}
    </div>
  )
}
