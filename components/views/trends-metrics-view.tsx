'use client'
import { useCallback } from 'react'
import { ExplainHost } from '@/components/panels/explain-host'
import { TrendChartPanel } from '@/components/panels/trend-chart-panel'
import { TrendComparePanel } from '@/components/panels/trend-compare-panel'
import { TrendMetricPanel } from '@/components/panels/trend-metric-panel'
import { TrendRangePanel } from '@/components/panels/trend-range-panel'
import { WrongAddress } from '@/components/panels/wrong-address'
import { changeAddress } from '@/components/ui/address'
import { later } from '@/components/ui/later'
import { useFollow } from '@/components/ui/link'
import { type Day, daysBetween } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { DEFAULT_METRIC, stepFor } from '@/lib/domain/trend-choice'
import { useTrendChoice } from './trends-choice'
import { TrendsTags } from './trends-tags'

// In the order in which they come alive.
const BEHIND = { behind: true }
const WeekdayPanel = later(async () => (await import('@/components/panels/weekday-panel')).WeekdayPanel, BEHIND)
const YearHeatPanel = later(async () => (await import('@/components/panels/year-heat-panel')).YearHeatPanel, BEHIND)
const SmallTrendsPanel = later(async () => (await import('@/components/panels/small-trends-panel')).SmallTrendsPanel, BEHIND)

/** Metrics over any range: the chosen one large, all of them small. */
export function TrendsMetricsView() {
  const { choice, today, oldest } = useTrendChoice()
  const pick = (metric: Metric) => changeAddress({ metric: metric === DEFAULT_METRIC ? null : metric })
  const follow = useFollow()
  // Of weeks, months and what is compared no number comes from one day's documents.
  const isExplained = choice.step === 'day' && choice.compare === null && choice.other === null
  const dates = useCallback((from: Day, to: Day) => changeAddress({ range: null, from, to }), [])
  return (
    <>
      <TrendRangePanel
        choice={choice}
        today={today}
        oldest={oldest}
        onSpan={(span) => changeAddress({ range: span === '90d' ? null : span, from: null, to: null })}
        onDates={dates}
      />
      <main className="flex min-w-0 flex-col gap-3 pb-4 lg:col-span-2 lg:grid lg:grid-cols-2 lg:gap-4">
        <WrongAddress wrong={choice.wrong} className="mx-3 lg:col-span-2 lg:mx-0" />
        <TrendMetricPanel metric={choice.metric} onPick={pick} className="px-3 lg:col-span-2 lg:px-0" />
        <TrendChartPanel choice={choice} today={today} oldest={oldest} onRange={dates} className="lg:col-span-2 lg:rounded-card">
          <TrendComparePanel
            choice={choice}
            onStep={(step) => changeAddress({ step: step === stepFor(daysBetween(choice.from, choice.to) + 1) ? null : step })}
            onCompare={(compare) => changeAddress({ compare, with: null })}
            onOther={(metric) => changeAddress({ compare: null, with: metric })}
          />
        </TrendChartPanel>
        <WeekdayPanel choice={choice} today={today} oldest={oldest} className="mx-3 lg:mx-0" />
        <YearHeatPanel
          choice={choice}
          today={today}
          oldest={oldest}
          onYear={(year) => changeAddress({ year: String(year) })}
          onDay={(day) => follow(`/?day=${day}`)}
          className="mx-3 lg:mx-0"
        />
        <SmallTrendsPanel
          choice={choice}
          today={today}
          oldest={oldest}
          onPick={pick}
          onAll={(isAll) => changeAddress({ metrics: isAll ? 'all' : null })}
          className="mx-3 lg:mx-0"
        />
        {/* Before what takes its full height only once it is near. */}
        <ExplainHost hint={isExplained} className="px-4 lg:order-last lg:col-span-2 lg:px-0" />
        <TrendsTags today={today} oldest={oldest} className="mx-3 lg:mx-0" />
      </main>
    </>
  )
}
