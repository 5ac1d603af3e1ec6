import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { Wide } from '@/components/ui/wide'
import type { ExperimentBody } from '@/lib/api'
import { csvText } from '@/lib/domain/csv'
import type { Day } from '@/lib/domain/day'
import type { ExperimentDay } from '@/lib/domain/experiment-verdict'
import { written } from '@/lib/format'
import { ExperimentCheck } from './experiment-check'
import { useMetricWords } from './metric-words'
import { TableSheet } from './table-sheet'

type Props = {
  experiment: ExperimentBody
  days: readonly ExperimentDay[]
  summary: string
  today: Day
  readOnly: boolean
  open: boolean
  onClose: () => void
}

const word = (done: boolean | null) => (done === null ? null : done ? 'yes' : 'no')

export function experimentCsv({ metric }: Pick<ExperimentBody, 'metric'>, days: readonly ExperimentDay[]): string {
  return csvText(
    ['day', 'planned', 'done', metric],
    days.map(({ day, planned, done, value }) => [day, word(planned), word(done), value === null ? null : String(value)]),
  )
}

/** Every day of an experiment with its number; what was noted can be changed here. */
export function ExperimentDaysTable({ experiment, days, summary, today, readOnly, open, onClose }: Props) {
  const t = useTranslations('experiments')
  const words = useMetricWords()
  const format = useFormat()
  const { metric, start_day, id } = experiment
  return (
    <TableSheet
      open={open}
      onClose={onClose}
      title={t('days')}
      csv={{ name: `ringside-experiment-${id}.csv`, text: () => experimentCsv(experiment, days) }}
    >
      <p className="mb-2 text-secondary text-ink2">{summary}</p>
      <Wide label={t('days')}>
        <table className="clock-table">
          <thead>
            <tr>
              <th scope="col">{t('head.day')}</th>
              <th scope="col">{t('head.planned')}</th>
              <th scope="col">{t('head.done')}</th>
              <th scope="col">{words.name(metric)}</th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ day, planned, done, value }) => (
              <tr key={day}>
                <th scope="row">{format.date(day)}</th>
                <td>{t(planned ? 'yes' : 'no')}</td>
                <td>{done === null ? '–' : t(done ? 'yes' : 'no')}</td>
                <td>{value === null ? '–' : written(words.value(metric, value))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {!readOnly && (
        <section aria-label={t('change')} className="mt-5">
          <h3 className="mb-1 font-[650]">{t('change')}</h3>
          {[...days]
            .reverse()
            .filter(({ day }) => day >= start_day && day <= today)
            .map(({ day }) => (
              <ExperimentCheck key={day} experiment={experiment} day={day} name={format.date(day)} />
            ))}
        </section>
      )}
    </TableSheet>
  )
}
