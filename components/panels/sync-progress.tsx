'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Progress } from '@/components/ui/progress'
import { useFormat } from '@/components/ui/settings'
import { notePace, type Pace, timeLeft } from '@/lib/domain/sync-pace'
import { syncQueries } from '@/lib/queries/sync'

/** How far the sync is, where it is, and for how long it will go on at the speed seen; nothing while it rests. */
export function SyncProgress() {
  const t = useTranslations('data.archive')
  const format = useFormat()
  const { data: sync, dataUpdatedAt } = useQuery(syncQueries.status())
  const [seen, setSeen] = useState<Pace[]>([])
  const [first, setFirst] = useState<string | null>(null)
  const done = sync?.done ?? 0
  const oldest = sync?.oldest_day ?? null
  useEffect(() => setFirst((known) => known ?? oldest), [oldest])
  useEffect(() => setSeen((before) => notePace(before, { at: dataUpdatedAt, done })), [dataUpdatedAt, done])
  if (sync?.state !== 'running' || sync.total === 0) return null
  const left = timeLeft(seen, sync.total)
  // Where it is can be told only of the way back through the years, and only once it moved.
  const goingBack = oldest !== null && first !== null && oldest < first
  const where = goingBack ? t('at', { month: format.month(oldest) }) : null
  const words = [
    where,
    left === null
      ? null
      : t('left', { time: left < 3_600_000 ? format.minutes(Math.max(1, left / 60_000)) : format.duration(left / 1000) }),
  ]
  const title = goingBack ? t('fetching') : t('syncing')
  return (
    <div className="mt-4 border-t border-line pt-3.5">
      <p className="mb-2 flex text-[0.875rem] leading-5 font-semibold">
        {title}
        <span className="ml-auto text-secondary font-normal text-ink2">{format.percent(Math.floor((sync.done / sync.total) * 100))}</span>
      </p>
      <Progress label={title} value={sync.done / sync.total} />
      <p className="mt-1.5 min-h-[1.125rem] text-secondary text-ink2">{words.filter((word) => word !== null).join(' · ')}</p>
    </div>
  )
}
