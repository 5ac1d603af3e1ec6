import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { Wide } from '@/components/ui/wide'
import { csvText } from '@/lib/domain/csv'
import type { RelationChoice } from '@/lib/domain/link-choice'
import type { LagRelation, RelationPoint } from '@/lib/domain/relation'
import { written } from '@/lib/format'
import { useMetricWords } from './metric-words'
import { useRelationWords } from './relation-words'
import { TableSheet } from './table-sheet'

type Props = {
  choice: RelationChoice
  lags: readonly LagRelation[]
  points: readonly RelationPoint[]
  open: boolean
  onClose: () => void
}

/** More rows than a year of days are for a spreadsheet. */
const MOST_ROWS = 366

export function relationCsv({ x, y, lag }: RelationChoice, points: readonly RelationPoint[]): string {
  return csvText(
    [`day_of_${x}`, x, `day_of_${y}_lag_${lag}`, y],
    points.map((point) => [point.day, String(point.x), point.later, String(point.y)]),
  )
}

/** The lags as numbers, then the days of the one that is shown, the newest first; all of them as CSV. */
export function RelationTable({ choice, lags, points, open, onClose }: Props) {
  const t = useTranslations('relation')
  const { x, y } = choice
  const words = useMetricWords()
  return (
    <TableSheet
      open={open}
      onClose={onClose}
      title={t('tableTitle', { x: words.name(x), y: words.name(y) })}
      csv={{ name: `ringside-${x}-${y}.csv`, text: () => relationCsv(choice, points), label: t('csvLabel') }}
    >
      <Lags choice={choice} lags={lags} />
      <Days choice={choice} points={points} />
    </TableSheet>
  )
}

function Lags({ choice, lags }: Pick<Props, 'choice' | 'lags'>) {
  const t = useTranslations('relation')
  const words = useRelationWords()
  const { name } = useMetricWords()
  const { summary } = words.sentences(choice, lags)
  return (
    <>
      <p className="mb-2 text-secondary text-ink2">{summary}</p>
      <Wide label={t('lags', { y: name(choice.y) })}>
        <table className="clock-table link-table">
          <thead>
            <tr>
              {(['lag', 'r', 'interval', 'rho', 'days'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`head.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lags.map(({ lag, known, none }) => (
              <tr key={lag}>
                <th scope="row">{words.when(lag)}</th>
                {known ? (
                  <>
                    <td>{words.r(known.r)}</td>
                    <td>{words.interval(known.interval)}</td>
                    <td>{words.r(known.rho)}</td>
                    <td>{known.days}</td>
                  </>
                ) : (
                  <td colSpan={4} className="whitespace-normal">
                    {words.none(none)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  )
}

function Days({ choice: { x, y }, points }: Pick<Props, 'choice' | 'points'>) {
  const t = useTranslations('relation')
  const words = useMetricWords()
  const format = useFormat()
  const shown = [...points].reverse().slice(0, MOST_ROWS)
  return (
    <>
      {points.length > shown.length && (
        <p className="mt-4 text-secondary text-ink2">{t('newest', { shown: shown.length, all: points.length })}</p>
      )}
      <Wide label={t('head.days')}>
        <table className="clock-table mt-3">
          <thead>
            <tr>
              <th scope="col">{t('head.day')}</th>
              <th scope="col">{words.name(x)}</th>
              <th scope="col">{words.name(y)}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((point) => (
              <tr key={point.day}>
                <th scope="row">{format.dateWithYear(point.day)}</th>
                <td>{written(words.value(x, point.x))}</td>
                <td>{written(words.value(y, point.y))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  )
}
