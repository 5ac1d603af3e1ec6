'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { connectionQueries } from '@/lib/queries/connection'
import { experimentsQueries } from '@/lib/queries/experiments'
import { ApiError } from '@/lib/queries/fetch-json'
import { ExperimentPanel } from './experiment-panel'
import { Loaded } from './loaded'
import { NewExperiment } from './new-experiment'

/** Every experiment there is, and the way to a new one. */
export function ExperimentsPanel({ today, className = '' }: { today: Day; className?: string }) {
  const t = useTranslations('experiments')
  const query = useQuery(experimentsQueries.list())
  const readOnly = useQuery(connectionQueries.current()).data?.kind === 'demo'
  const [open, setOpen] = useState(false)
  // Who looks on by a link sees numbers, and not what somebody asked themself.
  if (query.error instanceof ApiError && query.error.code === 'out_of_scope')
    return <p className={`text-secondary text-ink2 ${className}`}>{t('private')}</p>
  return (
    <>
      <Card title={t('title')} className={`lg:col-span-2 ${className}`}>
        <p className="mb-3 text-secondary text-ink2">{t('intro')}</p>
        {readOnly ? (
          <p className="text-secondary text-ink2">{t('readOnly')}</p>
        ) : (
          <Button size="small" onClick={() => setOpen(true)}>
            {t('new')}
          </Button>
        )}
        {!readOnly && <NewExperiment today={today} open={open} onClose={() => setOpen(false)} />}
      </Card>
      <Loaded query={query} name={t('names')} shapes={<Skeleton className={`h-72 rounded-card ${className}`} />}>
        {(experiments) =>
          experiments.map((experiment) => (
            <ExperimentPanel key={experiment.id} experiment={experiment} today={today} readOnly={readOnly} className={className} />
          ))
        }
      </Loaded>
    </>
  )
}
