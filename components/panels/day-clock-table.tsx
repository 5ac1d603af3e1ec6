import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Segmented } from '@/components/ui/segmented'
import { useFormat } from '@/components/ui/settings'
import { Wide } from '@/components/ui/wide'
import { type ClockRow, clockCsv, clockRows, type RowStep } from '@/lib/domain/clock-rows'
import type { DayClock } from '@/lib/domain/day-clock'
import { useClockSentence, useTimeOf } from './day-clock-sentence'
import { useEventName } from './event-name'
import { TableSheet } from './table-sheet'

const STEPS = { five: 5, hour: 60, minute: 1 } as const satisfies Record<string, RowStep>
type StepName = keyof typeof STEPS

function Rows({ clock, rows }: { clock: DayClock; rows: readonly ClockRow[] }) {
  const t = useTranslations('dayClock')
  const format = useFormat()
  const timeOf = useTimeOf()
  return (
    <table className="clock-table">
      <thead>
        <tr>
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('readout.heart')}</th>
          <th scope="col">{t('readout.hrv')}</th>
          <th scope="col">{t('readout.met')}</th>
          <th scope="col">{t('readout.class')}</th>
          <th scope="col">{t('readout.sleep')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.minute}>
            <th scope="row">{timeOf(clock, row.minute)}</th>
            <td>{format.number(row.bpm)}</td>
            <td>{format.number(row.hrv)}</td>
            <td>{format.number(row.met, 1)}</td>
            <td>{row.class ? t(`classValue.${row.class}`) : '–'}</td>
            <td>{row.stage ? t(`stage.${row.stage}`) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Events({ clock }: { clock: DayClock }) {
  const t = useTranslations('dayClock')
  const timeOf = useTimeOf()
  const nameOf = useEventName()
  return (
    <table className="clock-table clock-events mt-4">
      <caption className="pb-1 text-left text-secondary font-[650]">{t('eventsTitle')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('eventColumn')}</th>
          <th scope="col">{t('noteColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {clock.events.map((event) => (
          <tr key={event.id}>
            <th scope="row">
              {event.to === null ? timeOf(clock, event.from) : t('range', { from: timeOf(clock, event.from), to: timeOf(clock, event.to) })}
            </th>
            <td>{nameOf(event)}</td>
            <td dir="auto">{event.note ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TableBody({ clock, title }: { clock: DayClock; title: string }) {
  const t = useTranslations('dayClock')
  const sentence = useClockSentence()
  const [step, setStep] = useState<StepName>('five')
  const rows = useMemo(() => clockRows(clock, STEPS[step]), [clock, step])
  return (
    <>
      <p className="mb-2 text-secondary text-ink2">{sentence(clock)}</p>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label={t('stepLabel')}
          value={step}
          options={[
            { value: 'five', label: t('step.five') },
            { value: 'hour', label: t('step.hour') },
            { value: 'minute', label: t('step.minute') },
          ]}
          onChange={setStep}
        />
        <span className="text-secondary text-ink2">{t('rows', { count: rows.length })}</span>
      </div>
      <Wide label={title}>
        <Rows clock={clock} rows={rows} />
      </Wide>
      {clock.events.length > 0 && <Events clock={clock} />}
    </>
  )
}

/** The clock as numbers: its sentence, then a row for each five minutes, hour or minute, and the minutes as CSV. */
export function DayClockTable({ clock, open, onClose }: { clock: DayClock; open: boolean; onClose: () => void }) {
  const t = useTranslations('dayClock')
  const format = useFormat()
  const { day } = clock.span
  const title = t('tableTitle', { date: format.date(day) })
  return (
    <TableSheet
      open={open}
      onClose={onClose}
      title={title}
      csv={{ name: `ringside-${day}-clock.csv`, text: () => clockCsv(clock, clockRows(clock, 1)) }}
    >
      <TableBody clock={clock} title={title} />
    </TableSheet>
  )
}
