'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { CoverageYear } from '@/components/charts/coverage-year'
import { Card } from '@/components/ui/card'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { coverageYears, type DayHeld, type YearHeld } from '@/lib/domain/coverage-days'
import { coverageQueries } from '@/lib/queries/coverage'
import { ArchiveYear } from './archive-year'
import { Loaded } from './loaded'
import { SyncProgress } from './sync-progress'

/** Which days are here, a strip a year; a tap on a year tells what is missing and why. Below it the sync, while it runs. */
export function ArchivePanel({ className = '' }: { className?: string }) {
  const t = useTranslations('data.archive')
  const format = useFormat()
  const query = useQuery(coverageQueries.days())
  const letters = query.data?.days ?? ''
  const have = [...letters].filter((letter) => letter === 'h' || letter === 'p').length
  return (
    <Card
      title={t('title')}
      className={className}
      {...(letters ? { aside: t('days', { have: format.number(have), total: format.number(letters.length) }) } : {})}
    >
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-56" />}>
        {({ from, days }) => (from === null ? <p className="text-ink2">{t('empty')}</p> : <Years years={coverageYears(from, days)} />)}
      </Loaded>
      <SyncProgress />
    </Card>
  )
}

const MONTHS = [1, 3, 5, 7, 9, 11]

function Years({ years }: { years: YearHeld[] }) {
  const t = useTranslations('data.archive')
  const format = useFormat()
  const [open, setOpen] = useState<number | null>(null)
  return (
    <>
      <div
        aria-hidden="true"
        className="ml-9.5 mr-11 grid grid-cols-6 text-tick text-ink3 big-text:grid-cols-2 big-text:*:not-nth-[3n+1]:hidden"
      >
        {MONTHS.map((month) => (
          <span key={month}>{format.monthName(month)}</span>
        ))}
      </div>
      {years.map((year) => (
        <Year key={year.year} year={year} open={open === year.year} onToggle={() => setOpen(open === year.year ? null : year.year)} />
      ))}
      <Legend />
      <p className="mt-1.5 text-caption text-ink3">{t('hint')}</p>
    </>
  )
}

function Year({ year, open, onToggle }: { year: YearHeld; open: boolean; onToggle: () => void }) {
  const t = useTranslations('data.archive')
  const format = useFormat()
  const { h, p, q, n } = year.counts
  const words = {
    year: String(year.year),
    have: format.number(h),
    partly: format.number(p),
    queued: format.number(q),
    none: format.number(n),
  }
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-label={t('year', words)}
        onClick={onToggle}
        className="-my-1 flex min-h-11 w-full items-center rounded-segment text-caption"
      >
        <span className="w-9.5 text-left font-semibold">{year.year}</span>
        <span className="flex-1">
          <CoverageYear year={year} />
        </span>
        <span className="w-11 text-right text-ink2">{format.number(h + p)}</span>
      </button>
      {open && <ArchiveYear year={year.year} />}
    </>
  )
}

const SWATCHES: Record<DayHeld, string> = {
  h: 'bg-readiness',
  p: 'bg-linear-to-t from-readiness from-50% to-bg to-50%',
  q: 'bg-control',
  n: 'bg-bg inset-ring inset-ring-control',
}

function Legend() {
  const t = useTranslations('data.archive.legend')
  return (
    <p className="mt-2 flex flex-wrap gap-x-3.5 gap-y-1 text-caption text-ink2">
      {(['h', 'p', 'q', 'n'] as const).map((held) => (
        <span key={held} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden="true" className={`size-2.5 forced-color-adjust-none rounded-xs ${SWATCHES[held]}`} />
          {t(`${held}`)}
        </span>
      ))}
    </p>
  )
}
