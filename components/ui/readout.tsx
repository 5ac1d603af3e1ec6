import type { ReactNode } from 'react'
import { Swatch, type SwatchColor } from './swatch'

type Props = { name: string; value: ReactNode; swatch?: { color: SwatchColor; shape: 'line' | 'dot' | 'square' } }

/** One cell of a chart's readout: the name with its mark, the value below. It never changes height. */
export function ReadoutCell({ name, value, swatch }: Props) {
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-1 text-tick whitespace-nowrap text-ink3 big-text:whitespace-normal">
        {swatch && <Swatch {...swatch} />}
        {name}
      </div>
      <div className="min-h-5 text-value whitespace-nowrap big-text:whitespace-normal">{value ?? <span className="text-ink3">–</span>}</div>
    </div>
  )
}
