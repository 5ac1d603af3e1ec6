'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { Sheet } from '@/components/ui/sheet'
import { type Day, isDay } from '@/lib/domain/day'

type Props = {
  open: boolean
  from: Day
  to: Day
  first: Day | null
  today: Day
  onClose: () => void
  onPick: (from: Day, to: Day) => void
}

/** Any range: its two days. What cannot be shown is said beside the fields and not taken. */
export function TrendDatesSheet({ open, from, to, first, today, onClose, onPick }: Props) {
  const t = useTranslations('trends.range')
  const [days, setDays] = useState({ from, to })
  const wrong = !isDay(days.from) || !isDay(days.to) ? 'incomplete' : days.from > days.to ? 'inverted' : days.to > today ? 'future' : null
  return (
    <Sheet open={open} title={t('dates')} onClose={onClose} closeLabel={t('close')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!wrong) onPick(days.from, days.to)
        }}
      >
        <div className="flex flex-wrap gap-3">
          <DateField
            label={t('from')}
            value={days.from}
            min={first ?? undefined}
            max={today}
            onChange={(day) => setDays({ ...days, from: day })}
          />
          <DateField
            label={t('to')}
            value={days.to}
            min={first ?? undefined}
            max={today}
            onChange={(day) => setDays({ ...days, to: day })}
          />
        </div>
        <p role="status" className="min-h-10 py-2 text-secondary text-ink2">
          {wrong && t(`wrong.${wrong}`)}
        </p>
        <Button type="submit" busy={wrong !== null}>
          {t('show')}
        </Button>
      </form>
    </Sheet>
  )
}
