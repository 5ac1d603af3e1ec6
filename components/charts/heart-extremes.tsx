import type { DayClock } from '@/lib/domain/day-clock'
import { heartRange } from '@/lib/domain/heart-rate'
import { at, freeMinute } from './axis-position'
import { HRV_MARKS, heartDomain, hrvY } from './clock-plots'
import { round, yOf } from './plot'

/** How many minutes a label reaches left of its dot on a phone: where the crosshair stands it makes room. */
const REACH = 115
/** Labels nearer to each other than this share of the lane's height (percent) write over each other. */
const ONE_SPOT = 14

/** How many minutes the names of the HRV scale take on a phone, from the night's end on. */
const SCALE = 180

/** Whether a label left of its dot would write over the scale of HRV. */
function meetsScale(clock: DayClock, minute: number, y: number): boolean {
  const from = freeMinute(clock)
  if (from === null || clock.hrv.length === 0) return false
  const scale = clock.span.minutes / 1440
  const isBeside = minute > from && minute - REACH * scale < from + SCALE * scale
  return isBeside && HRV_MARKS.some((ms) => Math.abs(hrvY(clock, ms) - y) < ONE_SPOT)
}

/** The lowest and highest heart rate, the only values written on the line. `minute` is where the crosshair stands, if it does. */
export function HeartExtremes({ clock, minute }: { clock: DayClock; minute: number | null }) {
  const range = heartRange(clock.heart)
  if (!range) return null
  const domain = heartDomain(clock)
  const scale = clock.span.minutes / 1440
  // Two numbers on one spot are none.
  const isOneSpot =
    Math.abs(range.high.minute - range.low.minute) < REACH * scale && yOf(domain, range.low.bpm) - yOf(domain, range.high.bpm) < ONE_SPOT
  const spots = isOneSpot ? [range.low] : [range.low, range.high]
  return (
    <svg className="marks" aria-hidden="true">
      {spots.map((spot) => {
        const low = spot === range.low
        const edge = spot.minute < (low ? 40 : 160) * scale || (!low && meetsScale(clock, spot.minute, yOf(domain, spot.bpm)))
        const ahead = minute === null ? Number.NaN : (minute - spot.minute) / scale
        const covered = low ? Math.abs(ahead) < 45 : edge ? ahead > -10 && ahead < REACH : ahead > -REACH && ahead < 10
        return (
          <svg key={spot.minute} x={at(clock, spot.minute)} y={`${round(yOf(domain, spot.bpm))}%`} overflow="visible" role="presentation">
            <circle className="hr-dot" r="2.5" />
            {!covered && (
              <text className={`hr-label ${edge ? '' : low ? 'middle' : 'end'}`} x={low ? 0 : edge ? 6 : -6} y={low ? 14 : 4}>
                {spot.bpm}
              </text>
            )}
          </svg>
        )
      })}
    </svg>
  )
}
