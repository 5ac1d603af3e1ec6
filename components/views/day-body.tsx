'use client'
import { useDayEmpty } from '@/components/panels/day-empty'
import { DaySentencePanel } from '@/components/panels/day-sentence-panel'
import { ExplainHost } from '@/components/panels/explain-host'
import { RestModePanel } from '@/components/panels/rest-mode-panel'
import { ScoresPanel } from '@/components/panels/scores-panel'
import { later } from '@/components/ui/later'
import type { Day } from '@/lib/domain/day'
import { prefetchDay } from '@/lib/queries/day'
import { useNeighbours } from './neighbours'

// In the order in which they come alive.
const BEHIND = { behind: true }
const DayClockPanel = later(async () => (await import('@/components/panels/day-clock-panel')).DayClockPanel)
const ActivityPanel = later(async () => (await import('@/components/panels/activity-panel')).ActivityPanel, BEHIND)
const VitalsPanel = later(async () => (await import('@/components/panels/vitals-panel')).VitalsPanel, BEHIND)
const SignalPanel = later(async () => (await import('@/components/panels/signal-panel')).SignalPanel, BEHIND)
const ExperimentNotePanel = later(async () => (await import('@/components/panels/experiment-note-panel')).ExperimentNotePanel, BEHIND)
const StressPanel = later(async () => (await import('@/components/panels/stress-panel')).StressPanel, BEHIND)
const BedtimePanel = later(async () => (await import('@/components/panels/bedtime-panel')).BedtimePanel, BEHIND)
const ContributorsPanel = later(async () => (await import('@/components/panels/contributors-panel')).ContributorsPanel, BEHIND)
const EmptyDayPanel = later(async () => (await import('@/components/panels/empty-day-panel')).EmptyDayPanel)

type Props = { day: Day; today: Day; onPick: (day: Day) => void }

/** What the day holds, or that it holds nothing. */
export function DayBody({ day, today, onPick }: Props) {
  const empty = useDayEmpty(day)
  useNeighbours(day, today, prefetchDay)
  return (
    <>
      <div className="flex flex-1 flex-col lg:grid lg:flex-none lg:grid-cols-[minmax(0,1fr)_18rem] lg:grid-rows-[auto_1fr] lg:items-start lg:gap-4">
        <div data-swipe="" className="touch-pan-y touch-pinch-zoom lg:col-start-2 lg:rounded-card lg:bg-surface lg:px-2 lg:py-3.5">
          <ScoresPanel day={day} today={today} />
          {!empty && <DaySentencePanel day={day} today={today} />}
        </div>
        {empty ? (
          <main className="flex flex-1 lg:col-start-1 lg:row-span-2 lg:row-start-1">
            <EmptyDayPanel of="day" day={day} today={today} onPick={onPick} />
          </main>
        ) : (
          <>
            <main className="flex min-w-0 flex-col gap-3 lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:gap-4">
              <RestModePanel day={day} today={today} className="mx-3 lg:mx-0" />
              <DayClockPanel day={day} />
              <ActivityPanel day={day} today={today} />
              <VitalsPanel day={day} />
              <SignalPanel day={day} className="mx-3 lg:mx-0" />
              <ExperimentNotePanel day={day} className="mx-3 lg:mx-0" />
            </main>
            <div className="mt-2.5 flex flex-col gap-3 lg:col-start-2 lg:row-start-2 lg:mt-0 lg:gap-4">
              <StressPanel day={day} className="mx-3 lg:order-2 lg:mx-0" />
              <BedtimePanel day={day} className="mx-3 lg:order-3 lg:mx-0" />
              <ContributorsPanel day={day} className="mx-3 lg:order-1 lg:mx-0" />
            </div>
          </>
        )}
      </div>
      {!empty && <ExplainHost className="px-4 pt-3 lg:px-0" />}
    </>
  )
}
