import { ColumnFrame } from './column-frame'
import { round } from './plot'
import { profilePath } from './rhythm-plot'

export type DayStretch = { name: string; from: number; length: number }
type Props = {
  /** MET above rest of the quarters of a day from 04:00. */
  profile: readonly (number | null)[]
  /** Most and least active stretch, in quarters from 04:00; one that crosses the end goes on at the beginning. */
  stretches: { most: DayStretch | null; least: DayStretch | null }
  label: string
  hour: (minute: number) => string
  index: number | null
  onIndex: (index: number | null) => void
}

const TALL = 96
const BAR = 14
const HOURS = [0, 240, 480, 720, 960, 1200, 1440]

/** The average day as columns of a quarter of an hour, M10 and L5 as bars below. */
export function AverageDay({ profile, stretches, label, hour, index, onIndex }: Props) {
  const count = profile.length
  const highest = Math.max(0.1, ...profile.map((value) => value ?? 0))
  const across = (quarter: number) => `${round((quarter / count) * 100)}%`
  return (
    <ColumnFrame label={label} count={count} index={index} resting={32} onIndex={onIndex} className="average-day">
      <svg aria-hidden="true" height={TALL} viewBox={`0 0 ${count} ${TALL}`} preserveAspectRatio="none" className="average-plot">
        <path d={profilePath(profile, highest, TALL)} className="fill-activity" />
      </svg>
      <svg aria-hidden="true" height={TALL + 2 * BAR + 20} className="average-over">
        <line className="axis" y1={TALL} y2={TALL} x2="100%" />
        {stretches.most && <Bar of={stretches.most} y={TALL + 5} className="fill-activity" count={count} />}
        {stretches.least && <Bar of={stretches.least} y={TALL + 5 + BAR} className="fill-sleep" count={count} />}
        {HOURS.map((minute) => (
          <text
            key={minute}
            className={minute === 0 ? 'tick' : minute === 1440 ? 'tick end' : 'tick middle'}
            x={across(minute / 15)}
            y={TALL + 2 * BAR + 16}
          >
            {hour((minute + 240) % 1440)}
          </text>
        ))}
        {index !== null && <line className="crosshair" x1={across(index + 0.5)} x2={across(index + 0.5)} y2={TALL} />}
      </svg>
    </ColumnFrame>
  )
}

/** A stretch below the plot. One that crosses 04:00 is two bars; the name stands before the first, or after it where there is no room. */
function Bar({ of: { name, from, length }, y, className, count }: { of: DayStretch; y: number; className: string; count: number }) {
  const end = from + length
  const parts = end > count ? [[from, count] as const, [0, end - count] as const] : [[from, end] as const]
  const across = (quarter: number) => `${round((quarter / count) * 100)}%`
  const isBefore = from > count * 0.1
  return (
    <g>
      {parts.map(([start, stop]) => (
        <rect key={start} x={across(start)} width={across(stop - start)} y={y} height="5" rx="2" className={className} />
      ))}
      <text className={isBefore ? 'tick end' : 'tick'} x={across(isBefore ? from : end)} dx={isBefore ? -5 : 5} y={y + 6.5}>
        {name}
      </text>
    </g>
  )
}
