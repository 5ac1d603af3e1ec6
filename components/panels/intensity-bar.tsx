'use client'
import { useTranslations } from 'use-intl'
import { StackedBar } from '@/components/charts/stacked-bar'
import { useFormat } from '@/components/ui/settings'
import { Swatch } from '@/components/ui/swatch'
import type { DailyActivity } from '@/lib/oura/schemas'
import { Explain } from './explain'

/** How long the day was spent in each of Oura's intensities, and without the ring. */
export function IntensityBar({ document, soFar }: { document: DailyActivity; soFar: boolean }) {
  const t = useTranslations('activity')
  const format = useFormat()
  const parts = [
    { name: 'rest', metric: 'rest_time', color: 'rest', value: document.resting_time },
    { name: 'inactive', metric: 'inactive_time', color: 'inactive', value: document.sedentary_time },
    { name: 'low', metric: 'low_time', color: 'low', value: document.low_activity_time },
    { name: 'medium', metric: 'medium_time', color: 'medium', value: document.medium_activity_time },
    { name: 'high', metric: 'high_time', color: 'high', value: document.high_activity_time },
    { name: 'not_worn', metric: 'non_wear_time', color: 'hatch', value: document.non_wear_time },
  ] as const
  const total = parts.reduce((sum, { value }) => sum + value, 0)
  const duration = format.duration(total)
  return (
    <div className="mt-3.5">
      <h3 className="mb-2 text-secondary font-semibold">{soFar ? t('intensitySoFar', { duration }) : t('intensity', { duration })}</h3>
      <StackedBar parts={parts} label={t('intensityLabel')} />
      <dl className="mt-2.5 grid grid-cols-[repeat(auto-fill,minmax(min(100%,5.5rem),1fr))] gap-x-2.5 gap-y-2 md:grid-cols-6">
        {parts.map(({ name, metric, color, value }) => (
          <div key={name} className="relative">
            <dt className="flex items-center gap-1.5 text-caption text-ink2">
              <Swatch color={color} />
              {t(`classes.${name}`)}
            </dt>
            <dd className="text-body font-semibold">
              {format.duration(value)}
              <Explain metric={metric} day={document.day} name={t(`classes.${name}`)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
