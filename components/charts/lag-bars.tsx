import { useId } from 'react'
import type { Interval } from '@/lib/domain/block-bootstrap'
import type { Lag } from '@/lib/domain/relation'
import { round } from './plot'

export type LagBar = { lag: Lag; name: string; label: string; r: number | null; interval: Interval | null; value: string; clear: boolean }
type Props = { legend: string; bars: readonly LagBar[]; chosen: Lag; onPick: (lag: Lag) => void }

/** How closely two numbers go together at each lag: a bar and its interval up or down from zero, and the choice of one. */
export function LagBars({ legend, bars, chosen, onPick }: Props) {
  const name = useId()
  const reach = Math.max(0.2, ...bars.flatMap(({ interval }) => interval?.map(Math.abs) ?? []))
  const y = (r: number) => `${round(50 - (r / reach) * 46)}%`
  return (
    <fieldset className="lag-bars">
      <legend className="mb-1 text-caption text-ink2">{legend}</legend>
      <div className="grid grid-cols-7 gap-1 max-[359px]:-mx-1.5 max-[359px]:gap-px">
        {bars.map(({ lag, name: shown, label, r, interval, value, clear }) => (
          <label key={lag} className="lag-bar">
            <input
              type="radio"
              name={name}
              value={lag}
              checked={lag === chosen}
              aria-label={label}
              onChange={() => onPick(lag)}
              className="sr-only"
            />
            <svg aria-hidden="true" className="lag-picture">
              <line x2="100%" y1="50%" y2="50%" className="ground" />
              {r !== null && (
                <rect
                  x="28%"
                  width="44%"
                  y={y(Math.max(0, r))}
                  height={`${round((Math.abs(r) / reach) * 46)}%`}
                  className={clear ? 'lag-clear' : 'lag-open'}
                />
              )}
              {interval && <line x1="50%" x2="50%" y1={y(interval[1])} y2={y(interval[0])} className="lag-whisker" />}
            </svg>
            <span className="block text-tick whitespace-nowrap text-ink2">{value}</span>
            <span className="block text-tick font-[650] whitespace-nowrap">{shown}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
