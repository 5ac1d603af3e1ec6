import { memo, useMemo } from 'react'
import { movedWindow, type OverviewWindow } from '@/lib/domain/trend-overview'
import { linePath, PLOT_HEIGHT, type Plot, round } from './plot'
import { useOverviewDrag } from './trend-overview-drag'

export type OverviewWords = {
  /** What the strip as a whole is. */
  label: string
  start: { label: string; text: string }
  end: { label: string; text: string }
}

type Props = {
  window: OverviewWindow
  /** Means of weeks or months, each at the place of its middle day. */
  points: readonly { place: number; value: number | null }[]
  /** Where years, or months of a short archive, begin. */
  ticks: readonly { place: number; name: string }[]
  words: OverviewWords
  /** While the window is moved, and with `isOver` once it is let go; null where it stays as it was. */
  onWindow: (next: OverviewWindow | null, isOver: boolean) => void
}

/**
 * All days of the archive in a strip, and a window in it with a handle at each end: two sliders that fingers, mouse and keys move as they
 * move any other. Between them the window is taken by its middle.
 */
export function TrendOverview({ window, points, ticks, words, onWindow }: Props) {
  const drag = useOverviewDrag(window, onWindow)
  const { days, start, end } = window
  const [left, right] = [`${round((start / days) * 100)}%`, `${round(((end + 1) / days) * 100)}%`]
  const slider = (edge: 'start' | 'end') => ({
    type: 'range',
    min: 0,
    max: days - 1,
    value: window[edge],
    'aria-label': words[edge].label,
    'aria-valuetext': words[edge].text,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onWindow(movedWindow(window, edge, Number(currentTarget.value)), false),
    // A slider has no event of React's for being let go.
    onPointerUp: () => onWindow(window, true),
    onKeyUp: () => onWindow(window, true),
    onBlur: () => onWindow(window, true),
  })
  return (
    <fieldset className="trend-overview">
      <legend className="sr-only">{words.label}</legend>
      <div className="trend-overview-strip" {...drag}>
        <svg className="trend-overview-picture" aria-hidden="true">
          <rect className="trend-overview-window" x={left} width={`${round(((end + 1 - start) / days) * 100)}%`} height="100%" />
          <Line days={days} points={points} />
          {[left, right].map((x, index) => (
            <svg key={index === 0 ? 'start' : 'end'} x={x} overflow="visible" role="presentation">
              <line className="trend-overview-edge" y2="36" />
              <rect className="trend-overview-grip" x={index === 0 ? -10 : 0} y="8" width="10" height="20" rx="4" />
            </svg>
          ))}
        </svg>
      </div>
      <input className="trend-overview-start" {...slider('start')} />
      <input className="trend-overview-end" {...slider('end')} />
      <svg className="trend-overview-axis" aria-hidden="true">
        {ticks.map(({ place, name }, index) => (
          <text
            key={name + place}
            className={index % 2 === 1 && ticks.length > 5 ? 'tick trend-roomy' : 'tick'}
            x={`${round((place / days) * 100)}%`}
            y="12"
          >
            {name}
          </text>
        ))}
      </svg>
    </fieldset>
  )
}

/** What a move of the window does not touch. */
const Line = memo(function Line({ days, points }: Pick<Props, 'points'> & { days: number }) {
  const path = useMemo(() => {
    const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
    const [low, high] = [Math.min(...known), Math.max(...known)]
    const domain: Plot['domain'] = low < high ? [low, high] : [low - 1, high + 1]
    const rows = points.map(({ place, value }) => ({ m: place, value }))
    return known.length === 0 ? '' : linePath({ minutes: days, domain, rows, series: [], runs: [], dots: null }, 'value')
  }, [days, points])
  return (
    <svg
      y="4"
      width="100%"
      height="28"
      viewBox={`0 0 ${days} ${PLOT_HEIGHT}`}
      preserveAspectRatio="none"
      overflow="visible"
      aria-hidden="true"
    >
      <path d={path} className="trend-overview-line" />
    </svg>
  )
})
