'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import { isNoted } from '@/lib/domain/experiment'
import { connectionQueries } from '@/lib/queries/connection'
import { experimentsQueries } from '@/lib/queries/experiments'
import { ExperimentCheck } from './experiment-check'

/** The evening's question on the day itself: was it done? Nothing where the day is of no experiment. */
export function ExperimentNotePanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('experimentNote')
  const format = useFormat()
  const kind = useQuery(connectionQueries.current()).data?.kind
  // The demo ring takes no notes, and a guest has no connection to ask for.
  const own = kind === 'token' || kind === 'oauth'
  const asking = useQuery({ ...experimentsQueries.list(), enabled: own }).data?.filter((one) => isNoted(one, day)) ?? []
  if (!own || asking.length === 0) return null
  return (
    <Card title={t('title')} className={className}>
      {asking.map((experiment) => (
        <div key={experiment.id} className="border-line not-first:mt-2 not-first:border-t not-first:pt-2">
          <p dir="auto" className="text-secondary break-words text-ink2">
            {experiment.question}
          </p>
          <ExperimentCheck experiment={experiment} day={day} name={format.date(day)} />
        </div>
      ))}
    </Card>
  )
}
