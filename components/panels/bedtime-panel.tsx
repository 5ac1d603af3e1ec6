'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { Tile } from '@/components/ui/tile'
import { bedtimeWindow } from '@/lib/domain/bedtime'
import type { Day } from '@/lib/domain/day'
import { newest } from '@/lib/domain/newest'
import { dayQueries } from '@/lib/queries/day'
import { MissingTile } from './missing-tile'

const RECOMMENDATIONS = [
  'improve_efficiency',
  'earlier_bedtime',
  'later_bedtime',
  'earlier_wake_up_time',
  'later_wake_up_time',
  'follow_optimal_bedtime',
] as const

/** Why Oura suggests nothing yet. */
const TOO_FEW = ['not_enough_nights', 'not_enough_recent_nights'] as const

/** When Oura suggests going to bed, and what it would change. Where it suggests nothing, why. */
export function BedtimePanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('bedtime')
  const format = useFormat()
  const query = useQuery({ ...dayQueries(day).sleepTime, select: (documents) => newest(documents) ?? null })
  const guidance = query.data
  const window = guidance ? bedtimeWindow(guidance) : null
  const recommendation = RECOMMENDATIONS.find((name) => name === guidance?.recommendation)
  if (!window && !recommendation) {
    const few = TOO_FEW.find((status) => status === guidance?.status)
    const empty = few && t(`status.${few}`)
    return <MissingTile title={t('title')} name={t('name')} collection="sleep_time" {...{ day, query, empty, className }} />
  }
  return (
    <Tile className={className}>
      <div className="flex flex-wrap items-baseline gap-x-2 text-caption text-ink2">
        <h3>{t('title')}</h3>
        <span className="ml-auto text-ink3">{t('byOura')}</span>
      </div>
      {window && <p className="mt-0.5 text-metric">{t('window', { from: format.clock(window.from), to: format.clock(window.to) })}</p>}
      {recommendation && <p className="mt-0.5 text-secondary text-ink2">{t(`recommendations.${recommendation}`)}</p>}
    </Tile>
  )
}
