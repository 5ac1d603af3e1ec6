'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { Swatch } from '@/components/ui/swatch'
import { type Contributor, contributors } from '@/lib/domain/contributors'
import type { Day } from '@/lib/domain/day'
import { type DayTrends, dayValue } from '@/lib/domain/day-trends'
import { SCORES, type ScoreName, scoreWord } from '@/lib/domain/scores'
import { dayQueries } from '@/lib/queries/day'
import { ContributorRows } from './contributor-rows'
import { Loaded } from './loaded'
import { useMissing } from './missing'
import { useLowestAt } from './night-documents'

/** What each score is made of, beside what is usual; below 60 the measurement behind it. */
export function ContributorsPanel({ day, className }: { day: Day; className?: string }) {
  const t = useTranslations('contributors')
  const queries = dayQueries(day)
  const trends = useQuery(queries.trends)
  const lowestAt = useLowestAt(day)
  return (
    <Card title={t('title')} aside={<span className="text-caption">{t('tick')}</span>} className={className ?? ''}>
      <Loaded query={trends} name={t('name')} shapes={<ContributorsShapes />}>
        {(data) => {
          const groups = SCORES.map((kind) => ({ kind, rows: contributors(kind, data, lowestAt) })).filter(({ rows }) => rows.length > 0)
          return groups.length > 0 ? (
            groups.map(({ kind, rows }) => <Group key={kind} kind={kind} day={day} rows={rows} trends={data} />)
          ) : (
            <Absent day={day} />
          )
        }}
      </Loaded>
    </Card>
  )
}

function Absent({ day }: { day: Day }) {
  const t = useTranslations('contributors')
  const why = useMissing(day, ['daily_sleep', 'daily_readiness', 'daily_activity'], true)
  return (
    <p className="min-h-[2.5rem] text-secondary text-ink2">
      {t('none')} {why}
    </p>
  )
}

function Group({ kind, day, rows, trends }: { kind: ScoreName; day: Day; rows: readonly Contributor[]; trends: DayTrends }) {
  const tScores = useTranslations('scores')
  const format = useFormat()
  const score = dayValue(trends, `${kind}_score`)
  return (
    <section className="mt-2.5 border-t border-line pt-2.5 first-of-type:mt-0 first-of-type:border-0 first-of-type:pt-0">
      <h3 className="mb-0.5 flex items-center gap-[7px] text-secondary font-[650]">
        <Swatch color={kind} shape="dot" />
        {tScores(`names.${kind}`)}
        <span className="ml-auto font-medium text-ink2">
          {score === null ? '–' : `${format.number(score)} ${tScores(`words.${scoreWord(score)}`)}`}
        </span>
      </h3>
      <ContributorRows kind={kind} day={day} rows={rows} />
    </section>
  )
}

function ContributorsShapes() {
  return (
    <div className="grid gap-3">
      {Array.from({ length: 20 }, (_, index) => index).map((row) => (
        <Skeleton key={row} className="h-[1.125rem]" />
      ))}
    </div>
  )
}
