'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/ui/progress'
import { useFormat } from '@/components/ui/settings'
import { syncQueries } from '@/lib/queries/sync'

const LONGEST_MS = 8000

/** Between the paste and the first day: how far the sync is, and on to the day as soon as the newest documents are here. */
export function FirstSyncPanel({ onReady }: { onReady: () => void }) {
  const t = useTranslations('connect.firstSync')
  const format = useFormat()
  const { data: sync } = useQuery({ ...syncQueries.status(), refetchInterval: 400 })
  const ready = sync !== undefined && (sync.last_success_at !== null || sync.oldest_day !== null || sync.error !== null)
  const go = useEffectEvent(onReady)
  useEffect(() => {
    if (ready) go()
  }, [ready])
  // The day tells for itself what is still missing; nobody is kept here by a slow answer.
  useEffect(() => {
    const timer = setTimeout(() => go(), LONGEST_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <section aria-label={t('title')} className="rounded-card bg-surface p-4">
      <h2 className="text-card">{t('title')}</h2>
      <p className="mt-1 mb-4 text-secondary text-ink2">{t('body')}</p>
      <Progress label={t('title')} value={sync?.total ? sync.done / sync.total : null} />
      <p aria-live="polite" className="mt-2 min-h-[1.125rem] text-secondary text-ink2">
        {sync?.total ? t('progress', { done: format.number(sync.done), total: format.number(sync.total) }) : ''}
      </p>
      <Button look="secondary" size="large" className="mt-4" onClick={onReady}>
        {t('open')}
      </Button>
    </section>
  )
}
