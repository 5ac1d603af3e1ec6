'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { Tile } from '@/components/ui/tile'
import { Track, type TrackColor } from '@/components/ui/track'
import type { Day } from '@/lib/domain/day'
import { type Metric, STRESS_SUMMARIES } from '@/lib/domain/metrics'
import { newest } from '@/lib/domain/newest'
import { dayQueries } from '@/lib/queries/day'
import { Explain } from './explain'
import { MissingTile } from './missing-tile'

/** A stressed day of four hours fills the bar, which Oura measures in steps of 15 minutes. */
const FULL_SECONDS = 4 * 3600

/** Stressed and restored time of the day, as totals: Oura gives no times. Where there are none, why. */
export function StressPanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('stress')
  const format = useFormat()
  const query = useQuery({ ...dayQueries(day).stress, select: (documents) => newest(documents) ?? null })
  const stress = query.data
  if (!stress || (stress.stress_high == null && stress.recovery_high == null && !stress.day_summary))
    return <MissingTile title={t('title')} name={t('name')} collection="daily_stress" {...{ day, query, className }} />
  const summary = STRESS_SUMMARIES.find((name) => name === stress.day_summary)
  const rows: { name: string; metric: Metric; seconds: number | null | undefined; color: TrackColor }[] = [
    { name: t('stressed'), metric: 'stress_time', seconds: stress.stress_high, color: 'stress' },
    { name: t('restored'), metric: 'recovery_time', seconds: stress.recovery_high, color: 'recovery' },
  ]
  const full = Math.max(FULL_SECONDS, ...rows.map(({ seconds }) => seconds ?? 0))
  return (
    <Tile className={className}>
      <div className="flex flex-wrap items-baseline gap-x-2 text-caption text-ink2">
        <h3>{t('title')}</h3>
        <span className="ml-auto text-ink3">
          <span className="lg:hidden">{t('totals')}</span>
          <span className="hidden lg:inline">{t('totalsShort')}</span>
        </span>
      </div>
      <p className="relative mt-0.5 text-metric">
        {summary ? t(`summaries.${summary}`) : '–'}
        <Explain metric="stress_summary" day={day} name={t('title')} />
      </p>
      <dl className="explain-rows mt-0.5 -mb-1 grid grid-cols-[auto_minmax(3rem,1fr)_auto] gap-x-2.5 text-secondary big-text:grid-cols-[minmax(0,1fr)_auto]">
        {rows.map(({ name, metric, seconds, color }) => (
          <div
            key={name}
            className="relative col-span-3 grid min-h-6 grid-cols-subgrid items-center big-text:col-span-2 big-text:[&>svg]:order-1 big-text:[&>svg]:col-span-2"
          >
            <dt>{name}</dt>
            <Track share={(seconds ?? 0) / full} color={color} height={6} />
            <dd className="min-w-[4.25rem] text-right font-semibold">
              {format.duration(seconds)}
              <Explain metric={metric} day={day} name={name} />
            </dd>
          </div>
        ))}
      </dl>
    </Tile>
  )
}
