'use client'
import { SmallTrendsPanel } from '@/components/panels/small-trends-panel'
import { TrendMetricPanel } from '@/components/panels/trend-metric-panel'
import { TrendRangePanel } from '@/components/panels/trend-range-panel'
import { changeAddress } from '@/components/ui/address'
import type { Metric } from '@/lib/domain/metrics'
import { DEFAULT_METRIC } from '@/lib/domain/trend-choice'
import { useTrendChoice } from './trends-choice'

/** Metrics over any range: the chosen one large, all of them small. */
export function TrendsMetricsView() {
  const { choice, today, oldest } = useTrendChoice()
  const pick = (metric: Metric) => changeAddress({ metric: metric === DEFAULT_METRIC ? null : metric })
  return (
    <>
      <TrendRangePanel
        choice={choice}
        today={today}
        oldest={oldest}
        onSpan={(span) => changeAddress({ range: span === '90d' ? null : span, from: null, to: null })}
        onDates={(from, to) => changeAddress({ range: null, from, to })}
      />
      <main className="flex min-w-0 flex-col gap-3 pb-4 lg:col-span-2 lg:grid lg:grid-cols-2 lg:items-start lg:gap-4">
        <TrendMetricPanel metric={choice.metric} onPick={pick} className="px-3 lg:col-span-2 lg:px-0" />
        <SmallTrendsPanel
          choice={choice}
          onPick={pick}
          onAll={(isAll) => changeAddress({ metrics: isAll ? 'all' : null })}
          className="mx-3 lg:mx-0"
        />
      </main>
    </>
  )
}
