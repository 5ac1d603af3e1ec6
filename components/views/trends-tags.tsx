'use client'
import { lazy, Suspense } from 'react'
import { changeAddress, useAddress } from '@/components/ui/address'
import { InView } from '@/components/ui/in-view'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { tagChoice } from '@/lib/domain/link-choice'

const TagEffectsPanel = lazy(async () => ({ default: (await import('@/components/panels/tag-effects-panel')).TagEffectsPanel }))

const PLACE = <Skeleton className="h-[30rem] rounded-card" />

/** Tags against the nights after them, fetched and reckoned once somebody comes near. */
export function TrendsTags({ today, oldest, className = '' }: { today: Day; oldest: Day | null; className?: string }) {
  const choice = tagChoice(useAddress(), today, oldest)
  return (
    <InView place={PLACE} className={`min-w-0 ${className}`}>
      <Suspense fallback={PLACE}>
        <TagEffectsPanel
          choice={choice}
          onMetric={(metric) => changeAddress({ tag_metric: metric === 'average_hrv' ? null : metric })}
          onTime={(time) => changeAddress({ tag_time: time === 'all' ? null : time })}
        />
      </Suspense>
    </InView>
  )
}
