import { useMemo } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { trendFigure } from '@/lib/domain/trend-figure'
import { TrendReadout } from './trend-readout'

const NOTHING = { days: [], values: [] }

/** The chart's own rows with nothing in them while its days are on their way, so that nothing below moves when they arrive. */
export function TrendShapes({ choice, today }: { choice: TrendChoice; today: Day }) {
  const figure = useMemo(() => trendFigure(choice, NOTHING, choice.other === null ? null : NOTHING, today), [choice, today])
  return (
    <div aria-hidden="true">
      <TrendReadout figure={figure} selection={null} today={today} />
      <Skeleton className="trend-loading" />
      <p className="trend-note" />
    </div>
  )
}
