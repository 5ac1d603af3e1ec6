'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Definition } from '@/components/ui/definition'
import { Link } from '@/components/ui/link'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { csvText } from '@/lib/domain/csv'
import { addDays, type Day } from '@/lib/domain/day'
import { type Signal, type SignalSeries, signals } from '@/lib/domain/signals'
import { rhythmPageQueries } from '@/lib/queries/rhythm'
import { CsvButton } from './csv-button'
import { Loaded } from './loaded'
import { useRestDays } from './rhythm-data'
import { SignalParts } from './signal-parts'
import { useTagName } from './tag-name'

const FIRST = 6
const YEAR = 365

/** The days of a year on which several numbers together were unlike the 30 days before, with those numbers. */
export function UnlikeDaysPanel({ today, className = '' }: { today: Day; className?: string }) {
  const t = useTranslations('signals')
  const query = useQuery(rhythmPageQueries(today, 90).series)
  return (
    <Card title={t('title')} aside={t('year')} className={className}>
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-64" />}>
        {(data) => <List series={data} today={today} />}
      </Loaded>
      <Definition title={t('how')}>
        {(['numbers', 'together', 'alarms', 'not'] as const).map((name) => (
          <p key={name}>{t(`definition.${name}`)}</p>
        ))}
      </Definition>
    </Card>
  )
}

function List({ series, today }: { series: SignalSeries; today: Day }) {
  const t = useTranslations('signals')
  const [all, setAll] = useState(false)
  const isRest = useRestDays(today)
  const tagsOn = useTagsOn(today)
  const { unlike, compared } = signals(series, YEAR)
  if (compared === 0) return <p className="text-secondary text-ink2">{t('few')}</p>
  const resting = unlike.filter(({ day }) => isRest(day)).length
  return (
    <>
      <p className="text-secondary text-ink2">
        {unlike.length === 0 ? t('none', { compared }) : t('some', { count: unlike.length, compared, resting })}
      </p>
      <ul className="mt-1">
        {unlike.slice(0, all ? unlike.length : FIRST).map((signal) => (
          <Row key={signal.day} signal={signal} resting={isRest(signal.day)} tagsOn={tagsOn} />
        ))}
      </ul>
      {unlike.length > 0 && (
        <div className="mt-3 flex flex-wrap gap-2">
          {unlike.length > FIRST && (
            <Button look="secondary" size="small" onClick={() => setAll(!all)}>
              {t(all ? 'fewer' : 'all', { count: unlike.length })}
            </Button>
          )}
          <CsvButton csv={{ name: 'ringside-unlike-days.csv', text: () => unlikeDaysCsv(unlike, isRest) }} />
        </div>
      )}
    </>
  )
}

/** The names of the tags that were set on a day; none while they are not known. */
function useTagsOn(today: Day): (day: Day) => string[] {
  const nameOf = useTagName()
  const tags = useQuery(rhythmPageQueries(today, 90).tags).data ?? []
  return (day) => tags.filter(({ days }) => days.includes(day)).map(nameOf)
}

type RowProps = { signal: Signal; resting: boolean; tagsOn: (day: Day) => string[] }

function Row({ signal, resting, tagsOn }: RowProps) {
  const t = useTranslations('signals')
  const format = useFormat()
  const [before, own] = [tagsOn(addDays(signal.day, -1)), tagsOn(signal.day)].map((names) =>
    names.length > 0 ? names.reduce((first, last) => t('listed', { first, last })) : null,
  )
  return (
    <li className="border-line py-3 not-last:border-b">
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-3">
        <Link href={`/?day=${signal.day}`} className="clock-link text-ink">
          {format.dateWithYear(signal.day)}
        </Link>
        {resting && <span className="text-caption text-ink2">{t('resting')}</span>}
        <span className="ml-auto text-caption text-ink3">{t('score', { z: format.number(signal.together, 1) })}</span>
      </div>
      {before && <p className="text-caption text-ink2">{t('taggedBefore', { names: before })}</p>}
      {own && <p className="text-caption text-ink2">{t('tagged', { names: own })}</p>}
      <SignalParts parts={signal.parts} />
    </li>
  )
}

function unlikeDaysCsv(unlike: readonly Signal[], isRest: (day: Day) => boolean): string {
  const rows = unlike.flatMap(({ day, together, parts }) =>
    parts.map(({ metric, value, median, z }) => [day, metric, ...[value, median, z, together].map(String), isRest(day) ? '1' : '0']),
  )
  return csvText(['day', 'metric', 'value', 'usual_median', 'z', 'together', 'rest_mode'], rows)
}
