'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { BedtimeConsistencyPanel } from '@/components/panels/bedtime-consistency-panel'
import { CalendarPanel } from '@/components/panels/calendar-panel'
import { ConnectionBanner } from '@/components/panels/connection-banner'
import { DayAnnouncement } from '@/components/panels/day-announcement'
import { DayHeaderPanel } from '@/components/panels/day-header-panel'
import { EmptyDayPanel } from '@/components/panels/empty-day-panel'
import { ExplainHost } from '@/components/panels/explain-host'
import { KeysPanel } from '@/components/panels/keys-panel'
import { NightChartPanel } from '@/components/panels/night-chart-panel'
import { useNightChart } from '@/components/panels/night-documents'
import { NightEffectPanel } from '@/components/panels/night-effect-panel'
import { NightFiguresPanel } from '@/components/panels/night-figures-panel'
import { NightLinePanel } from '@/components/panels/night-line-panel'
import { NightScorePanel } from '@/components/panels/night-score-panel'
import { NightStagesPanel } from '@/components/panels/night-stages-panel'
import { NightTagsPanel } from '@/components/panels/night-tags-panel'
import { SleepPeriodsPanel } from '@/components/panels/sleep-periods-panel'
import { Banner } from '@/components/ui/banner'
import type { Day } from '@/lib/domain/day'
import { prefetchNight } from '@/lib/queries/day'
import { useDayChoice } from './day-choice'
import { useDayKeys } from './day-keys'
import { useDaySwipe } from './day-swipe'
import { useNeighbours } from './neighbours'

const CARD = 'mx-3 lg:mx-0 lg:mb-4 lg:break-inside-avoid'

/** One whole night, by the day it ended on: the same days as the Day page, in the address. */
export function NightView() {
  const t = useTranslations('day')
  const { day, today, oldest, wrong, moved, heading, pick: choose, steps } = useDayChoice()
  const empty = useNightChart(day) === null
  const [sheet, setSheet] = useState<'calendar' | 'keys' | null>(null)
  useNeighbours(day, today, prefetchNight)

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
          <NightLinePanel day={day} />
        </DayHeaderPanel>
      </div>
      <DayAnnouncement day={day} spoken={moved} />
      <ConnectionBanner className="mx-3 mb-3 lg:mx-0" />
      {wrong && (
        <Banner tone="neutral" icon="calendar" title={t(`wrong.${wrong}`)} className="mx-3 mb-3 lg:mx-0">
          {t('insteadToday')}
        </Banner>
      )}
      <main className="flex flex-1 flex-col gap-3 lg:gap-4">
        {empty ? (
          <EmptyDayPanel of="night" day={day} today={today} onPick={pick} />
        ) : (
          <div className="lg:rounded-card lg:bg-surface">
            <div {...swipe} className="touch-pan-y lg:pt-1.5">
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
        <p className="px-4 pb-4 text-caption leading-normal text-ink3 lg:px-0">{t('note')}</p>
      </main>
      <CalendarPanel open={sheet === 'calendar'} day={day} today={today} oldest={oldest} onClose={() => setSheet(null)} onPick={pick} />
      <KeysPanel open={sheet === 'keys'} onClose={() => setSheet(null)} />
    </div>
  )
}
