'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { COUNTED, type ListedPeriod, listedPeriods } from '@/lib/domain/listed-periods'
import { nightQueries } from '@/lib/queries/day'
import { Loaded } from './loaded'
import { useNotHere } from './missing'

/** Every sleep that Oura knows of for this day: what counts, and what does not with the reason. */
export function SleepPeriodsPanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('night.periods')
  const sleep = useQuery(nightQueries(day).sleep)
  return (
    <Card title={t('title')} className={className}>
      <Loaded query={sleep} name={t('name')} shapes={<Skeleton className="h-12" />}>
        {(docs) => {
          const periods = listedPeriods(docs, day)
          if (periods.length === 0) return <NoSleep day={day} />
          return (
            <ul>
              {periods.map((period) => (
                <Period key={period.id} period={period} />
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Card>
  )
}

function NoSleep({ day }: { day: Day }) {
  const t = useTranslations('night.periods')
  const notHere = useNotHere(day, 'sleep', true)
  return <p className="text-secondary text-ink2">{notHere ?? t('none')}</p>
}

function Period({ period: { kind, part, from, to, asleep, inBed } }: { period: ListedPeriod }) {
  const t = useTranslations('night.periods')
  const format = useFormat()
  const begin = format.clock(from)
  const counts = COUNTED.includes(kind)
  const times = to === null ? t('running', { from: begin }) : t('times', { from: begin, to: format.clock(to) })
  return (
    <li className="border-t border-line py-2 first:border-0 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className={`text-body ${counts ? 'font-semibold' : 'text-ink2'}`}>
          {kind === 'part' ? t('kind.part', { part: format.number(part) }) : t(`kind.${kind}`)}
        </span>
        <span className="ml-auto text-secondary text-ink2">{times}</span>
      </div>
      <p className="text-secondary text-ink3">
        {asleep === null ? t('inBed', { duration: format.duration(inBed) }) : t('asleep', { duration: format.duration(asleep) })}
        {kind === 'next_day' || kind === 'rest' || kind === 'deleted' || kind === 'superseded' || kind === 'unplaced'
          ? ` · ${t(`note.${kind}`)}`
          : null}
      </p>
    </li>
  )
}
