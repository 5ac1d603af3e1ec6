import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { HeatSwatch } from '@/components/charts/heat-swatch'
import type { Metric } from '@/lib/domain/metrics'
import type { HeatLevel } from '@/lib/domain/trend-year'
import { useMetricWords } from './metric-words'

/** What each square stands for. */
export function HeatLegend({ metric, limits, children }: { metric: Metric; limits: readonly number[]; children: ReactNode }) {
  const t = useTranslations('trends.year')
  const words = useMetricWords()
  const short = (value: number) => words.short(metric, value)
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-ink2">
      {limits.length === 4 && (
        <span className="flex items-center gap-1.5">
          <HeatSwatch level={0} />
          {t('under', { value: short(limits[0] ?? 0) })}
        </span>
      )}
      {limits.length === 4 &&
        limits.map((limit, index) => (
          <span key={limit} className="flex items-center gap-1.5">
            <HeatSwatch level={(index + 1) as HeatLevel} />
            {index === 3 ? t('over', { value: short(limit) }) : short(limit)}
          </span>
        ))}
      <span className="flex items-center gap-1.5">
        <HeatSwatch level={null} />
        {t('noData')}
      </span>
      {children}
    </p>
  )
}
