'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import { dayValue } from '@/lib/domain/day-trends'
import { SCORES, scoreWord } from '@/lib/domain/scores'
import { dayQueries } from '@/lib/queries/day'

/** Says the day and its scores to readers after a change of day: “Tuesday 22 September, sleep 86 optimal”. */
export function DayAnnouncement({ day, spoken }: { day: Day; spoken: boolean }) {
  const t = useTranslations('scores')
  const format = useFormat()
  const trends = useQuery(dayQueries(day).trends).data
  const scores = SCORES.map((name) => {
    const score = trends ? dayValue(trends, `${name}_score`) : null
    return score === null ? null : `${t(`names.${name}`)} ${format.number(score)} ${t(`words.${scoreWord(score)}`)}`
  })
  return (
    <p aria-live="polite" className="sr-only">
      {spoken && [format.longDate(day), ...scores].filter(Boolean).join(', ')}
    </p>
  )
}
