'use client'
import { ExplainHost } from '@/components/panels/explain-host'
import { useNightChart } from '@/components/panels/night-documents'
import { NightScorePanel } from '@/components/panels/night-score-panel'
import { later } from '@/components/ui/later'
import type { Day } from '@/lib/domain/day'
import { prefetchNight } from '@/lib/queries/day'
import { useNeighbours } from './neighbours'

const CARD = 'mx-3 lg:mx-0 lg:mb-4 lg:break-inside-avoid'
const BEHIND = { behind: true }

// In the order in which they come alive.
const NightChartPanel = later(async () => (await import('@/components/panels/night-chart-panel')).NightChartPanel)
const NightStagesPanel = later(async () => (await import('@/components/panels/night-stages-panel')).NightStagesPanel, BEHIND)
const NightFiguresPanel = later(async () => (await import('@/components/panels/night-figures-panel')).NightFiguresPanel, BEHIND)
const BedtimeConsistencyPanel = later(
  async () => (await import('@/components/panels/bedtime-consistency-panel')).BedtimeConsistencyPanel,
  BEHIND,
)
const NightEffectPanel = later(async () => (await import('@/components/panels/night-effect-panel')).NightEffectPanel, BEHIND)
const NightTagsPanel = later(async () => (await import('@/components/panels/night-tags-panel')).NightTagsPanel, BEHIND)
const SleepPeriodsPanel = later(async () => (await import('@/components/panels/sleep-periods-panel')).SleepPeriodsPanel, BEHIND)
const EmptyDayPanel = later(async () => (await import('@/components/panels/empty-day-panel')).EmptyDayPanel)

type Props = { day: Day; today: Day; newest: Day; onPick: (day: Day) => void }

/** What the night holds, or that it holds nothing. */
export function NightBody({ day, today, newest, onPick }: Props) {
  const empty = useNightChart(day) === null
  useNeighbours(day, newest, prefetchNight)
  return (
    <>
      {empty ? (
        <EmptyDayPanel of="night" day={day} today={today} onPick={onPick} />
      ) : (
        <div className="lg:rounded-card lg:bg-surface">
          <div data-swipe="" className="touch-pan-y touch-pinch-zoom lg:pt-1.5">
            <NightScorePanel day={day} />
          </div>
          <NightChartPanel day={day} />
        </div>
      )}
      <div className="flex flex-col gap-3 lg:block lg:columns-2 lg:gap-4">
        {!empty && <NightStagesPanel day={day} className={CARD} />}
        {!empty && <NightFiguresPanel day={day} className={CARD} />}
        <BedtimeConsistencyPanel day={day} className={CARD} />
        {!empty && <NightEffectPanel day={day} className={CARD} />}
        <NightTagsPanel day={day} className={CARD} />
        <SleepPeriodsPanel day={day} className={CARD} />
      </div>
      {!empty && <ExplainHost className="-mb-2.5 px-4 lg:-mb-3.5 lg:px-0" />}
    </>
  )
}
