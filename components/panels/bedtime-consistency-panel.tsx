'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { BedtimeBars } from '@/components/charts/bedtime-bars'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { bedtimeWindow } from '@/lib/domain/bedtime'
import { type BedtimeConsistency, type BedtimeNight, bedtimeConsistency } from '@/lib/domain/bedtime-consistency'
import type { Day } from '@/lib/domain/day'
import { newest } from '@/lib/domain/newest'
import type { SleepTime } from '@/lib/oura/schemas'
import { nightQueries } from '@/lib/queries/day'
import { BedtimeConsistencyTable } from './bedtime-consistency-table'
import { Loaded } from './loaded'

const newestWindow = (documents: readonly SleepTime[]) => {
  const document = newest(documents)
  return document ? bedtimeWindow(document) : null
}

/** The main sleep of 14 nights on one axis, their mean bedtime, and the window that Oura suggests. */
export function BedtimeConsistencyPanel({ day, className = '' }: { day: Day; className?: string }) {
  const t = useTranslations('night.bedtimes')
  const queries = nightQueries(day)
  const trends = useQuery(queries.trends)
  const window = useQuery({ ...queries.sleepTime, select: newestWindow }).data ?? null
  const [table, setTable] = useState(false)
  return (
    <Card
      title={t('title')}
      aside={
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {t('table')}
        </button>
      }
      className={className}
    >
      <Loaded query={trends} name={t('name')} shapes={<Skeleton className="h-[19rem]" />}>
        {(data) => <Bedtimes bedtimes={bedtimeConsistency(data, window)} table={table} onTable={setTable} />}
      </Loaded>
    </Card>
  )
}

/** The mean, the window and the gaps, in sentences. */
function useSentence(): (bedtimes: BedtimeConsistency) => string {
  const t = useTranslations('night.bedtimes')
  const format = useFormat()
  return ({ average, spread, window, nights, known }) => {
    const missing = nights.length - known
    return [
      average === null || spread === null
        ? t('few')
        : t('average', { time: format.clock(average), spread: format.duration(Math.round(spread) * 60) }),
      window && t('window', { from: format.clock(window.from), to: format.clock(window.to) }),
      missing > 0 && t('missing', { count: missing }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}

type Props = { bedtimes: BedtimeConsistency; table: boolean; onTable: (open: boolean) => void }

function Bedtimes({ bedtimes, table, onTable }: Props) {
  const t = useTranslations('night.bedtimes')
  const format = useFormat()
  const sentence = useSentence()(bedtimes)
  const [index, setIndex] = useState<number | null>(null)
  const one = index === null ? undefined : bedtimes.nights[index]
  return (
    <>
      <p className="-mt-1.5 mb-1 text-secondary text-ink2">{sentence}</p>
      <p className="mb-2 min-h-5 text-secondary text-ink3" aria-live="polite">
        {one ? <OneNight night={one} /> : t('hint')}
      </p>
      <BedtimeBars
        bedtimes={bedtimes}
        label={`${t('label', { days: bedtimes.nights.length })} ${sentence}`}
        dayName={(day) => format.shortDate(day)}
        hour={(minute) => format.shortHour(((minute % 1440) + 1440) % 1440)}
        index={index}
        onIndex={setIndex}
      />
      <BedtimeConsistencyTable bedtimes={bedtimes} sentence={sentence} open={table} onClose={() => onTable(false)} />
    </>
  )
}

/** A night of the chart in words, whatever of it is known. */
function OneNight({ night: { day, from, to, length } }: { night: BedtimeNight }) {
  const t = useTranslations('night.bedtimes')
  const format = useFormat()
  const date = format.date(day)
  if (from === null) return t('atNone', { date })
  if (to === null) return t('atOpen', { date, from: format.clock(from) })
  return t('at', { date, from: format.clock(from), to: format.clock(to), length: format.duration(Math.round(length ?? to - from) * 60) })
}
