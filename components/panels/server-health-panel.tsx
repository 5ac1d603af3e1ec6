'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { useFormat } from '@/components/ui/settings'
import { healthQueries } from '@/lib/queries/health'

/**
 * What the owner should look at on the machine itself: a clock that is off, a disk that is nearly full, copies that are not made. Nothing
 * while all is well. Everybody's days are at stake, so everybody is told, and who cannot mend it, whom to tell.
 */
export function ServerHealthPanel({ owner }: { owner: boolean }) {
  const t = useTranslations('serverHealth')
  const format = useFormat()
  const health = useQuery(healthQueries.current()).data
  const skew = health?.clock_skew_seconds ?? 0
  const day = health?.last_backup_day ?? null
  const texts = {
    clock: () => t(skew > 0 ? 'clock.ahead' : 'clock.behind', { minutes: format.number(Math.round(Math.abs(skew) / 60)) }),
    disk: () => t('disk.body', { size: format.fileSize(health?.disk_free_bytes ?? 0) }),
    backup: () => (day === null ? t('backup.none') : t('backup.old', { day: format.dateWithYear(day) })),
  }
  return health?.warnings?.map((warning) => (
    <Banner key={warning} tone="warn" icon="warning" title={t(`${warning}.title`)}>
      {owner ? texts[warning]() : `${texts[warning]()} ${t('tellOwner')}`}
    </Banner>
  ))
}
