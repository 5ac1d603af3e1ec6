import { useTranslations } from 'use-intl'
import { ReportLine } from '@/components/charts/report-line'
import { useFormat } from '@/components/ui/settings'
import type { ReportRow as Row } from '@/lib/domain/report'
import { written } from '@/lib/format'
import { useMetricWords } from './metric-words'

/** One metric of a report: its line, and what of it is said in numbers. */
export function ReportRow({ row, all }: { row: Row; all: number }) {
  const t = useTranslations('report')
  const format = useFormat()
  const words = useMetricWords()
  const { metric, lowest, highest, usual } = row
  const name = words.name(metric)
  const say = (value: number | null) => (value === null ? '–' : written(words.value(metric, value)))
  const range = (low: number, high: number) => written(words.range(metric, [low, high]))
  const sentence =
    lowest && highest
      ? t('sentence', {
          name,
          mean: say(row.mean),
          low: say(lowest.value),
          lowDay: format.date(lowest.day),
          high: say(highest.value),
          highDay: format.date(highest.day),
          days: format.number(row.days),
          all: format.number(all),
        })
      : t('sentenceNone', { name })
  const figures = [
    { key: 'mean', text: say(row.mean) },
    { key: 'median', text: say(row.median) },
    { key: 'range', text: lowest && highest ? range(lowest.value, highest.value) : '–' },
    { key: 'usual', text: usual ? range(usual.low, usual.high) : '–' },
    { key: 'change', text: row.change === null ? '–' : written(words.delta(metric, row.change)) },
  ] as const
  return (
    <section className="report-row" aria-label={name}>
      <h3 className="font-[650]">{name}</h3>
      <div className="report-chart">
        <ReportLine values={row.values} band={usual} label={sentence} />
      </div>
      <dl>
        {figures.map(({ key, text }) => (
          <div key={key}>
            <dt>{t(`${key}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div>
          <dt>{t('days')}</dt>
          <dd>
            {format.number(row.days)}/{format.number(all)}
          </dd>
        </div>
      </dl>
    </section>
  )
}
