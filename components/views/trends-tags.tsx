'use client'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { changeAddress, useAddress } from '@/components/ui/address'
import { Card } from '@/components/ui/card'
import { InView } from '@/components/ui/in-view'
import { patiently } from '@/components/ui/later'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { tagChoice } from '@/lib/domain/link-choice'
import { isNightly } from '@/lib/domain/measured-day'

const TagEffectsPanel = lazy(async () => ({
  default: (await patiently(() => import('@/components/panels/tag-effects-panel'))).TagEffectsPanel,
}))

/** Tags against the nights after them, fetched and reckoned once somebody comes near. */
export function TrendsTags({ today, oldest, className = '' }: { today: Day; oldest: Day | null; className?: string }) {
  const choice = tagChoice(useAddress(), today, oldest)
  const t = useTranslations('tagEffects')
  const place = (
    <Card title={t(isNightly(choice.metric) ? 'title' : 'titleDay')} className="min-h-[30rem]">
      <p className="mb-3 text-secondary text-ink2">{t('reckoned')}</p>
      <Skeleton className="h-96" />
    </Card>
  )
  return (
    <InView place={place} className={`min-w-0 ${className}`}>
      <Suspense fallback={place}>
        <TagEffectsPanel
          choice={choice}
          onMetric={(metric) => changeAddress({ tag_metric: metric === 'average_hrv' ? null : metric })}
          onTime={(time) => changeAddress({ tag_time: time === 'all' ? null : time })}
        />
      </Suspense>
    </InView>
  )
}
