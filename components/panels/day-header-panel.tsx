'use client'
import type { ReactNode, Ref } from 'react'
import { useTranslations } from 'use-intl'
import { DayStepper } from '@/components/ui/day-stepper'
import { IconButton } from '@/components/ui/icon-button'
import { Pill } from '@/components/ui/pill'
import { useFormat } from '@/components/ui/settings'
import { addDays, type Day, isOneYear } from '@/lib/domain/day'

type Props = {
  day: Day
  today: Day
  /** The last day that may be asked for. */
  newest: Day
  oldest: Day | null
  headingRef: Ref<HTMLHeadingElement>
  onPick: (day: Day) => void
  onCalendar: () => void
  /** The line below or beside the day. */
  children: ReactNode
}

/** The day, the ways to another one, and a line of its own. Stays at the top on a phone. */
export function DayHeaderPanel({ day, today, newest, oldest, headingRef, onPick, onCalendar, children }: Props) {
  const t = useTranslations('day')
  const format = useFormat()
  return (
    <header className="sticky top-0 z-[3] flex flex-col bg-bg px-2 pt-2.5 pb-2 lg:static lg:flex-row lg:items-center lg:px-0 lg:pt-0 lg:pb-3">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-0.5">
        <DayStepper
          // A day of another year says which; its weekday is in what is read aloud.
          date={isOneYear(day, today) ? format.date(day) : format.dateWithYear(day)}
          longDate={format.longDate(day)}
          labels={{ previous: t('previous'), next: t('next') }}
          onPrevious={oldest !== null && day <= oldest ? null : () => onPick(addDays(day, -1))}
          onNext={day >= newest ? null : () => onPick(addDays(day, 1))}
          headingRef={headingRef}
        />
        <span className="flex-1 lg:hidden" />
        {day !== today && (
          <Pill className="mr-1 max-[21.8rem]:hidden lg:order-last lg:ml-1.5" onClick={() => onPick(today)}>
            {t('today')}
          </Pill>
        )}
        <IconButton icon="calendar" label={t('calendar')} aria-haspopup="dialog" onClick={onCalendar} />
      </div>
      <div className="px-2 lg:px-0">{children}</div>
    </header>
  )
}
