import { useTranslations } from 'use-intl'
import type { SwatchColor } from '@/components/ui/swatch'
import type { Day } from '@/lib/domain/day'
import { endedValues, isNightly } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import { type FigureLine, figureValues, placesRange, type TrendFigure } from '@/lib/domain/trend-figure'
import { spread, valuesOf } from '@/lib/domain/trend-slots'
import type { Quantity } from '@/lib/format'
import { useMetricWords } from './metric-words'
import { useSlotName } from './trend-words'

export type TrendCell = {
  key: string
  name: string
  value: Quantity | null
  metric: Metric
  mark: { color: SwatchColor; shape: 'line' | 'dot' | 'square' } | null
}

/** Years that the row has room for, the newest first. */
const MOST_YEARS = 3
const LINE = { color: 'metric', shape: 'line' } as const
const DOT = { color: 'metric', shape: 'dot' } as const
const SQUARE = { color: 'band', shape: 'square' } as const
const PAST = { color: 'ink3', shape: 'line' } as const

/** What the readout says of a place of the chart, and of a stretch of it. */
export function useTrendCells(today: Day) {
  const t = useTranslations('trends.readout')
  const words = useMetricWords()
  const slotName = useSlotName()
  const of = (metric: Metric, value: number | null | undefined) => (value == null ? null : words.value(metric, value))
  const shown = (figure: TrendFigure) => figure.lines.slice(0, figure.mode === 'years' ? MOST_YEARS : 2)

  function lineName(figure: TrendFigure, line: FigureLine, past: string): string {
    if (line.year !== null) return String(line.year)
    if (figure.mode === 'other') return words.name(line.metric)
    return line.key === 'now' ? t('now') : past
  }

  function alone({ metric, points }: TrendFigure, index: number): TrendCell[] {
    const point = points[index]
    const isDaily = points.every(({ from, to }) => from === to)
    const band = point && point.low !== null && point.high !== null ? words.range(metric, [point.low, point.high]) : null
    const value = of(metric, point?.value)
    if (!isDaily)
      return [
        { key: 'median', name: t('median'), value, metric, mark: LINE },
        { key: 'band', name: t('lowHigh'), value: band, metric, mark: SQUARE },
      ]
    return [
      { key: 'value', name: t('value'), value, metric, mark: DOT },
      { key: 'line', name: t('baseline'), value: of(metric, point?.line), metric, mark: LINE },
      { key: 'band', name: t('usual'), value: band, metric, mark: SQUARE },
    ]
  }

  function place(figure: TrendFigure, index: number): TrendCell[] {
    if (figure.mode === 'alone') return alone(figure, index)
    const values = figureValues(figure, index)
    const past = figure.past[index]
    return shown(figure).map((line, at) => ({
      key: line.key,
      name: lineName(figure, line, past ? slotName(past, today) : t('then')),
      value: of(line.metric, values[at]),
      metric: line.metric,
      mark: at === 0 || figure.mode === 'other' ? LINE : PAST,
    }))
  }

  function stretch(figure: TrendFigure, one: number, two: number): TrendCell[] {
    const [from, to] = [Math.min(one, two), Math.max(one, two) + 1]
    const { metric } = figure
    // What was counted so far today is no day yet.
    const ended = (of: Metric, values: readonly (number | null)[]) =>
      values.filter((_, at) => figure.slots[from + at]?.from !== today || isNightly(of))
    if (figure.mode !== 'alone')
      return shown(figure).map((line, at) => ({
        key: line.key,
        name: t('medianOf', { name: lineName(figure, line, t('then')) }),
        value: of(line.metric, spread(ended(line.metric, line.values.slice(from, to)))?.median),
        metric: line.metric,
        mark: at === 0 || figure.mode === 'other' ? LINE : PAST,
      }))
    // Of the days, as in the sentence: the median of weeks is not that of their days, nor is their lowest the lowest day.
    const range = placesRange(figure, one, two)
    const { days } = figure.series
    const all = range && spread(valuesOf({ days, values: endedValues(metric, figure.series, today) }, range.from, range.to))
    return [
      { key: 'median', name: t('median'), value: of(metric, all?.median), metric, mark: DOT },
      { key: 'band', name: t('lowHigh'), value: all && words.range(metric, [all.low, all.high]), metric, mark: null },
    ]
  }
  return { place, stretch }
}
