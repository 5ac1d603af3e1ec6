'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useMayOpen } from '@/components/ui/guest'
import { Link } from '@/components/ui/link'
import type { Day } from '@/lib/domain/day'
import { restModeOn } from '@/lib/domain/rest-mode'
import { signalAt } from '@/lib/domain/signals'
import { dayQueries } from '@/lib/queries/day'
import { SignalParts } from './signal-parts'

const OTHERS = '/trends?view=rhythm'

/** On a day whose numbers together are unlike the 30 before it: which, and by how much. Nothing on every other day. */
export function SignalPanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('signals')
  const mayOpen = useMayOpen()
  const queries = dayQueries(day)
  const trends = useQuery(queries.trends).data
  const resting = restModeOn(useQuery(queries.restMode).data ?? [], day) !== null
  const signal = trends ? signalAt(trends, trends.days.length - 1) : null
  if (!signal?.unlike) return null
  return (
    <Card title={t('day')} className={className}>
      <p className="mb-2 text-secondary text-ink2">{t(resting ? 'dayResting' : 'daySays')}</p>
      <SignalParts parts={signal.parts} />
      <p className="mt-2 text-caption text-ink3">{t('zNote')}</p>
      {mayOpen(OTHERS) && (
        <Link href={OTHERS} className="clock-link mt-3 inline-block">
          {t('others')}
        </Link>
      )}
    </Card>
  )
}
