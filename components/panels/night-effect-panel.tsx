'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Contributor } from '@/lib/domain/contributors'
import type { Day } from '@/lib/domain/day'
import { type NightEffect, nightEffect } from '@/lib/domain/night-effect'
import { nightQueries } from '@/lib/queries/day'
import { ContributorRows } from './contributor-rows'
import { Loaded } from './loaded'
import { useNotHere } from './missing'
import { useLowestAt } from './night-documents'

/** What the night did to the day's readiness: its contributors that come from nights, and the points that naps changed. */
export function NightEffectPanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('night.effect')
  const queries = nightQueries(day)
  const trends = useQuery(queries.trends)
  const docs = useQuery(queries.sleep).data ?? []
  const lowestAt = useLowestAt(day)
  return (
    <Card title={t('title')} aside={<span className="text-caption">{t('tick')}</span>} className={className}>
      <Loaded query={trends} name={t('name')} shapes={<Skeleton className="h-64" />}>
        {(data) => <Effect day={day} effect={nightEffect(day, data, docs, lowestAt)} />}
      </Loaded>
    </Card>
  )
}

function Effect({ day, effect }: { day: Day; effect: NightEffect }) {
  const t = useTranslations('night.effect')
  const tNames = useTranslations('contributors.names')
  const format = useFormat()
  const { score, delta, usual, contributors, lifted, held, nightAlone, naps } = effect
  const isEmpty = score === null && contributors.length === 0
  const notHere = useNotHere(day, 'daily_readiness', isEmpty)
  if (isEmpty) return <p className="text-secondary text-ink2">{notHere ?? t('none')}</p>
  const of = ({ name, score: own, usual: usually }: Contributor) => ({
    name: tNames(name),
    score: format.number(own),
    usual: format.number(Math.round(usually?.median ?? own)),
  })
  const sentences = [
    score !== null &&
      (delta === null || usual === null
        ? t('scoreOnly', { score: format.number(score) })
        : t('score', { score: format.number(score), delta: format.signed(delta), usual: format.number(usual) })),
    lifted && t('lifted', of(lifted)),
    held && t('held', of(held)),
    !lifted && !held && contributors.some((row) => row.usual) && t('usual'),
    nightAlone !== null && t('alone', { score: format.number(nightAlone) }),
    naps.readiness !== null && t('napReadiness', { points: format.signed(naps.readiness) }),
    naps.sleep !== null && t('napSleep', { points: format.signed(naps.sleep) }),
  ].filter((sentence) => typeof sentence === 'string')
  return (
    <>
      <p className="mb-2 text-secondary text-ink2">{sentences.join(' ')}</p>
      <ContributorRows kind="readiness" day={day} rows={contributors} />
    </>
  )
}
