'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DebtBars } from '@/components/charts/debt-bars'
import { Card } from '@/components/ui/card'
import { Choice } from '@/components/ui/choice'
import { Definition } from '@/components/ui/definition'
import { Quantity } from '@/components/ui/quantity'
import { useFormat, useSettings } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { FREE_DAYS, SETTINGS } from '@/lib/domain/settings'
import { DEBT_DAYS, sleepDebt } from '@/lib/domain/sleep-debt'
import { type TimingSeries, timingOf, usualNeed } from '@/lib/domain/sleep-timing'
import { rhythmPageQueries } from '@/lib/queries/rhythm'
import { useKeepSettings } from './keep-settings'
import { Loaded } from './loaded'
import { useRestDays } from './rhythm-data'
import { SleepDebtTable } from './sleep-debt-table'

/** Days that the usual need is read from. */
const NEED_DAYS = 90

/** What the last 14 days were short of the sleep that this person needs. */
export function SleepDebtPanel({ today, className = '' }: { today: Day; className?: string }) {
  const t = useTranslations('rhythm.debt')
  const query = useQuery(rhythmPageQueries(today, 90).series)
  return (
    <Card title={t('title')} aside={t('span', { days: DEBT_DAYS })} className={`rhythm-card ${className}`}>
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-64" />}>
        {(data) => <Debt series={data} today={today} />}
      </Loaded>
    </Card>
  )
}

function Debt({ series, today }: { series: TimingSeries; today: Day }) {
  const t = useTranslations('rhythm.debt')
  const format = useFormat()
  const { freeDays, sleepNeed } = useSettings()
  const keep = useKeepSettings()
  const usual = usualNeed(timingOf(series, NEED_DAYS), FREE_DAYS[freeDays], useRestDays(today))
  const need = sleepNeed === 'usual' ? usual : Number(sleepNeed) * 60
  return (
    <>
      {need === null ? (
        <p className="text-secondary text-ink2">{t('noNeed')}</p>
      ) : (
        <Drawn series={series} need={need} said={sleepNeed !== 'usual'} />
      )}
      <Choice
        label={t('need')}
        value={sleepNeed}
        options={SETTINGS.sleepNeed.map((value) => ({
          value,
          label: value === 'usual' ? t('usual') : format.duration(Number(value) * 60),
        }))}
        onChange={(value) => keep({ sleepNeed: value })}
      />
      <Definition title={t('how')}>
        <p>{t('definition.debt')}</p>
        <p>{t('definition.need')}</p>
      </Definition>
    </>
  )
}

function Drawn({ series, need, said }: { series: TimingSeries; need: number; said: boolean }) {
  const t = useTranslations('rhythm.debt')
  const format = useFormat()
  const [index, setIndex] = useState<number | null>(null)
  const [table, setTable] = useState(false)
  const { days, known, debt } = sleepDebt(series.days, series.metrics.total_sleep, need)
  const written = format.duration(need)
  const sentence = [
    debt === null
      ? t('few', { known })
      : Math.round(debt / 60) === 0
        ? t('none', { need: written })
        : t('some', { debt: format.duration(debt), need: written }),
    t(said ? 'ownNeed' : 'freeNeed'),
  ].join(' ')
  const one = index === null ? undefined : days[index]
  return (
    <>
      {debt !== null && <Quantity of={format.measure(debt, 'seconds')} />}
      <p className="mb-2 text-secondary text-ink2">{sentence}</p>
      <p className="mb-1 min-h-5 text-secondary text-ink3" aria-live="polite">
        {one ? t('at', { date: format.date(one.day), slept: format.duration(one.slept) }) : t('hint')}
      </p>
      <DebtBars
        days={days}
        need={need}
        label={`${t('label', { days: days.length })} ${sentence}`}
        needLabel={t('needLine', { need: written })}
        dayName={(day) => `${Number(day.slice(8))}`}
        index={index}
        onIndex={setIndex}
      />
      <div className="flex justify-end">
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {t('table')}
        </button>
      </div>
      <SleepDebtTable days={days} need={need} sentence={sentence} open={table} onClose={() => setTable(false)} />
    </>
  )
}
