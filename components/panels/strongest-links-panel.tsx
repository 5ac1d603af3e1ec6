'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import type { RelationChoice } from '@/lib/domain/link-choice'
import { endedValues } from '@/lib/domain/measured-day'
import { METRIC_NAMES, type Metric } from '@/lib/domain/metrics'
import { strongestLinks } from '@/lib/domain/relation'
import { trendsQueries } from '@/lib/queries/trends'
import { Loaded } from './loaded'
import { useMetricWords } from './metric-words'
import { useRelationWords } from './relation-words'

type Props = { choice: RelationChoice; range: { from: Day; to: Day }; today: Day; onPick: (metric: Metric) => void; className?: string }

const MOST = 15

/** What goes with a metric most closely, of all there are: looked through when asked for, because it reads everything. */
export function StrongestLinksPanel({ choice, range, today, onPick, className = '' }: Props) {
  const t = useTranslations('relation.strongest')
  const words = useMetricWords()
  const when = useRelationWords().when(choice.lag)
  const [asked, setAsked] = useState(false)
  const names = { x: words.name(choice.x), when }
  return (
    <Card title={t('title')} className={className}>
      <p className="mb-3 text-secondary text-ink2">{t('body', names)}</p>
      {asked ? (
        <Links choice={choice} range={range} today={today} onPick={onPick} />
      ) : (
        <Button look="secondary" size="small" className="w-full" onClick={() => setAsked(true)}>
          {t('look', { metrics: METRIC_NAMES.length })}
        </Button>
      )}
    </Card>
  )
}

function Links({ choice: { x, lag }, range, today, onPick }: Omit<Props, 'className'>) {
  const t = useTranslations('relation.strongest')
  const words = useMetricWords()
  const format = useFormat()
  const query = useQuery(trendsQueries.series(METRIC_NAMES, { ...range, bucket: 'day' }))
  const { data } = query
  const found = useMemo(() => {
    if (!data) return undefined
    const of = (metric: Metric) => ({ metric, values: endedValues(metric, { ...data, values: data.metrics[metric] }, today) })
    return strongestLinks(of(x), METRIC_NAMES.map(of), lag)
  }, [data, x, lag, today])
  return (
    <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-80" />}>
      {() =>
        found && (
          <>
            {found.links.length === 0 && <p className="text-secondary text-ink2">{t('none', { looked: found.looked })}</p>}
            <ul>
              {found.links.slice(0, MOST).map(({ metric, r, rho, days }) => (
                <li key={metric} className="border-line border-t">
                  <button type="button" className="flex min-h-11 w-full items-center gap-3 text-left" onClick={() => onPick(metric)}>
                    <span className="min-w-0 flex-1">
                      <span className="block truncate text-body">{words.name(metric)}</span>
                      <span className="block text-caption text-ink3">{t('row', { rho: format.signed(rho, 2), days })}</span>
                    </span>
                    <span className="text-value">{format.signed(r, 2)}</span>
                  </button>
                </li>
              ))}
            </ul>
            {found.links.length > 0 && (
              <p className="mt-3 text-caption leading-normal text-ink3">{t('note', { looked: found.looked, stand: found.links.length })}</p>
            )}
          </>
        )
      }
    </Loaded>
  )
}
