'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { useFormat } from '@/components/ui/settings'
import { type Day, daysBetween } from '@/lib/domain/day'
import { restModeOn } from '@/lib/domain/rest-mode'
import { dayQueries } from '@/lib/queries/day'

/** That rest mode is on, or was on a day of the past, which explains a day without an activity goal. */
export function RestModePanel({ day, today, className }: { day: Day; today: Day; className: string }) {
  const t = useTranslations('restMode')
  const format = useFormat()
  const period = useQuery({ ...dayQueries(day).restMode, select: (periods) => restModeOn(periods, day) }).data
  if (!period) return null
  const when = day < today ? 'past' : 'now'
  const count = daysBetween(period.start_day, day) + 1
  return (
    <Banner tone="neutral" icon="bed" title={t('title', { when })} className={className}>
      {t('since', { date: format.date(period.start_day), day: format.number(count) })} {t('meaning', { when })}
    </Banner>
  )
}
