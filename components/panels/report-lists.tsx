import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { minuteOfMoment } from '@/lib/domain/local-clock'
import { METRIC_SOURCES, whoseNumber } from '@/lib/domain/metric-source'
import { missingDays, type Report, type ReportRow } from '@/lib/domain/report'
import { tagsQueries } from '@/lib/queries/tags'
import { useMetricWords } from './metric-words'
import { useTagName } from './tag-name'

function useJoined(): (texts: readonly string[]) => string {
  const t = useTranslations('report')
  return (texts) => texts.reduce((first, last) => t('list', { first, last }))
}

/** Which days have no value, metrics that lack the same days together. `years`: they lie in several. */
export function ReportMissing({ rows, years }: { rows: readonly ReportRow[]; years: boolean }) {
  const t = useTranslations('report')
  const format = useFormat()
  const words = useMetricWords()
  const joined = useJoined()
  const short = years ? format.dateWithYear : format.dayAndMonth
  const groups = missingDays(rows)
  return (
    <section className="report-small mt-3">
      <h3 className="font-[650]">{t('missing')}</h3>
      {groups.length === 0 ? (
        <p>{t('missingNone')}</p>
      ) : (
        <ul>
          {groups.map(({ metrics, runs, all }) => {
            const names = joined(metrics.map(words.name))
            const days = runs.map(({ from, to }) => (from === to ? short(from) : t('run', { from: short(from), to: short(to) })))
            const said = metrics.length > 1 && metrics.length === rows.length ? t('missingEvery') : names
            return <li key={names}>{all ? t('missingAll', { names }) : t('missingRow', { names: said, days: joined(days) })}</li>
          })}
        </ul>
      )}
    </section>
  )
}

/** Every tag and on how many of the days it was set. */
export function ReportTags({ from, to }: Pick<Report, 'from' | 'to'>) {
  const t = useTranslations('report')
  const format = useFormat()
  const nameOf = useTagName()
  const joined = useJoined()
  const tags = useQuery(tagsQueries.days(from, to)).data
  if (!tags) return null
  return (
    <section className="report-small mt-2">
      <h3 className="font-[650]">{t('tagsTitle')}</h3>
      <p>
        {tags.length === 0
          ? t('tagsNone')
          : joined(tags.map((tag) => t('tag', { name: nameOf(tag), count: format.number(tag.days.length) })))}
      </p>
    </section>
  )
}

/** The person's own notes, each with its day. */
export function ReportNotes({ from, to }: Pick<Report, 'from' | 'to'>) {
  const t = useTranslations('report')
  const format = useFormat()
  const notes = useQuery(tagsQueries.local(from, to)).data?.filter(({ note }) => note !== null)
  if (!notes) return null
  return (
    <section className="report-small mt-2">
      <h3 className="font-[650]">{t('notesTitle')}</h3>
      {notes.length === 0 ? (
        <p>{t('notesNone')}</p>
      ) : (
        <ul>
          {notes.map(({ id, day, at, name, note }) => (
            <li key={id}>
              {format.date(day)} {format.clock(minuteOfMoment(at))}
              {name !== null && <bdi className="font-[650]"> {name}</bdi>} <bdi className="break-words whitespace-pre-line">{note}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Where each number was read, and what the words above them mean. */
export function ReportSources({ report }: { report: Report }) {
  const t = useTranslations('report')
  const words = useMetricWords()
  const joined = useJoined()
  const of = (whose: 'oura' | 'ours') => {
    const some = report.metrics.filter((metric) => whoseNumber(METRIC_SOURCES[metric]) === whose)
    const fields = some.map((metric) => {
      const { collection, path } = METRIC_SOURCES[metric]
      return t('source', { name: words.name(metric), field: `${collection}.${path.join('.')}` })
    })
    return fields.length > 0 && <p>{`${t(whose)}: ${joined(fields)}`}</p>
  }
  return (
    <footer className="report-small mt-3 border-control border-t pt-2 text-ink2">
      <h3 className="font-[650] text-ink">{t('sources')}</h3>
      <p>{t('definitions')}</p>
      {of('oura')}
      {of('ours')}
      <p className="mt-1 font-[650] text-ink">{t('device')}</p>
    </footer>
  )
}
