'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Definition } from '@/components/ui/definition'
import { Figure } from '@/components/ui/quantity'
import { useFormat, useSettings } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { ActogramSpan } from '@/lib/domain/actogram'
import { addDays, type Day } from '@/lib/domain/day'
import { asleepOf, SLOT } from '@/lib/domain/rhythm-code'
import { epochsOf } from '@/lib/domain/rhythm-grid'
import { FREE_DAYS, SETTINGS } from '@/lib/domain/settings'
import { sleepRegularity } from '@/lib/domain/sleep-regularity'
import { type SleepTiming, sleepTiming, type TimingSeries, timingOf } from '@/lib/domain/sleep-timing'
import { rhythmPageQueries } from '@/lib/queries/rhythm'
import { useKeepSettings } from './keep-settings'
import { Loaded } from './loaded'
import { useRestDays } from './rhythm-data'

type Props = { today: Day; span: ActogramSpan; className?: string }

/** When somebody sleeps: chronotype, social jetlag, regularity, and how much mid-sleep wanders. */
export function SleepTimingPanel({ today, span, className = '' }: Props) {
  const t = useTranslations('rhythm.timing')
  const queries = rhythmPageQueries(today, span)
  const series = useQuery(queries.series)
  const days = useQuery(queries.days).data
  const regularity = days
    ? sleepRegularity(
        epochsOf(
          days.filter(({ day }) => day > addDays(today, -span) && day <= today),
          asleepOf,
        ),
        1440 / SLOT,
      )
    : null
  return (
    <Card title={t('title')} aside={t('span', { days: span })} className={className}>
      <Loaded query={series} name={t('name')} shapes={<Skeleton className="h-56" />}>
        {(data) => <Summary series={timingOf(data, span)} today={today} regularity={regularity?.index ?? null} />}
      </Loaded>
    </Card>
  )
}

function useSentence(): (timing: SleepTiming) => string {
  const t = useTranslations('rhythm.timing')
  const format = useFormat()
  return ({ known, free, work, jetlag }) => {
    if (!free || !work || jetlag === null) return t('few', known)
    const minutes = Math.round(jetlag)
    return [
      t('nights', { free: free.nights, work: work.nights }),
      minutes === 0 ? t('same') : t(minutes > 0 ? 'later' : 'earlier', { by: format.duration(Math.abs(minutes) * 60) }),
    ].join(' ')
  }
}

function Summary({ series, today, regularity }: { series: TimingSeries; today: Day; regularity: number | null }) {
  const t = useTranslations('rhythm.timing')
  const format = useFormat()
  const { freeDays } = useSettings()
  const keep = useKeepSettings()
  const isRest = useRestDays(today)
  const timing = sleepTiming(series, FREE_DAYS[freeDays], isRest)
  const clock = (minute: number | null) => ({ value: format.clock(minute), unit: '' })
  const { chronotype, jetlag, spread, free, work } = timing
  return (
    <>
      <p className="mb-3 text-secondary text-ink2">{useSentence()(timing)}</p>
      <dl className="grid grid-cols-2 gap-x-3 gap-y-3">
        <Figure name={t('chronotype')} of={clock(chronotype)} note={t('chronotypeNote')} />
        <Figure
          name={t('jetlag')}
          of={format.measure(jetlag === null ? null : Math.abs(jetlag) * 60, 'seconds')}
          note={free && work ? t('middles', { free: format.clock(free.middle), work: format.clock(work.middle) }) : null}
        />
        <Figure name={t('regularity')} of={format.measure(regularity, 'index')} note={t('regularityNote')} />
        <Figure name={t('spread')} of={format.measure(spread === null ? null : spread * 60, 'seconds')} note={t('spreadNote')} />
      </dl>
      <Choice
        label={t('freeDays')}
        value={freeDays}
        options={SETTINGS.freeDays.map((value) => ({ value, label: t(`free.${value}`) }))}
        onChange={(value) => keep({ freeDays: value })}
      />
      <Definition title={t('how')}>
        {(['chronotype', 'jetlag', 'regularity', 'nights'] as const).map((name) => (
          <p key={name}>{t(`definition.${name}`)}</p>
        ))}
      </Definition>
    </>
  )
}
