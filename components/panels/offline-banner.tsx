'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { useNow } from '@/components/ui/now'
import { useOnline } from '@/components/ui/online'
import { useFormat } from '@/components/ui/settings'
import { connectionQueries } from '@/lib/queries/connection'

/** That there is no network, and up to when the data on show reaches. Neutral: nothing is wrong with it. */
export function OfflineBanner() {
  const t = useTranslations('offline')
  const format = useFormat()
  const online = useOnline()
  const { now, offset } = useNow()
  const last = useQuery({ ...connectionQueries.current(), enabled: online }).data?.last_sync_at
  if (online) return null
  const time = last ? format.moment(Date.parse(last), { offset, now }) : null
  return (
    <Banner tone="neutral" icon="offline" title={t('title')} className="mx-3 mt-2.5 lg:mx-6">
      {time ? t('upTo', { time }) : t('stored')}
    </Banner>
  )
}
