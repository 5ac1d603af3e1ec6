'use client'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Actogram } from '@/components/charts/actogram'
import { Card } from '@/components/ui/card'
import { Definition } from '@/components/ui/definition'
import { IconButton } from '@/components/ui/icon-button'
import { Segmented } from '@/components/ui/segmented'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { Swatch } from '@/components/ui/swatch'
import { ACTOGRAM_SPANS, type ActogramPlace, type ActogramRow, type ActogramSpan, actogramAt } from '@/lib/domain/actogram'
import { addDays, type Day } from '@/lib/domain/day'
import { knownDays } from '@/lib/domain/rhythm-grid'
import { ActogramReadout } from './actogram-readout'
import { ActogramTable } from './actogram-table'
import { useActogramSentence } from './actogram-words'
import { Loaded } from './loaded'
import { useRhythmRows } from './rhythm-data'
import { useTableKey } from './table-key'

type Props = {
  /** The last day shown. */
  today: Day
  span: ActogramSpan
  onSpan: (span: ActogramSpan) => void
  /** Shows the days before, or after; null where there are none. */
  onEarlier: (() => void) | null
  onLater: (() => void) | null
  onOpen: (day: Day) => void
  className?: string
}

/** Weeks and months of rest and activity, a day a row. */
export function ActogramPanel({ today, span, onSpan, onEarlier, onLater, onOpen, className = '' }: Props) {
  const t = useTranslations('rhythm.actogram')
  const format = useFormat()
  const { query, rows, after } = useRhythmRows(today, span)
  return (
    <Card title={t('title')} className={`rhythm-card ${className}`}>
      <Segmented
        label={t('spanLabel')}
        value={`${span}`}
        options={ACTOGRAM_SPANS.map((days) => ({ value: `${days}`, label: t('span', { days }) }))}
        onChange={(value) => onSpan(ACTOGRAM_SPANS.find((days) => `${days}` === value) ?? 90)}
        className="w-full sm:w-auto"
      />
      <div className="my-1 flex items-center justify-between gap-2">
        <IconButton icon="chevron-left" label={t('earlier', { days: span })} disabled={!onEarlier} onClick={() => onEarlier?.()} />
        <p className="text-center text-balance break-keep text-secondary text-ink2">{format.dateRange(addDays(today, 1 - span), today)}</p>
        <IconButton icon="chevron-right" label={t('later', { days: span })} disabled={!onLater} onClick={() => onLater?.()} />
      </div>
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-[40rem]" />}>
        {() =>
          knownDays(rows) === 0 ? (
            <p className="text-secondary text-ink2">{t('none')}</p>
          ) : (
            <Drawn rows={rows} after={after} onOpen={onOpen} />
          )
        }
      </Loaded>
    </Card>
  )
}

type DrawnProps = { rows: readonly ActogramRow[]; after: ActogramRow | null; onOpen: (day: Day) => void }

function Drawn({ rows, after, onOpen }: DrawnProps) {
  const t = useTranslations('rhythm.actogram')
  const format = useFormat()
  const sentence = useActogramSentence()(rows)
  const [picked, setPicked] = useState<{ of: readonly ActogramRow[]; place: ActogramPlace } | null>(null)
  const [table, setTable] = useState(false)
  const place = picked?.of === rows ? picked.place : null
  const select = useCallback((next: ActogramPlace | null) => setPicked(next && { of: rows, place: next }), [rows])
  useTableKey(() => setTable(true))
  const open = (at: ActogramPlace) => {
    const point = actogramAt(rows, after, at)
    if (point && point.day <= lastOf(rows, after)) onOpen(point.day)
  }
  return (
    <>
      <p className="mb-2 text-secondary text-ink2">{sentence}</p>
      <ActogramReadout point={place && actogramAt(rows, after, place)} last={lastOf(rows, after)} />
      <Actogram
        rows={rows}
        after={after}
        words={{
          label: `${t('label', { days: rows.length })} ${sentence}`,
          hour: format.shortHour,
          month: (day) => format.monthName(Number(day.slice(5, 7))),
        }}
        place={place}
        onPlace={select}
        onOpen={open}
      />
      <Legend rows={rows} />
      <div className="mt-2 flex justify-end">
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {t('table')}
        </button>
      </div>
      <Definition title={t('how')}>
        <p>{t('definition')}</p>
        <p>{t('clock')}</p>
      </Definition>
      <ActogramTable rows={rows} sentence={sentence} open={table} onClose={() => setTable(false)} />
    </>
  )
}

/** The last day that can be opened: that after the rows, where anything is known of it. */
const lastOf = (rows: readonly ActogramRow[], after: ActogramRow | null): Day =>
  (after && after.runs.length > 0 ? after : rows.at(-1))?.day ?? ''

const KEYS = ['sleep', 'awake', 'low', 'medium', 'high', 'hatch'] as const

function Legend({ rows }: { rows: readonly ActogramRow[] }) {
  const t = useTranslations('rhythm.actogram.key')
  return (
    <ul className="mt-2.5 flex flex-wrap gap-x-3 gap-y-1 text-caption text-ink3">
      {KEYS.map((name) => (
        <li key={name} className="flex items-center gap-1">
          <Swatch color={name} />
          {t(name)}
        </li>
      ))}
      {rows.some(({ resting }) => resting) && (
        <li className="flex items-center gap-1">
          <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 fill-ink2">
            <rect x="3" width="3" height="10" />
          </svg>
          {t('resting')}
        </li>
      )}
      {rows.some(({ flown }) => flown) && (
        <li className="flex items-center gap-1">
          <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 fill-none stroke-ink2">
            <circle cx="5" cy="5" r="3" strokeWidth="1.5" />
          </svg>
          {t('flown')}
        </li>
      )}
    </ul>
  )
}
