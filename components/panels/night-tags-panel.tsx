'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { addDays, type Day } from '@/lib/domain/day'
import { tagsOfDay } from '@/lib/domain/day-events'
import { minuteOfMoment } from '@/lib/domain/local-clock'
import { nightQueries } from '@/lib/queries/day'
import { useEventName } from './event-name'

/** What was tagged on the day before this night, Oura's and one's own. Not there where nothing was. */
export function NightTagsPanel({ day, className }: { day: Day; className: string }) {
  const t = useTranslations('tags')
  const format = useFormat()
  const nameOf = useEventName()
  const queries = nightQueries(day)
  const documents = {
    enhancedTags: useQuery(queries.enhancedTags).data ?? [],
    tags: useQuery(queries.tags).data ?? [],
    localTags: useQuery(queries.localTags).data ?? [],
  }
  const before = addDays(day, -1)
  const tags = tagsOfDay(documents, before)
  if (tags.length === 0) return null
  return (
    <Card title={t('before')} className={className}>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {tags.map((tag) => (
          <li key={tag.id} className="flex max-w-full items-baseline gap-1.5 text-body">
            <bdi className="truncate font-[550]">{nameOf(tag)}</bdi>
            <span className="flex-none text-secondary text-ink2">
              {tag.first < before ? format.date(tag.first) : format.clock(minuteOfMoment(tag.start))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
