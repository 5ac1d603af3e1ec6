'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import { StatusLine } from '@/components/ui/status-line'
import { daysBetween } from '@/lib/domain/day'
import { activityDay } from '@/lib/domain/local-clock'
import { connectionQueries } from '@/lib/queries/connection'
import { syncQueries } from '@/lib/queries/sync'

/** The foot of the side rail: when the last sync was, and how many days the archive spans. */
export function RailStatus() {
  const t = useTranslations('nav')
  const format = useFormat()
  const { now, offset } = useNow()
  const connection = useQuery(connectionQueries.current()).data
  const oldest = useQuery(syncQueries.status()).data?.oldest_day ?? null
  const last = connection?.last_sync_at ? Date.parse(connection.last_sync_at) : null
  return (
    <>
      {last !== null && (
        <StatusLine status={connection?.state === 'fresh' ? 'ok' : 'warn'}>
          {t('synced', { time: format.moment(last, { offset, now }) })}
        </StatusLine>
      )}
      {oldest && <p>{t('days', { count: daysBetween(oldest, activityDay(now, offset)) + 1 })}</p>}
    </>
  )
}
