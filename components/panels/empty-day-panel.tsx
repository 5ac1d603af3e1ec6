'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useIsGuest } from '@/components/ui/guest'
import { useFormat } from '@/components/ui/settings'
import { addDays, type Day } from '@/lib/domain/day'
import { nearestDays } from '@/lib/domain/nearest-day'
import { dayQueries } from '@/lib/queries/day'
import { syncQueries } from '@/lib/queries/sync'
import { trendsQueries } from '@/lib/queries/trends'
import { useMissing, useNotHere } from './missing'

/** `of`: what the page is about. */
type Props = { of: 'day' | 'night'; day: Day; today: Day; onPick: (day: Day) => void }

const SIGNS = { day: ['sleep_score', 'readiness_score', 'activity_score'], night: ['sleep_score', 'total_sleep'] } as const
const NEEDED = { day: 'daily_activity', night: 'sleep' } as const
const REACH = 400

/** A day or a night that holds nothing: what happened, and the nearest that holds something. */
export function EmptyDayPanel({ of, day, today, onPick }: Props) {
  const t = useTranslations('empty')
  const format = useFormat()
  const why = useMissing(day, NEEDED[of], true)
  const notHere = useNotHere(day, NEEDED[of], true)
  const { before, after } = useNearest(of, day, today)
  const start = useMutation(syncQueries.start())
  const guest = useIsGuest()
  return (
    <section className="grid flex-1 place-content-center justify-items-center gap-1.5 px-8 py-16 text-center">
      <svg width="120" height="64" viewBox="0 0 120 64" fill="none" aria-hidden="true" className="stroke-control">
        <path d="M0 52H120M0 12v40M30 46v6M60 46v6M90 46v6M120 12v40" />
        <path d="M8 40h104" strokeDasharray="2 5" strokeWidth="2" />
      </svg>
      <h2 className="mt-2.5 text-card">
        {day > today ? t('nightUnderWay') : day === today ? t(`${of}.todayTitle`) : t(`${of}.title`, { date: format.date(day) })}
      </h2>
      <p className="min-h-9 max-w-80 text-secondary text-ink2">
        {day >= today ? (notHere ?? t(guest ? 'todayShared' : 'todayBody')) : why}
      </p>
      <div className="mt-3.5 flex flex-wrap justify-center gap-2.5">
        {before && (
          <Button look="secondary" size="small" onClick={() => onPick(before)}>
            {t(`${of}.before`)}
          </Button>
        )}
        {!before && after && (
          <Button look="secondary" size="small" onClick={() => onPick(after)}>
            {t(`${of}.after`)}
          </Button>
        )}
        {!guest && (
          <Button look="secondary" size="small" busy={start.isPending} onClick={() => start.mutate()}>
            {t('check')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** The month before is on the device already; only when it is empty too a wider one is asked for. */
function useNearest(of: Props['of'], day: Day, today: Day): ReturnType<typeof nearestDays> {
  const signs = SIGNS[of]
  const near = useQuery(dayQueries(day).trends).data
  const found =
    near &&
    nearestDays(
      near.days,
      signs.map((sign) => near.metrics[sign]),
      day,
    )
  const to = addDays(day, REACH)
  const range = { from: addDays(day, -REACH), to: to < today ? to : today, bucket: 'day' as const }
  const wide = useQuery({ ...trendsQueries.series(signs, range), enabled: near !== undefined && !found?.before }).data
  if (found?.before) return found
  return wide
    ? nearestDays(
        wide.days,
        signs.map((sign) => wide.metrics[sign]),
        day,
      )
    : { before: null, after: null }
}
