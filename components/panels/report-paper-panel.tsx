'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { csvText } from '@/lib/domain/csv'
import { type Day, daysBetween, eachDay, isDay, isOneYear } from '@/lib/domain/day'
import { isNightly } from '@/lib/domain/measured-day'
import { periodOf, type Report, type ReportRow as Row, reportRows } from '@/lib/domain/report'
import { trendsQueries } from '@/lib/queries/trends'
import { CsvButton } from './csv-button'
import { Loaded } from './loaded'
import { ReportMissing, ReportNotes, ReportSources, ReportTags } from './report-lists'
import { useReportRange } from './report-range'
import { ReportHead, ReportRow } from './report-row'

/** Fewer days with data make a mean that says little. */
const FEW = 3

export type Person = { name: string; born: string }
type Props = { report: Report; person: Person; today: Day }

/** The page that is printed, as it will look: always on white. */
export function ReportPaperPanel({ report, person, today }: Props) {
  const t = useTranslations('report')
  const series = useQuery(trendsQueries.series(report.metrics, { from: report.first, to: report.to, bucket: 'day' }))
  return (
    <article data-theme="light" data-paper={report.paper} className="report-paper">
      <Heading report={report} person={person} today={today} />
      <Loaded query={series} name={t('loading')} shapes={<Skeleton className="mt-4 h-96" />}>
        {(data) => <Content report={report} rows={reportRows(report, data, today)} today={today} />}
      </Loaded>
    </article>
  )
}

function Heading({ report, person, today }: Props) {
  const { period, from, to } = report
  const t = useTranslations('report')
  const format = useFormat()
  const range = useReportRange()(report)
  const running = period !== null && to < periodOf(period, from).to
  const who = [
    person.name.trim(),
    isDay(person.born) || /^\d{4}-\d{2}-\d{2}$/.test(person.born) ? t('bornOn', { date: format.dateWithYear(person.born) }) : '',
  ]
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-4">
      <h2 className="text-card">
        {t(`heading.${period ?? 'dates'}`, { range })} {running && <span className="font-normal">({t('soFar')})</span>}
      </h2>
      <p className="font-[650]">
        <bdi>{who.filter(Boolean).join(' · ')}</bdi>
      </p>
      <p className="w-full text-ink2">{t('by', { date: format.dateWithYear(today) })}</p>
    </header>
  )
}

function Content({ report, rows, today }: { report: Report; rows: readonly Row[]; today: Day }) {
  const t = useTranslations('report')
  const format = useFormat()
  const all = daysBetween(report.from, report.to) + 1
  const years = !isOneYear(report.from, report.to)
  const days = Math.max(...rows.map((row) => row.days))
  const isUnderWay = report.to === today && rows.some(({ metric }) => !isNightly(metric))
  const underWay = isUnderWay && t('underWay', { date: (years ? format.dateWithYear : format.date)(today) })
  const csv = () => {
    const body = eachDay(report.from, report.to).map((day, index) => [day, ...rows.map(({ values }) => values[index]?.toString() ?? null)])
    return csvText(['day', ...rows.map(({ metric }) => metric)], body)
  }
  return (
    <>
      {days === 0 ? (
        <p className="mt-3 border-control border-t pt-3">{(report.from === today && underWay) || t('nothing')}</p>
      ) : (
        <>
          {days < FEW && <p className="mt-2">{t('few', { days })}</p>}
          <div className="report-rows mt-2" data-rows={rows.length <= 4 ? 'few' : rows.length <= 9 ? 'some' : 'many'}>
            <ReportHead from={report.from} to={report.to} />
            {rows.map((row) => (
              <ReportRow key={row.metric} row={row} all={all} years={years} />
            ))}
          </div>
          {underWay && <p className="report-small mt-2">{underWay}</p>}
          <ReportMissing rows={rows} years={years} />
        </>
      )}
      {report.tags && <ReportTags from={report.from} to={report.to} />}
      {report.notes && <ReportNotes from={report.from} to={report.to} />}
      <ReportSources report={report} />
      <CsvButton
        csv={{ name: `ringside-report-${report.from}-${report.to}.csv`, text: csv, label: t('csvLabel') }}
        className="screen-only mt-3"
      />
    </>
  )
}
