import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { Day } from '@/lib/domain/day'
import { figureValues, type TrendFigure } from '@/lib/domain/trend-figure'
import { trendCsv } from '@/lib/domain/trend-rows'
import { written } from '@/lib/format'
import { downloadCsv } from './download'
import { useMetricWords } from './metric-words'
import { useSlotName } from './trend-words'

type Props = { figure: TrendFigure; sentence: string; today: Day; open: boolean; onClose: () => void }

/** The chart as numbers, newest first: its sentence, a row a place, and all of it as CSV. */
export function TrendTable({ figure, sentence, today, open, onClose }: Props) {
  const t = useTranslations('trends.table')
  const words = useMetricWords()
  const save = () => downloadCsv(`ringside-${figure.metric}-${figure.mode}.csv`, trendCsv(figure))
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('title', { name: words.name(figure.metric) })}
      closeLabel={t('close')}
      aside={
        <Button look="secondary" size="small" aria-label={t('csvLabel')} onClick={save}>
          {t('csv')}
        </Button>
      }
    >
      <p className="mb-2 text-secondary text-ink2">{sentence}</p>
      <Rows figure={figure} today={today} />
    </Sheet>
  )
}

function Rows({ figure, today }: { figure: TrendFigure; today: Day }) {
  const t = useTranslations('trends.readout')
  const words = useMetricWords()
  const slotName = useSlotName()
  const { mode, metric, lines, points, slots } = figure
  const isDaily = points.every(({ from, to }) => from === to)
  const heads =
    mode === 'alone'
      ? isDaily
        ? [t('value'), t('baseline'), t('usual')]
        : [t('median'), t('lowHigh')]
      : lines.map((line) =>
          line.year !== null ? String(line.year) : mode === 'other' ? words.name(line.metric) : t(line.key === 'now' ? 'now' : 'then'),
        )
  const write = (of: typeof metric, value: number | null) => written(words.value(of, value))
  const cells = (index: number): string[] => {
    if (mode !== 'alone') return figureValues(figure, index).map((value, at) => write(lines[at]?.metric ?? metric, value))
    const point = points[index]
    const band = point && point.low !== null && point.high !== null ? written(words.range(metric, [point.low, point.high])) : '–'
    const value = write(metric, point?.value ?? null)
    return isDaily ? [value, write(metric, point?.line ?? null), band] : [value, band]
  }
  return (
    <div className="overflow-x-auto">
      <table className="clock-table trend-table">
        <thead>
          <tr>
            <th scope="col">{t('date')}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slots
            .map((slot, index) => (
              <tr key={slot.from}>
                <th scope="row">{slotName(slot, mode === 'years' ? slot.from : today)}</th>
                {cells(index).map((text, at) => (
                  <td key={heads[at]}>{text}</td>
                ))}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </div>
  )
}
