import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import { DAY_START_HOUR, instantOf, minuteOfDay, offsetOf } from '@/lib/domain/local-clock'
import { minuteOf, timeText } from '@/lib/domain/tag-moment'

type Props = { day: Day; at: string; now: string | null; early: boolean; onChange: (minute: number | null) => void }

/** When it was: the present with a way to another time of the shown day, or that time. `now` is null on a day that is over. */
export function TagTime({ day, at, now, early, onChange }: Props) {
  const t = useTranslations('tags')
  const format = useFormat()
  const id = useId()
  const minute = minuteOfDay(instantOf(at), offsetOf(at) ?? 0)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
      <label htmlFor={id} className="text-secondary font-semibold">
        {t('when')}
      </label>
      <input
        id={id}
        type="time"
        required
        value={timeText(minute)}
        onChange={(event) => onChange(minuteOf(event.target.value) ?? minute)}
        className="h-11 rounded-control bg-bg px-3 text-value font-normal inset-ring-[1.5px] inset-ring-control"
      />
      {now !== null && now !== at && (
        <button
          type="button"
          className="min-h-11 px-1 text-secondary text-ink2 underline underline-offset-3"
          onClick={() => onChange(null)}
        >
          {t('useNow')}
        </button>
      )}
      {minute < DAY_START_HOUR * 60 && <span className="text-secondary text-ink2">{t('nextMorning', { date: format.date(day) })}</span>}
      {early && (
        <p role="alert" className="w-full text-secondary">
          {t('future')}
        </p>
      )}
    </div>
  )
}
