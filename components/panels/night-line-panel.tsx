'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat, useSettings } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import type { NightChart } from '@/lib/domain/night-chart'
import { wallTime } from '@/lib/domain/wall-clock'
import { connectionQueries } from '@/lib/queries/connection'
import { DemoChip } from './demo-chip'
import { useNightChart } from './night-documents'

/** From when to when a night was, by the wearer's own clock. `isNew`: what there is not may still come. */
export function NightLinePanel({ day, isNew }: { day: Day; isNew: boolean }) {
  const t = useTranslations('night.line')
  const chart = useNightChart(day)
  const isDemo = useQuery(connectionQueries.current()).data?.kind === 'demo'
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 pl-2 lg:flex-nowrap lg:pl-0">
      {/* As wide as both its parts, or all there is: the chip of the demo goes below it rather than break it in three. */}
      <p className="min-w-[min(100%,15.5rem)] flex-1 text-secondary text-ink2 lg:flex-none">
        {chart ? <When chart={chart} /> : chart === null ? t(isNew ? 'notYet' : 'none') : null}
      </p>
      {isDemo && <DemoChip />}
    </div>
  )
}

function When({ chart }: { chart: NightChart }) {
  const t = useTranslations('night.line')
  const format = useFormat()
  const { locale } = useSettings()
  const at = (minute: number) => wallTime(chart.wall, chart.span.start + minute * 60_000)
  const [first, last] = [at(chart.inBed[0]?.from ?? 0), at(chart.inBed.at(-1)?.to ?? 0)]
  const parts = chart.inBed.map(({ from, to }, index) => {
    const begin = format.clock(at(from).minute)
    const running = chart.running && index === chart.inBed.length - 1
    return running ? t('running', { from: begin }) : t('between', { from: begin, to: format.clock(at(to).minute) })
  })
  const times = parts.reduce((joined, next) => t('and', { first: joined, last: next }))
  const short = first.day.slice(0, 7) === last.day.slice(0, 7) ? format.shortDate : format.date
  // The month is named once: in English after the second day, in Japanese before the first.
  const [from, to] = locale === 'ja' ? [format.date, short] : [short, format.date]
  const night = first.day === last.day ? t('ofOne', { date: format.date(first.day) }) : t('of', { from: from(first.day), to: to(last.day) })
  return (
    <>
      <span className="inline-block">{night}</span> <span className="inline-block">{times}</span>
    </>
  )
}
