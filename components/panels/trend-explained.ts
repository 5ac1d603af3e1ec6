import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import type { Day } from '@/lib/domain/day'
import { isNightly } from '@/lib/domain/measured-day'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { marksOn, tagMarks } from '@/lib/domain/trend-marks'
import type { Slot } from '@/lib/domain/trend-slots'
import { measuredTags } from '@/lib/domain/trend-tags'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { useTagName } from './tag-name'
import { useMarkName } from './trend-words'

/** Of the tags of a week or a month there is room for so many. */
const MOST_TOLD = 3

/** What explains the days of a chart without being measured, and what of it there is to tell of one place. */
export function useTrendExplained(choice: TrendChoice, today: Day, oldest: Day | null) {
  const { metric, from: first, to: last } = choice
  const queries = trendPageQueries(choice, today, oldest)
  const found = useQuery({ ...queries.marks, placeholderData: keepPreviousData }).data
  const tags = useQuery({ ...queries.tags, placeholderData: keepPreviousData }).data
  const tagName = useTagName()
  const markName = useMarkName()
  const t = useTranslations('trends.mark')
  return useMemo(() => {
    const toldTags = (some: readonly { name: string; days: readonly Day[] }[], from: Day, to: Day): string[] => {
      const found = some
        .map(({ name, days }) => ({ name, days: days.filter((day) => day >= from && day <= to).length }))
        .filter(({ days }) => days > 0)
      if (from === to) return found.map(({ name }) => (isNightly(metric) ? t('before', { name }) : name))
      const [most, rest] = [found.toSorted((a, b) => b.days - a.days).slice(0, MOST_TOLD), found.length - MOST_TOLD]
      return [...most.map((one) => t('days', one)), ...(rest > 0 ? [t('more', { count: rest })] : [])]
    }
    const named = measuredTags(tags ?? [], metric, first, last).map((tag) => ({ ...tag, name: tagName(tag) }))
    const marks = [...(found ?? []), ...tagMarks(named)].sort((a, b) => (a.from < b.from ? -1 : 1))
    const tagged = new Set(named.flatMap(({ days }) => days))
    const told = ({ from, to }: Slot): string[] => [
      ...marksOn(
        marks.filter(({ kind }) => kind !== 'tag'),
        from,
        to,
      ).map(markName),
      ...toldTags(named, from, to),
    ]
    return { marks, tagged, told }
  }, [found, tags, metric, first, last, tagName, markName, t])
}
