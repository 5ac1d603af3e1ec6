'use client'
import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ClockChart } from '@/components/charts/clock-chart'
import { LANES } from '@/components/charts/clock-words'
import { LaneBox } from '@/components/charts/lane'
import type { Selection } from '@/components/charts/scrub'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import { Shapes, Skeleton, useHeld } from '@/components/ui/skeleton'
import type { Day } from '@/lib/domain/day'
import { type LaneFailure, useDayClock } from './day-clock-documents'
import { DayClockReadout } from './day-clock-readout'
import { DayClockTable } from './day-clock-table'
import { useClockWords } from './day-clock-words'

/** Lanes that did not load say so in their own place, each with its button; the rest of the day stays. */
function FailedLanes({ failures }: { failures: readonly LaneFailure[] }) {
  const t = useTranslations('dayClock')
  return (
    <div className="clock-failures">
      {LANES.map((lane) => {
        const failure = failures.find((one) => one.lane === lane)
        return (
          <LaneBox key={lane} id={lane}>
            {failure && (
              <p className="lane-empty lane-failure" role="alert">
                <span>
                  {t(`failed.${lane}`)}{' '}
                  <button type="button" className="clock-link" aria-disabled={failure.retrying || undefined} onClick={failure.retry}>
                    {t('retry')}
                  </button>
                </span>
              </p>
            )}
          </LaneBox>
        )
      })}
    </div>
  )
}

function Loading() {
  const t = useTranslations('dayClock')
  return (
    <Shapes label={t('loading')} className="clock-loading">
      {LANES.map((lane) => (
        <LaneBox key={lane} id={lane}>
          <Skeleton className="h-full w-full" />
        </LaneBox>
      ))}
    </Shapes>
  )
}

/** T opens the table from anywhere on the page, except while writing or in a sheet. */
function useTableKey(open: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (document.querySelector('dialog[open]') || (event.target as Element | null)?.closest?.('input, textarea, select, [contenteditable]'))
      return
    event.preventDefault()
    open()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** One activity day on one clock: five lanes, the readout above them, and the same numbers as a table. */
export function DayClockPanel({ day }: { day: Day }) {
  const t = useTranslations('dayClock')
  const format = useFormat()
  const { now, zone } = useNow()
  const { clock, pending, failures, quiet } = useDayClock(day, zone, now)
  const words = useClockWords(clock, quiet)
  const loading = useHeld(pending)
  const [picked, setPicked] = useState<{ day: Day; selection: Selection } | null>(null)
  const [table, setTable] = useState(false)
  const { minutes } = clock.span
  // 23 or 25 when summer time changes, anything on a journey.
  const title = t('title', { hours: format.number(minutes / 60, minutes % 60 === 0 ? 0 : 1) })
  const selection = picked?.day === day ? picked.selection : null
  const select = useCallback((next: Selection | null) => setPicked(next && { day, selection: next }), [day])
  useTableKey(() => setTable(true))
  return (
    <section className="day-clock lg:rounded-card" aria-label={title}>
      <div className="clock-head">
        <h2 className="text-card">{title}</h2>
        <button type="button" className="clock-link" onClick={() => setTable(true)}>
          {t('table')}
        </button>
        <DayClockReadout clock={clock} selection={selection} />
      </div>
      {loading ? (
        <Loading />
      ) : (
        <ClockChart clock={clock} words={words} selection={selection} onSelect={select}>
          {failures.length > 0 && <FailedLanes failures={failures} />}
        </ClockChart>
      )}
      <p className="clock-note">
        {t('note')} <span className="wide-only">{t('keys')}</span>
      </p>
      <DayClockTable clock={clock} open={table} onClose={() => setTable(false)} />
    </section>
  )
}
