'use client'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import { Swatch } from '@/components/ui/swatch'
import { calendarMonth, clampDay, monthEnd, monthStart } from '@/lib/domain/calendar-month'
import { addDays, type Day } from '@/lib/domain/day'
import { SCORES } from '@/lib/domain/scores'
import { tagsQueries } from '@/lib/queries/tags'
import { trendsQueries } from '@/lib/queries/trends'
import { CalendarDay, type DayScores, TagMark } from './calendar-day'
import { Loaded } from './loaded'

type Props = {
  open: boolean
  day: Day
  today: Day
  /** The last day that may be asked for. */
  newest: Day
  oldest: Day | null
  onClose: () => void
  onPick: (day: Day) => void
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** The calendar as a sheet: a month of days, each with its three scores as bars and a mark where it has tags; those without data are dimmed. */
export function CalendarPanel({ open, day, today, newest, oldest, onClose, onPick }: Props) {
  const t = useTranslations('calendar')
  const format = useFormat()
  // The day that the arrow keys are at; its month is the one on show. Each opening begins at the day on the page.
  const [at, setAt] = useState(day)
  const [shown, setShown] = useState(open)
  if (open !== shown) {
    setShown(open)
    if (open) setAt(day)
  }
  const turn = (months: number) => setAt((current) => clampDay(monthStart(current, months), oldest, newest))
  const arrows = (
    <>
      <IconButton
        icon="chevron-left"
        label={t('previousMonth')}
        disabled={oldest !== null && monthStart(at) <= oldest}
        onClick={() => turn(-1)}
      />
      <IconButton icon="chevron-right" label={t('nextMonth')} disabled={monthEnd(at) >= newest} onClick={() => turn(1)} />
    </>
  )
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const page = { PageUp: -1, PageDown: 1 }[event.key]
    const step = STEPS[event.key]
    if (!page && !step) return
    event.preventDefault()
    // Rendered before the next key comes, so that Enter picks the day that is marked.
    flushSync(() => (page ? turn(page) : setAt((current) => clampDay(addDays(current, step ?? 0), oldest, newest))))
    event.currentTarget.querySelector<HTMLElement>('[data-first-focus]')?.focus()
  }
  return (
    <Sheet open={open} title={format.month(at)} aside={arrows} onClose={onClose} closeLabel={t('close')}>
      <Month {...{ at, day, today, newest, oldest, onPick, onKeyDown: move }} />
    </Sheet>
  )
}

type MonthProps = Omit<Props, 'open' | 'onClose'> & { at: Day; onKeyDown: (event: KeyboardEvent<HTMLElement>) => void }

function Month({ at, day, today, newest, oldest, onPick, onKeyDown }: MonthProps) {
  const t = useTranslations('calendar')
  const format = useFormat()
  const metrics = SCORES.map((name) => `${name}_score` as const)
  const query = useQuery(trendsQueries.series(metrics, { from: monthStart(at), to: monthEnd(at), bucket: 'day' }))
  const scores = query.data
  const of = (cell: Day): DayScores | null => {
    const index = scores?.days.indexOf(cell) ?? -1
    return scores ? metrics.map((metric) => scores.metrics[metric][index] ?? null) : null
  }
  const tagsOn = useTagsOn(monthStart(at), monthEnd(at))
  return (
    <>
      <table className="w-full table-fixed border-collapse text-center">
        <thead>
          <tr>
            {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
              <th key={weekday} scope="col" abbr={format.weekdayName(weekday)} className="pb-1 text-caption font-normal text-ink3">
                {format.weekdayInitial(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {calendarMonth(at).map(({ monday, days }) => (
            <tr key={monday}>
              {days.map((cell, column) => (
                <td key={cell ?? addDays(monday, column)} className="h-12 p-0">
                  {cell && (
                    <CalendarDay
                      day={cell}
                      scores={of(cell)}
                      tags={tagsOn(cell)}
                      selected={cell === day}
                      reached={cell === at}
                      outside={cell > newest || (oldest !== null && cell < oldest)}
                      onPick={onPick}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Loaded query={query} name={t('scores')} shapes={null} failureClass="mt-3">
        {() => null}
      </Loaded>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        {SCORES.map((name) => (
          <Legend key={name} name={name} />
        ))}
        <span className="flex items-center gap-1.5 text-caption text-ink2">
          <TagMark />
          {t('tagged')}
        </span>
        <Button look="secondary" size="small" className="ml-auto" onClick={() => onPick(today)}>
          {t('today')}
        </Button>
      </div>
    </>
  )
}

/** How many tags, Oura's and one's own, and notes a day has. */
function useTagsOn(from: Day, to: Day): (day: Day) => number {
  const tags = useQuery(tagsQueries.days(from, to)).data ?? []
  const own = useQuery(tagsQueries.local(from, to)).data ?? []
  const notes = own.filter(({ code, name }) => code === null && name === null)
  return (day) => tags.filter(({ days }) => days.includes(day)).length + notes.filter((note) => note.day === day).length
}

function Legend({ name }: { name: (typeof SCORES)[number] }) {
  const tScores = useTranslations('scores')
  return (
    <span className="flex items-center gap-1.5 text-caption text-ink2">
      <Swatch color={name} shape="line" />
      {tScores(`names.${name}`)}
    </span>
  )
}
