'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/now'
import { useOnline } from '@/components/ui/online'
import { useFormat } from '@/components/ui/settings'
import { connectionQueries } from '@/lib/queries/connection'
import { ApiError } from '@/lib/queries/fetch-json'

const PLACE = 'mx-3 mt-2.5 lg:mx-6'

/**
 * That there is no network, and up to when the data on show reaches (neutral: nothing is wrong with it); or that this page reads nothing any
 * more since its session ended, which a page from a home screen has no other way to mend. `anonymous`: nobody was signed in.
 */
export function OfflineBanner({ anonymous }: { anonymous: boolean }) {
  const t = useTranslations('offline')
  const format = useFormat()
  const online = useOnline()
  const { now, offset } = useNow()
  const { data, error } = useQuery({ ...connectionQueries.current(), enabled: online })
  const last = data?.last_sync_at
  // After everything was erased nothing is left to be shown.
  const isOver = !anonymous && data !== undefined && error instanceof ApiError && error.status === 401
  if (online && isOver)
    return (
      <Banner
        tone="warn"
        icon="warning"
        title={t('signedOut')}
        actions={
          <Button look="secondary" size="small" onClick={() => window.location.reload()}>
            {t('load')}
          </Button>
        }
        className={PLACE}
      >
        {t('asBefore')}
      </Banner>
    )
  if (online) return null
  const time = last ? format.moment(Date.parse(last), { offset, now }) : null
  return (
    <Banner tone="neutral" icon="offline" title={t('title')} className={PLACE}>
      {time ? t('upTo', { time }) : t('stored')}
    </Banner>
  )
}
