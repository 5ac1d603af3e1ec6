'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { RangeBar } from '@/components/charts/range-bar'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { type DayTrends, dayValue } from '@/lib/domain/day-trends'
import { STAGE_METRICS, stageDurations } from '@/lib/domain/night-stages'
import { nightQueries } from '@/lib/queries/day'
import { Explain } from './explain'
import { Loaded } from './loaded'
import { useNotHere } from './missing'

/** How long each stage lasted, over the shaded middle half of the 30 days before. */
export function NightStagesPanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('night.stages')
  const trends = useQuery(nightQueries(day).trends)
  return (
    <Card title={t('title')} aside={<span className="text-caption">{t('aside')}</span>} className={className}>
      <Loaded query={trends} name={t('name')} shapes={<Skeleton className="h-32" />}>
        {(data) => <Durations day={day} trends={data} />}
      </Loaded>
    </Card>
  )
}

function Durations({ day, trends }: { day: Day; trends: DayTrends }) {
  const t = useTranslations('night.stages')
  const tClock = useTranslations('dayClock')
  const format = useFormat()
  const { rows, scale } = stageDurations(trends)
  const isEmpty = rows.every(({ seconds }) => seconds === null)
  const notHere = useNotHere(day, 'sleep', isEmpty)
  if (isEmpty) return <p className="text-secondary text-ink2">{notHere ?? t('none')}</p>
  return (
    <>
      <dl className="explain-rows">
        {rows.map(({ stage, seconds, usual }) => (
          <div key={stage} className="relative grid min-h-8 grid-cols-[3.125rem_1fr_5.25rem] items-center gap-x-3 text-secondary">
            <dt>{tClock(`stage.${stage}`)}</dt>
            <RangeBar
              share={(seconds ?? 0) / scale}
              color={stage}
              usual={usual && { low: usual.low / scale, median: usual.median / scale, high: usual.high / scale }}
            />
            <dd className="text-right font-semibold">
              {format.duration(seconds)}
              {usual && (
                <span className="sr-only">, {t('usual', { range: `${format.duration(usual.low)} – ${format.duration(usual.high)}` })}</span>
              )}
              <Explain metric={STAGE_METRICS[stage]} day={day} name={tClock(`stage.${stage}`)} />
            </dd>
          </div>
        ))}
      </dl>
      {(dayValue(trends, 'nap_sleep') ?? 0) > 0 && <p className="mt-1 text-caption text-ink3">{t('naps')}</p>}
    </>
  )
}
