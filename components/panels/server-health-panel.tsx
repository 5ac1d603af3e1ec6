'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { useFormat } from '@/components/ui/settings'
import { healthQueries } from '@/lib/queries/health'

/** What the owner should look at on the machine itself: a clock that is off, a disk that is nearly full. Nothing while all is well. */
export function ServerHealthPanel() {
  const t = useTranslations('serverHealth')
  const format = useFormat()
  const { warnings = [], clock_skew_seconds: skew, disk_free_bytes: free } = useQuery(healthQueries.current()).data ?? {}
  return warnings.map((warning) =>
    warning === 'clock' ? (
      <Banner key={warning} tone="warn" icon="warning" title={t('clock.title')}>
        {t((skew ?? 0) > 0 ? 'clock.ahead' : 'clock.behind', { minutes: format.number(Math.round(Math.abs(skew ?? 0) / 60)) })}
      </Banner>
    ) : (
      <Banner key={warning} tone="warn" icon="warning" title={t('disk.title')}>
        {t('disk.body', { size: format.fileSize(free ?? 0) })}
      </Banner>
    ),
  )
}
