'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useNow } from '@/components/ui/now'
import { Skeleton } from '@/components/ui/skeleton'
import type { CoverageReason, CoverageState } from '@/lib/api'
import { coverageGaps, type Gap } from '@/lib/domain/coverage-days'
import { activityDay } from '@/lib/domain/local-clock'
import type { Collection } from '@/lib/oura/collections'
import { coverageQueries } from '@/lib/queries/coverage'
import { Loaded } from './loaded'

/** What a year has of each kind of data, and why the rest is not here. */
export function ArchiveYear({ year }: { year: number }) {
  const t = useTranslations('data.year')
  const { now, offset } = useNow()
  const today = activityDay(now, offset)
  const end = `${year}-12-31`
  const query = useQuery(coverageQueries.range(`${year}-01-01`, end < today ? end : today))
  return (
    <div className="mb-3 rounded-control bg-bg px-3 py-1.5">
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-40" />}>
        {({ data }) => <Gaps gaps={coverageGaps(data)} />}
      </Loaded>
    </div>
  )
}

function Gaps({ gaps }: { gaps: Gap[] }) {
  const t = useTranslations('data.year')
  const names = useTranslations('data.collection')
  const incomplete = gaps.filter(({ reasons }) => reasons.length > 0)
  if (incomplete.length === 0) return <p className="py-2 text-secondary text-ink2">{t('complete')}</p>
  return (
    <dl className="text-secondary">
      {incomplete.map(({ collection, have, reasons }) => (
        <div key={collection} className="grid grid-cols-[9rem_1fr] gap-x-2 border-line py-2 not-last:border-b">
          <dt>{names(`${collection as Exclude<Collection, 'ring_configuration'>}`)}</dt>
          <dd>
            <span className="font-semibold">{t('have', { days: have })}</span>
            <span className="block text-ink2">
              {reasons
                .map(({ state, days }) => t(`reason.${state as Exclude<CoverageState, 'have'> | CoverageReason}`, { days }))
                .join(' · ')}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
