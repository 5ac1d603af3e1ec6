import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Segmented } from '@/components/ui/segmented'
import { useFormat } from '@/components/ui/settings'
import { Wide } from '@/components/ui/wide'
import type { NightChart } from '@/lib/domain/night-chart'
import { type NightRow, type NightStep, nightCsv, nightRows } from '@/lib/domain/night-rows'
import { useNightSentence, useNightTime } from './night-chart-words'
import { TableSheet } from './table-sheet'

const STEPS = { five: 5, hour: 60, minute: 1 } as const satisfies Record<string, NightStep>
type StepName = keyof typeof STEPS

/** A night as numbers: its sentences, then a row for each five minutes, hour or minute, and the minutes as CSV. */
export function NightChartTable({ chart, open, onClose }: { chart: NightChart; open: boolean; onClose: () => void }) {
  const t = useTranslations('night.chart')
  const format = useFormat()
  const { day } = chart.span
  const title = t('tableTitle', { date: format.date(day) })
  return (
    <TableSheet
      open={open}
      onClose={onClose}
      title={title}
      csv={{ name: `ringside-${day}-night.csv`, text: () => nightCsv(chart, nightRows(chart, 1)) }}
    >
      <TableBody chart={chart} title={title} />
    </TableSheet>
  )
}

function TableBody({ chart, title }: { chart: NightChart; title: string }) {
  const t = useTranslations('night.chart')
  const sentence = useNightSentence()
  const [step, setStep] = useState<StepName>('five')
  const rows = useMemo(() => nightRows(chart, STEPS[step]), [chart, step])
  return (
    <>
      <p className="mb-2 text-secondary text-ink2">{sentence(chart)}</p>
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
        <Rows chart={chart} rows={rows} />
      </Wide>
    </>
  )
}

function Rows({ chart, rows }: { chart: NightChart; rows: readonly NightRow[] }) {
  const t = useTranslations('night.chart')
  const tClock = useTranslations('dayClock')
  const format = useFormat()
  const timeOf = useNightTime()
  return (
    <table className="clock-table">
      <thead>
        <tr>
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('readout.heart')}</th>
          <th scope="col">{t('readout.hrv')}</th>
          <th scope="col">{t('readout.stage')}</th>
          <th scope="col">{t('readout.movement')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.minute}>
            <th scope="row">{timeOf(chart, row.minute)}</th>
            <td>{format.number(row.bpm)}</td>
            <td>{format.number(row.hrv)}</td>
            <td>{row.stage ? tClock(`stage.${row.stage}`) : '–'}</td>
            <td>{row.movement ? t(`movements.${row.movement}`) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
