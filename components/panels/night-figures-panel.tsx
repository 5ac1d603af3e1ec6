'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { Figure } from '@/components/ui/quantity'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { type DayTrends, dayValue, usualOf } from '@/lib/domain/day-trends'
import { METRICS } from '@/lib/domain/metrics'
import { nightQueries } from '@/lib/queries/day'
import { Explain } from './explain'
import { Loaded } from './loaded'
import { useLowestAt } from './night-documents'

const FIGURES = [
  { name: 'efficiency', metric: 'sleep_efficiency', digits: 0 },
  { name: 'latency', metric: 'sleep_latency', digits: 0 },
  { name: 'restless', metric: 'restless_periods', digits: 0 },
  { name: 'lowest', metric: 'lowest_heart_rate', digits: 0 },
  { name: 'hrv', metric: 'average_hrv', digits: 0 },
  { name: 'breath', metric: 'average_breath', digits: 1 },
] as const

/** Six numbers of the main night, each with its usual range. */
export function NightFiguresPanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('night.figures')
  const trends = useQuery(nightQueries(day).trends)
  const lowestAt = useLowestAt(day)
  return (
    <Card aria-label={t('title')} className={className}>
      <Loaded query={trends} name={t('name')} shapes={<Skeleton className="h-36" />}>
        {(data) => <Figures day={day} trends={data} lowestAt={lowestAt} />}
      </Loaded>
    </Card>
  )
}

function Figures({ day, trends, lowestAt }: { day: Day; trends: DayTrends; lowestAt: number | null }) {
  const t = useTranslations('night.figures')
  const format = useFormat()
  return (
    <dl className="grid grid-cols-2 gap-x-2 min-[21.25rem]:grid-cols-3 gap-y-3.5 big-text:grid-cols-1">
      {FIGURES.map(({ name, metric, digits }) => {
        const usual = usualOf(trends, metric)
        // Minutes are read more easily than seconds, and than durations when two make a range.
        const [low, high] = [usual?.low ?? 0, usual?.high ?? 0].map((value) => (metric === 'sleep_latency' ? value / 60 : value))
        const band = usual && t('usual', { range: format.range([low ?? 0, high ?? 0], digits) })
        const at = name === 'lowest' && lowestAt !== null ? t('at', { time: format.clock(lowestAt) }) : null
        return (
          <Figure
            key={name}
            name={t(name)}
            cover={<Explain metric={metric} day={day} name={t(name)} />}
            of={format.measure(dayValue(trends, metric), METRICS[metric], metric === 'sleep_latency' ? undefined : digits)}
            note={
              <>
                {at && <span className="block">{at}</span>}
                {band && <span className="block">{band}</span>}
              </>
            }
          />
        )
      })}
    </dl>
  )
}
