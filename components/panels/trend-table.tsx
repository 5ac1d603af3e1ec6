import { useTranslations } from 'use-intl'
import type { Day } from '@/lib/domain/day'
import { figureValues, type TrendFigure } from '@/lib/domain/trend-figure'
import { trendCsv } from '@/lib/domain/trend-rows'
import { written } from '@/lib/format'
import { useMetricWords } from './metric-words'
import { NumbersSheet } from './numbers-sheet'
import { useSlotName } from './trend-words'

type Props = { figure: TrendFigure; sentence: string; today: Day; open: boolean; onClose: () => void }

/** The chart as numbers, newest first: its sentence, a row a place, and all of it as CSV. */
export function TrendTable({ figure, sentence, today, open, onClose }: Props) {
  const t = useTranslations('trends.readout')
  const tables = useTranslations('trends.table')
  const words = useMetricWords()
  const slotName = useSlotName()
  const { mode, metric, lines, points, slots } = figure
  const isDaily = points.every(({ from, to }) => from === to)
  const plain = isDaily ? [t('value'), t('baseline'), t('usual')] : [t('median'), t('lowHigh')]
  const named = lines.map((line) => {
    if (line.year !== null) return String(line.year)
    return mode === 'other' ? words.name(line.metric) : t(line.key === 'now' ? 'now' : 'then')
  })
  const write = (of: typeof metric, value: number | null) => written(words.value(of, value))
  const cells = (index: number): string[] => {
    if (mode !== 'alone') return figureValues(figure, index).map((value, at) => write(lines[at]?.metric ?? metric, value))
    const point = points[index]
    const band = point && point.low !== null && point.high !== null ? written(words.range(metric, [point.low, point.high])) : '–'
    const value = write(metric, point?.value ?? null)
    return isDaily ? [value, write(metric, point?.line ?? null), band] : [value, band]
  }
  return (
    <NumbersSheet
      open={open}
      onClose={onClose}
      of={{
        title: tables('title', { name: words.name(metric) }),
        sentence,
        heads: [t('date'), ...(mode === 'alone' ? plain : named)],
        rows: () => slots.map((slot, index) => [slotName(slot, mode === 'years' ? slot.from : today), ...cells(index)]).reverse(),
        csv: { name: `ringside-${metric}-${mode}.csv`, text: () => trendCsv(figure) },
      }}
    />
  )
}
