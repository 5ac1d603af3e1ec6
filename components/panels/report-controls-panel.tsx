'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CheckField } from '@/components/ui/check-field'
import { DateField } from '@/components/ui/date-field'
import { useIsGuest } from '@/components/ui/guest'
import { IconButton } from '@/components/ui/icon-button'
import { Segmented } from '@/components/ui/segmented'
import { useFormat } from '@/components/ui/settings'
import { TextField } from '@/components/ui/text-field'
import type { Day } from '@/lib/domain/day'
import { besidesReport, PAPERS, PERIODS, REPORT_METRICS, type Report } from '@/lib/domain/report'
import { ReportDates } from './report-dates'
import { ReportMetricsSheet } from './report-metrics-sheet'
import type { Person } from './report-paper-panel'
import { useReportRange } from './report-range'

type Props = {
  report: Report
  today: Day
  person: Person
  onAddress: (some: Record<string, string | null>) => void
  onPerson: (person: Person) => void
}

/** What a report is about, on which paper, and for whom. All but the person is in the address. */
export function ReportControlsPanel({ report, today, person, onAddress, onPerson }: Props) {
  const t = useTranslations('report')
  const format = useFormat()
  const guest = useIsGuest()
  const [choosing, setChoosing] = useState(false)
  const range = useReportRange()(report)
  const own = { day: null, from: report.from, to: report.to, period: null }
  const step = (way: -1 | 1) => {
    const next = besidesReport(report, way)
    onAddress('day' in next ? { day: next.day } : { from: next.from, to: next.to > today ? today : next.to })
  }
  const list = report.metrics.join()
  const preset = list === REPORT_METRICS.own.join() ? 'own' : list === REPORT_METRICS.doctor.join() ? 'doctor' : 'chosen'
  const presets = preset === 'chosen' ? (['own', 'doctor', 'chosen'] as const) : (['own', 'doctor'] as const)
  return (
    <section aria-label={t('what')} className="screen-only mx-3 flex flex-col gap-3 rounded-card bg-surface p-4 lg:mx-0 print:hidden">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Segmented
          label={t('period.label')}
          value={report.period ?? 'dates'}
          options={[...PERIODS, 'dates' as const].map((value) => ({ value, label: t(`period.${value}`) }))}
          onChange={(value) => onAddress(value === 'dates' ? own : { period: value, day: report.from, from: null, to: null })}
          className="max-sm:w-full"
        />
        {report.period !== null && <p className="text-secondary text-ink2">{range}</p>}
        <span className="ml-auto flex">
          <IconButton icon="chevron-left" label={t('earlier')} onClick={() => step(-1)} />
          <IconButton icon="chevron-right" label={t('later')} disabled={report.to >= today} onClick={() => step(1)} />
        </span>
      </div>
      {report.period === null && (
        <ReportDates from={report.from} to={report.to} today={today} onDates={(from, to) => onAddress({ from, to })} />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label={t('preset.label')}
          value={preset}
          options={presets.map((value) => ({ value, label: t(`preset.${value}`) }))}
          onChange={(value) => onAddress({ metrics: value === 'doctor' ? REPORT_METRICS.doctor.join() : value === 'own' ? null : list })}
        />
        <Button look="secondary" size="small" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
          {t('metrics', { count: format.number(report.metrics.length) })}
        </Button>
        <Segmented
          label={t('paper.label')}
          value={report.paper}
          options={PAPERS.map((value) => ({ value, label: t(`paper.${value}`) }))}
          onChange={(value) => onAddress({ paper: value === 'a4' ? null : value })}
        />
        <CheckField label={t('tags')} checked={report.tags} onChange={(on) => onAddress({ tags: on ? null : 'off' })} />
        {!guest && <CheckField label={t('notes')} checked={report.notes} onChange={(on) => onAddress({ notes: on ? 'on' : null })} />}
      </div>
      <fieldset className="flex flex-wrap items-end gap-3">
        <legend className="pb-1 text-caption text-ink2">{t('person')}</legend>
        <TextField
          label={t('name')}
          value={person.name}
          onChange={(name) => onPerson({ ...person, name })}
          className="min-w-0 flex-2 basis-56"
        />
        <div className="flex min-w-0 flex-1 basis-40">
          <DateField label={t('born')} value={person.born} max={today} onChange={(born) => onPerson({ ...person, born })} />
        </div>
        <Button className="max-sm:w-full sm:w-auto sm:px-8" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </fieldset>
      <ReportMetricsSheet
        open={choosing}
        chosen={report.metrics}
        onClose={() => setChoosing(false)}
        onChange={(metrics) => onAddress({ metrics: metrics.join() })}
      />
    </section>
  )
}
