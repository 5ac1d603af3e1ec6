import { memo, useId, useMemo } from 'react'
import { ACTOGRAM_MINUTES, type ActogramPlace, type ActogramRow, coarseRuns } from '@/lib/domain/actogram'
import { useActogramScrub } from './actogram-scrub'
import { round } from './plot'
import { ACTOGRAM_STATES, statePath } from './rhythm-plot'

type Words = { label: string; hour: (minute: number) => string; month: (day: string) => string }
type Props = {
  rows: readonly ActogramRow[]
  /** The day after the last row, for its right half. */
  after: ActogramRow | null
  words: Words
  place: ActogramPlace | null
  onPlace: (place: ActogramPlace | null) => void
  onOpen: (place: ActogramPlace) => void
}

const HEIGHTS: Record<number, number> = { 30: 13, 90: 6, 180: 4 }
/** Rows lower than this are drawn by quarters of an hour. */
const ROOMY = 5
const HOURS = [0, 480, 960, 1440, 1920, 2400, ACTOGRAM_MINUTES]
const across = (minute: number) => `${round((minute / ACTOGRAM_MINUTES) * 100)}%`

/** Rest and activity, a day a row and two days wide, so that every night is whole once. Rows are days from 04:00. */
export function Actogram({ rows, after, words, place, onPlace, onOpen }: Props) {
  const tall = HEIGHTS[rows.length] ?? 6
  const scrub = useActogramScrub({ rows: rows.length, place, onPlace, onOpen })
  return (
    <div className="actogram">
      <svg className="actogram-hours" aria-hidden="true" height="16">
        {HOURS.map((minute) => (
          <text
            key={minute}
            className={minute === 0 ? 'tick' : minute === ACTOGRAM_MINUTES ? 'tick end' : 'tick middle'}
            x={across(minute)}
            y="11"
          >
            {words.hour((minute + 240) % 1440)}
          </text>
        ))}
      </svg>
      <Gutter rows={rows} tall={tall} month={words.month} />
      <div
        className="actogram-plot"
        role="img"
        aria-label={words.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the place, and every day is in the table beside it.
        tabIndex={0}
        {...scrub}
      >
        <Picture rows={rows} after={after} tall={tall} />
        {place && (
          <svg className="actogram-over" aria-hidden="true">
            <rect className="actogram-row" y={place.row * tall - 1} width="100%" height={tall + 2} />
            <line className="crosshair" x1={across(place.minute)} x2={across(place.minute)} y2="100%" />
          </svg>
        )}
      </div>
    </div>
  )
}

type PictureProps = { rows: readonly ActogramRow[]; after: ActogramRow | null; tall: number }

/** The days drawn once and used twice: as they are, and a row higher a day to the right. */
const Picture = memo(function Picture({ rows, after, tall }: PictureProps) {
  const id = useId()
  const height = rows.length * tall
  const paths = useMemo(() => {
    const all = (after ? [...rows, after] : rows).map((row) => (tall < ROOMY ? { runs: coarseRuns(row) } : row))
    return ACTOGRAM_STATES.map((state) => ({ state, path: statePath(all, state, tall) }))
  }, [rows, after, tall])
  return (
    <svg
      className="actogram-picture"
      aria-hidden="true"
      height={height}
      viewBox={`0 0 ${ACTOGRAM_MINUTES} ${height}`}
      preserveAspectRatio="none"
    >
      <defs>
        <pattern id={`${id}-hatch`} width="36" height={height} patternUnits="userSpaceOnUse">
          <rect width="14" height={height} className="fill-control" />
        </pattern>
        <g id={`${id}-days`}>
          {paths.map(({ state, path }) =>
            state === 'non_wear' ? (
              <path key={state} d={path} fill={`url(#${id}-hatch)`} />
            ) : (
              <path key={state} d={path} className={`actogram-${state}`} />
            ),
          )}
        </g>
      </defs>
      {HOURS.map((minute) => (
        <line key={minute} className="rule" x1={minute} x2={minute} y2={height} vectorEffect="non-scaling-stroke" />
      ))}
      <use href={`#${id}-days`} />
      <use href={`#${id}-days`} x="1440" y={-tall} />
    </svg>
  )
})

/** Beside the rows: where a month begins, days of rest mode as a bar, days that began on another clock as a dot. */
const Gutter = memo(function Gutter({ rows, tall, month }: { rows: readonly ActogramRow[]; tall: number; month: Words['month'] }) {
  return (
    <svg className="actogram-gutter" aria-hidden="true" height={rows.length * tall}>
      {rows.map(({ day, resting, flown }, row) => (
        <g key={day}>
          {(row === 0 || day.endsWith('-01')) && (row !== 0 || Number(day.slice(8)) < 26) && (
            <text className="tick" x="0" y={row * tall + 10}>
              {month(day)}
            </text>
          )}
          {resting && <rect className="actogram-resting" x="100%" y={row * tall} width="3" height={tall} transform="translate(-5 0)" />}
          {flown && <circle className="actogram-flown" cx="100%" cy={row * tall + tall / 2} r="3" transform="translate(-3.5 0)" />}
        </g>
      ))}
    </svg>
  )
})
