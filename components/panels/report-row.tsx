import { useTranslations } from 'use-intl'
import { ReportLine } from '@/components/charts/report-line'
import { useFormat } from '@/components/ui/settings'
import { METRICS } from '@/lib/domain/metrics'
import type { Report, ReportRow as Row } from '@/lib/domain/report'
import { written } from '@/lib/format'
import { useMetricWords } from './metric-words'

const COLUMNS = ['mean', 'median', 'range', 'usual', 'change'] as const

/** What stands in the columns of a wide page, and over the lines the days they begin and end with. Each row says it again to a reader. */
export function ReportHead({ from, to }: Pick<Report, 'from' | 'to'>) {
  const t = useTranslations('report')
  const format = useFormat()
  return (
    <div className="report-head" aria-hidden="true">
      <span />
      <span className="flex justify-between">
        <span>{format.dayAndMonth(from)}</span>
        <span>{format.dayAndMonth(to)}</span>
      </span>
      {COLUMNS.map((key) => (
        <span key={key}>{t(`${key}`)}</span>
      ))}
    </div>
  )
}

/** One metric of a report: its line, and what of it is said in numbers. */
export function ReportRow({ row, all, years }: { row: Row; all: number; years: boolean }) {
  const t = useTranslations('report')
  const format = useFormat()
  const words = useMetricWords()
  const { metric, lowest, highest, usual } = row
  const name = words.name(metric)
  const dayName = years ? format.dateWithYear : format.date
  // Two durations are the only ones that need a second line.
  const isDuration = METRICS[metric] === 'seconds'
  const say = (value: number | null) => (value === null ? '–' : written(words.value(metric, value)))
  const range = (low: number, high: number) => written(words.range(metric, [low, high]))
  const sentence =
    lowest && highest
      ? t('sentence', {
          name,
          mean: say(row.mean),
          low: say(lowest.value),
          lowDay: dayName(lowest.day),
          high: say(highest.value),
          highDay: dayName(highest.day),
          days: format.number(row.days),
          all: format.number(all),
        })
      : t('sentenceNone', { name })
  const figures: Record<(typeof COLUMNS)[number], string> = {
    mean: say(row.mean),
    median: say(row.median),
    range: lowest && highest ? range(lowest.value, highest.value) : '–',
    usual: usual ? range(usual.low, usual.high) : '–',
    change: row.change === null ? '–' : written(words.delta(metric, row.change)),
  }
  return (
    <section className="report-row" aria-label={name}>
      <h3 className="report-name font-[650]">{name}</h3>
      <div className="report-chart">
        <ReportLine values={row.values} band={usual} label={sentence} />
      </div>
      <dl>
        {COLUMNS.map((key) => (
          <div key={key} className={isDuration && (key === 'range' || key === 'usual') ? '' : 'report-one'}>
            <dt>{t(`${key}`)}</dt>
            <dd>{figures[key]}</dd>
          </div>
        ))}
        <div className="report-days">
          <dt>{t('days')}</dt>
          <dd>
            {format.number(row.days)}/{format.number(all)}
          </dd>
        </div>
      </dl>
    </section>
  )
}
