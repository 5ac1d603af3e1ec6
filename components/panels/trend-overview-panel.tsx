'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { TrendOverview } from '@/components/charts/trend-overview'
import { useFormat } from '@/components/ui/settings'
import { addDays, type Day, daysBetween } from '@/lib/domain/day'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { type OverviewWindow, overviewWindow, windowRange } from '@/lib/domain/trend-overview'
import { namedDays } from '@/lib/domain/trend-ticks'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { zoomedFrom } from '@/lib/queries/trends'
import { useTickName } from './trend-words'

type Props = {
  choice: TrendChoice
  today: Day
  oldest: Day | null
  /** The days of the window while it is moved, and with `isOver` once it is let go; null where they stay as they were. */
  onHold: (range: { from: Day; to: Day } | null, isOver: boolean) => void
}

/** The whole history in a strip with a window on the days shown; moving it is a change of range. */
export function TrendOverviewPanel({ choice, today, oldest, onHold }: Props) {
  const t = useTranslations('trends.overview')
  const format = useFormat()
  const tickName = useTickName()
  const { overview } = trendPageQueries(choice, today, oldest)
  const { data } = useQuery({ ...overview, placeholderData: zoomedFrom(overview.queryKey) })
  const [moved, setMoved] = useState<OverviewWindow | null>(null)
  const first = oldest ?? today
  const { bucket } = overview.queryKey[1]
  const points = useMemo(() => {
    const middle = bucket === 'week' ? 3.5 : 15
    return (data?.days ?? []).map((day, index) => ({
      place: Math.max(0, Math.min(daysBetween(first, day) + middle, daysBetween(first, today))),
      value: data?.metrics[choice.metric][index] ?? null,
    }))
  }, [data, bucket, first, today, choice.metric])
  const ticks = useMemo(
    () => namedDays(first, today).map((one) => ({ place: daysBetween(first, one.day), name: tickName(one) })),
    [first, today, tickName],
  )
  const at = overviewWindow(choice, oldest, today)
  // All years lie over each other then: no range would change them.
  if (at === null || choice.compare === 'years') return null
  const window = moved ?? at
  const [from, to] = [addDays(first, window.start), addDays(first, window.end)].map(format.dateWithYear)
  return (
    <TrendOverview
      window={window}
      points={points}
      ticks={ticks}
      words={{
        label: t('label', { range: format.dateRange(first, today) }),
        start: { label: t('start'), text: from ?? '' },
        end: { label: t('end'), text: to ?? '' },
      }}
      onWindow={(next, isOver) => {
        if (isOver && moved === null && next === window) return
        setMoved(isOver ? null : next)
        onHold(next && windowRange(next, first), isOver)
      }}
    />
  )
}
