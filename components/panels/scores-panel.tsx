'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { ScoreRing } from '@/components/charts/score-ring'
import { Icon } from '@/components/ui/icon'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { type DayTrends, dayValue, usualOf } from '@/lib/domain/day-trends'
import { SCORES, type ScoreName, scoreDelta, scoreWord } from '@/lib/domain/scores'
import { dayQueries } from '@/lib/queries/day'
import { Explain } from './explain'
import { Loaded } from './loaded'

/** The three scores, each with its word and how it compares with the usual. */
export function ScoresPanel({ day, today }: { day: Day; today: Day }) {
  const t = useTranslations('scores')
  const trends = useQuery(dayQueries(day).trends)
  return (
    <section aria-label={t('title')} className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,5rem),1fr))] px-2 lg:px-0">
      <Loaded query={trends} name={t('title')} shapes={<ScoresShapes />} failureClass="col-span-full min-h-[10rem]">
        {(data) =>
          SCORES.map((name) => <Score key={name} name={name} day={day} trends={data} soFar={name === 'activity' && day === today} />)
        }
      </Loaded>
    </section>
  )
}

function Score({ name, day, trends, soFar }: { name: ScoreName; day: Day; trends: DayTrends; soFar: boolean }) {
  const t = useTranslations('scores')
  const format = useFormat()
  const score = dayValue(trends, `${name}_score`)
  const usual = usualOf(trends, `${name}_score`)
  const word = score === null ? null : t(`words.${scoreWord(score)}`)
  const delta = scoreDelta(score, usual)
  const comparison = score === null ? null : soFar ? t('soFar') : delta === null ? null : t('vsUsual', { delta: format.signed(delta) })
  const label = [
    score === null ? t('none', { name: t(`names.${name}`) }) : `${t(`names.${name}`)} ${format.number(score)}`,
    word,
    comparison,
    usual && t('usual', { usual: format.number(Math.round(usual.median)) }),
  ]
  return (
    <div className="relative flex flex-col items-center rounded-tile text-center">
      <Explain metric={`${name}_score`} day={day} name={t(`names.${name}`)} />
      <ScoreRing score={score} usual={usual} color={name} label={label.filter(Boolean).join(', ')} />
      <div aria-hidden="true" className="-mt-1">
        <p className="text-secondary font-medium text-ink2 lg:text-caption">{t(`names.${name}`)}</p>
        <p className="flex items-center justify-center gap-1 text-body font-[650]">
          {score !== null && scoreWord(score) === 'attention' && <Icon name="warning" className="size-3.5 text-warn" weight={2} />}
          {word ?? '–'}
        </p>
        <p className="min-h-4 text-caption text-ink2">{comparison}</p>
      </div>
    </div>
  )
}

function ScoresShapes() {
  return (
    <div className="grid grid-cols-3">
      {SCORES.map((name) => (
        <div key={name} className="flex h-[9.625rem] flex-col items-center gap-2 pt-3">
          <div aria-hidden="true" className="size-20 rounded-full border-[7px] border-raised" />
          <Skeleton className="h-3 w-14" />
          <Skeleton className="h-3.5 w-[4.5rem]" />
        </div>
      ))}
    </div>
  )
}
