'use client'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DayHeaderPanel } from '@/components/panels/day-header-panel'
import { Banner } from '@/components/ui/banner'
import { later, onDemand } from '@/components/ui/later'
import type { Day } from '@/lib/domain/day'
import { useDayChoice } from './day-choice'
import { useDayKeys } from './day-keys'
import { useDaySwipe } from './day-swipe'

// In the order in which they come alive.
const DayBody = later(async () => (await import('./day-body')).DayBody)
const SyncLinePanel = later(async () => (await import('@/components/panels/sync-line-panel')).SyncLinePanel)
const ConnectionBanner = later(async () => (await import('@/components/panels/connection-banner')).ConnectionBanner)
const DayAnnouncement = later(async () => (await import('@/components/panels/day-announcement')).DayAnnouncement, { behind: true })
const PullPanel = later(async () => (await import('@/components/panels/pull-panel')).PullPanel)
const CalendarPanel = onDemand(async () => (await import('@/components/panels/calendar-panel')).CalendarPanel)
const KeysPanel = onDemand(async () => (await import('@/components/panels/keys-panel')).KeysPanel)

/** One whole day. The day is in the address; without one, or with one that does not exist, it is today. */
export function DayView() {
  const t = useTranslations('day')
  const { day, today, newest, oldest, wrong, moved, heading, pick: choose, steps } = useDayChoice()
  const [sheet, setSheet] = useState<'calendar' | 'keys' | null>(null)
  const pick = useCallback(
    (to: Day) => {
      setSheet(null)
      choose(to)
    },
    [choose],
  )
  useDayKeys({ ...steps, calendar: () => setSheet('calendar'), list: () => setSheet('keys') })

  return (
    <div {...useDaySwipe(steps)} className="flex min-h-full flex-1 flex-col lg:px-6 lg:pt-4 lg:pb-7">
      <div data-swipe="" className="contents touch-pan-y touch-pinch-zoom">
        <DayHeaderPanel
          day={day}
          today={today}
          newest={newest}
          oldest={oldest}
          headingRef={heading}
          onPick={pick}
          onCalendar={() => setSheet('calendar')}
        >
          <SyncLinePanel day={day} today={today} />
        </DayHeaderPanel>
      </div>
      <DayAnnouncement day={day} spoken={moved} />
      <PullPanel />
      <ConnectionBanner className="mx-3 mb-3 lg:mx-0" />
      {wrong && (
        <Banner tone="neutral" icon="calendar" title={t(`wrong.${wrong}`)} className="mx-3 mb-3 lg:mx-0">
          {t('insteadToday')}
        </Banner>
      )}
      <DayBody day={day} today={today} onPick={pick} />
      <p className="px-4 pt-1 pb-4 text-caption leading-normal text-ink3 lg:px-0">{t(day === today ? 'noteToday' : 'note')}</p>
      <CalendarPanel
        open={sheet === 'calendar'}
        day={day}
        today={today}
        newest={newest}
        oldest={oldest}
        onClose={() => setSheet(null)}
        onPick={pick}
      />
      <KeysPanel open={sheet === 'keys'} onClose={() => setSheet(null)} />
    </div>
  )
}
