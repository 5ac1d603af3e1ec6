import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Day } from '@/lib/domain/day'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { marksOn, tagMarks } from '@/lib/domain/trend-marks'
import type { Slot } from '@/lib/domain/trend-slots'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { useTagName } from './tag-name'
import { useMarkName } from './trend-words'

/** What explains the days of a chart without being measured, and what of it there is to tell of one place. */
export function useTrendExplained(choice: TrendChoice, today: Day, oldest: Day | null) {
  const queries = trendPageQueries(choice, today, oldest)
  const found = useQuery(queries.marks).data
  const tags = useQuery(queries.tags).data
  const tagName = useTagName()
  const markName = useMarkName()
  return useMemo(() => {
    const named = (tags ?? []).map((tag) => ({ ...tag, name: tagName(tag) }))
    const marks = [...(found ?? []), ...tagMarks(named)].sort((a, b) => (a.from < b.from ? -1 : 1))
    const tagged = new Set(named.flatMap(({ days }) => days))
    const told = ({ from, to }: Slot): string[] => [
      ...marksOn(
        marks.filter(({ kind }) => kind !== 'tag'),
        from,
        to,
      ).map(markName),
      ...named.filter(({ days }) => days.some((day) => day >= from && day <= to)).map(({ name }) => name),
    ]
    return { marks, tagged, told }
  }, [found, tags, tagName, markName])
}
