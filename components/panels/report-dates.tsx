import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DateField } from '@/components/ui/date-field'
import { type Day, isDay } from '@/lib/domain/day'

type Props = { from: Day; to: Day; today: Day; onDates: (from: Day, to: Day) => void }

/** Any two days, taken as soon as they make a range: the year that somebody is typing is none yet. */
export function ReportDates({ from, to, today, onDates }: Props) {
  const t = useTranslations('report')
  const [draft, setDraft] = useState({ of: '', from, to })
  const of = `${from} ${to}`
  const shown = draft.of === of ? draft : { of, from, to }
  const isRange = (days: { from: string; to: string }) => isDay(days.from) && isDay(days.to) && days.from <= days.to && days.from <= today
  const put = (some: { from: string } | { to: string }) => {
    const next = { from: shown.from, to: shown.to, ...some }
    const done = isRange(next)
    setDraft({ of: done ? `${next.from} ${next.to}` : of, ...next })
    if (done) onDates(next.from, next.to)
  }
  return (
    <div>
      <div className="flex flex-wrap gap-3">
        <DateField label={t('from')} value={shown.from} max={to} onChange={(day) => put({ from: day })} />
        <DateField label={t('to')} value={shown.to} min={from} max={today} onChange={(day) => put({ to: day })} />
      </div>
      <p role="status" className="text-secondary text-ink2 not-empty:pt-2">
        {!isRange(shown) && t('noRange')}
      </p>
    </div>
  )
}
