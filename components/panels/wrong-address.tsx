import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import type { TrendWrong } from '@/lib/domain/trend-choice'

/** What of an address of Trends could not be shown as it asked; nothing where all of it was. */
export function WrongAddress({ wrong, className = '' }: { wrong: readonly TrendWrong[]; className?: string }) {
  const t = useTranslations('trends.wrong')
  if (wrong.length === 0) return null
  return (
    <Banner tone="neutral" icon="calendar" title={t('title')} className={className}>
      {wrong.map((what) => t(`${what}`)).join(' ')}
    </Banner>
  )
}
