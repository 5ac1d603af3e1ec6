'use client'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ActivityPanel } from '@/components/panels/activity-panel'
import { BedtimePanel } from '@/components/panels/bedtime-panel'
import { CalendarPanel } from '@/components/panels/calendar-panel'
import { ConnectionBanner } from '@/components/panels/connection-banner'
import { ContributorsPanel } from '@/components/panels/contributors-panel'
import { DayAnnouncement } from '@/components/panels/day-announcement'
import { DayClockPanel } from '@/components/panels/day-clock-panel'
import { DayHeaderPanel } from '@/components/panels/day-header-panel'
import { DaySentencePanel } from '@/components/panels/day-sentence-panel'
import { EmptyDayPanel } from '@/components/panels/empty-day-panel'
import { ExplainHost } from '@/components/panels/explain-host'
import { KeysPanel } from '@/components/panels/keys-panel'
import { RestModePanel } from '@/components/panels/rest-mode-panel'
import { ScoresPanel } from '@/components/panels/scores-panel'
import { StressPanel } from '@/components/panels/stress-panel'
import { SyncLinePanel } from '@/components/panels/sync-line-panel'
import { VitalsPanel } from '@/components/panels/vitals-panel'
import { Banner } from '@/components/ui/banner'
import type { Day } from '@/lib/domain/day'
import { prefetchDay } from '@/lib/queries/day'
import { useDayChoice } from './day-choice'
import { useDayEmpty } from './day-empty'
import { useDayKeys } from './day-keys'
import { useDaySwipe } from './day-swipe'
import { useNeighbours } from './neighbours'

// Seldom anything to see: not among what a page waits for.
const ExperimentNotePanel = lazy(async () => ({
  default: (await import('@/components/panels/experiment-note-panel')).ExperimentNotePanel,
}))
const SignalPanel = lazy(async () => ({ default: (await import('@/components/panels/signal-panel')).SignalPanel }))

/** One whole day. The day is in the address; without one, or with one that does not exist, it is today. */
export function DayView() {
  const t = useTranslations('day')
  const { day, today, oldest, wrong, moved, heading, pick: choose, steps } = useDayChoice()
  const empty = useDayEmpty(day)
  const [sheet, setSheet] = useState<'calendar' | 'keys' | null>(null)
  useNeighbours(day, today, prefetchDay)

  const pick = (to: Day) => {
    setSheet(null)
    choose(to)
  }
  useDayKeys({ ...steps, calendar: () => setSheet('calendar'), list: () => setSheet('keys') })
  const swipe = useDaySwipe(steps)

  return (
    <div className="flex min-h-full flex-1 flex-col lg:px-6 lg:pt-4 lg:pb-7">
      <div {...swipe} className="contents touch-pan-y">
        <DayHeaderPanel day={day} today={today} oldest={oldest} headingRef={heading} onPick={pick} onCalendar={() => setSheet('calendar')}>
          <SyncLinePanel day={day} today={today} empty={empty} />
        </DayHeaderPanel>
      </div>
      <DayAnnouncement day={day} spoken={moved} />
      <ConnectionBanner className="mx-3 mb-3 lg:mx-0" />
      {wrong && (
        <Banner tone="neutral" icon="calendar" title={t(`wrong.${wrong}`)} className="mx-3 mb-3 lg:mx-0">
          {t('insteadToday')}
        </Banner>
      )}
      <div className="flex flex-1 flex-col lg:grid lg:flex-none lg:grid-cols-[minmax(0,1fr)_18rem] lg:grid-rows-[auto_1fr] lg:items-start lg:gap-4">
        <div {...swipe} className="touch-pan-y lg:col-start-2 lg:rounded-card lg:bg-surface lg:px-2 lg:py-3.5">
          <ScoresPanel day={day} today={today} />
          {!empty && <DaySentencePanel day={day} today={today} />}
        </div>
        {empty ? (
          <main className="flex flex-1 lg:col-start-1 lg:row-span-2 lg:row-start-1">
            <EmptyDayPanel of="day" day={day} today={today} onPick={pick} />
          </main>
        ) : (
          <>
            <main className="flex min-w-0 flex-col gap-3 lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:gap-4">
              <RestModePanel day={day} className="mx-3 lg:mx-0" />
              <DayClockPanel day={day} />
              <ActivityPanel day={day} today={today} />
              <VitalsPanel day={day} />
              <Suspense>
                <SignalPanel day={day} className="mx-3 lg:mx-0" />
                <ExperimentNotePanel day={day} className="mx-3 lg:mx-0" />
              </Suspense>
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
      <p className="px-4 pt-1 pb-4 text-caption leading-normal text-ink3 lg:px-0">{t('note')}</p>
      <CalendarPanel open={sheet === 'calendar'} day={day} today={today} oldest={oldest} onClose={() => setSheet(null)} onPick={pick} />
      <KeysPanel open={sheet === 'keys'} onClose={() => setSheet(null)} />
    </div>
  )
}
