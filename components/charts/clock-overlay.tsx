import { readoutAt } from '@/lib/domain/clock-readout'
import type { DayClock } from '@/lib/domain/day-clock'
import { MET_LIMITS, metHeight } from '@/lib/domain/met-curve'
import { heartDomain, hrvY, metTop } from './clock-plots'
import { LANES, type LaneId } from './clock-words'
import { type ActiveDot, Crosshair } from './crosshair'
import { HeartExtremes } from './heart-extremes'
import { LaneBox } from './lane'
import { yOf } from './plot'

const metLevel = (met: number) => ['rest', 'low', 'medium', 'high'][MET_LIMITS.filter((limit) => met >= limit).length] ?? 'rest'

/** Which dots sit on the crosshair in each lane. */
function activeDots(clock: DayClock, minute: number): Partial<Record<LaneId, ActiveDot[]>> {
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
      {shown && <Crosshair axis={clock} lanes={LANES} minute={shown.minute} anchor={shown.anchor} dots={activeDots(clock, shown.minute)} />}
    </>
  )
}
