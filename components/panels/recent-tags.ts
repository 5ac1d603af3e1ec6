import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { addDays, type Day } from '@/lib/domain/day'
import { tagsQueries } from '@/lib/queries/tags'
import { useTagName } from './tag-name'

/** Days before the shown one whose tags are offered first. */
const RECENT_DAYS = 90

/** The tags of the three months up to `day`, the most frequent first, as `code` or `name` of a tag and with what they are called. */
export function useRecentTags(day: Day, { enabled = true } = {}): { key: string; code: string | null; called: string }[] {
  const nameOf = useTagName()
  const recent = useQuery({ ...tagsQueries.days(addDays(day, -RECENT_DAYS), day), enabled }).data
  return useMemo(
    () => (recent ?? []).map((tag) => ({ key: tag.key, code: tag.key.startsWith('name:') ? null : tag.key, called: nameOf(tag) })),
    [recent, nameOf],
  )
}
