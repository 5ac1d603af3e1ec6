'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { type DayTrends, dayValue, usualOf } from '@/lib/domain/day-trends'
import { scoreDelta, scoreWord } from '@/lib/domain/scores'
import { nightQueries } from '@/lib/queries/day'
import { Explain } from './explain'
import { Loaded } from './loaded'

/** The sleep score and the time asleep, both beside what is usual. */
export function NightScorePanel({ day }: { day: Day }) {
  const t = useTranslations('night.score')
  const trends = useQuery(nightQueries(day).trends)
  return (
    <Loaded query={trends} name={t('name')} shapes={<Skeleton className="mx-4 mt-2 mb-3.5 h-11" />}>
      {(data) => <Scored day={day} trends={data} />}
    </Loaded>
  )
}

function Scored({ day, trends }: { day: Day; trends: DayTrends }) {
  const t = useTranslations('night.score')
  const format = useFormat()
  const score = dayValue(trends, 'sleep_score')
  const usual = usualOf(trends, 'sleep_score')
  const delta = scoreDelta(score, usual)
  const [asleep, naps] = [dayValue(trends, 'total_sleep'), dayValue(trends, 'nap_sleep') ?? 0]
  const usually = usualOf(trends, 'total_sleep')
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-1 px-4 pt-2 pb-3.5">
      <p className="relative text-score tracking-[-0.03em]">
        {format.number(score)}
        <Explain metric="sleep_score" day={day} name={t('scoreName')} />
      </p>
      <div className="min-w-26 flex-1">
        <p className="flex items-center gap-1 font-[650]">
          {score !== null && scoreWord(score) === 'attention' && <Icon name="warning" className="size-3.5 text-warn" weight={2} />}
          {score === null ? t('none') : t(`words.${scoreWord(score)}`)}
        </p>
        <p className="min-h-[1.125rem] text-secondary text-ink2">
          {delta !== null && usual && t('vsUsual', { delta: format.signed(delta), usual: format.number(Math.round(usual.median)) })}
        </p>
      </div>
      {asleep !== null && (
        <div className="relative ml-auto rounded-tile text-right">
          <Explain metric="total_sleep" day={day} name={t('asleepName')} />
          <p className="font-[650]">{format.duration(asleep)}</p>
          <p className="text-secondary text-ink2">{usually ? t('asleepUsual', { usual: format.duration(usually.median) }) : t('asleep')}</p>
          {naps > 0 && (
            <p className="ml-auto max-w-37 text-balance text-caption text-ink3">
              {t('parts', { night: format.duration(asleep - naps), naps: format.duration(naps) })}
            </p>
          )}
        </div>
      )}
    </div>
  )
}
