import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import type { TrendChartWords } from '@/components/charts/trend-chart'
import { useFormat } from '@/components/ui/settings'
import { type Day, isOneYear, weekday } from '@/lib/domain/day'
import { METRICS } from '@/lib/domain/metrics'
import type { TrendFigure } from '@/lib/domain/trend-figure'
import type { TagMark, TrendMark } from '@/lib/domain/trend-marks'
import type { TrendTick } from '@/lib/domain/trend-ticks'
import { useMetricWords } from './metric-words'

/** What explains a day, in a few words. */
export function useMarkName(): (mark: TrendMark | TagMark) => string {
  const t = useTranslations('trends.mark')
  const format = useFormat()
  return useCallback(
    (mark) => {
      if (mark.kind === 'rest_mode') return t('rest')
      if (mark.kind === 'ring') return t('ring')
      if (mark.kind === 'tag') return t('tag', { name: mark.name, days: mark.days })
      return t(mark.minutes > 0 ? 'clockOn' : 'clockBack', { hours: format.shortDuration(Math.abs(mark.minutes) * 60) })
    },
    [t, format],
  )
}

/** A place of the axis: a day, or the days of a week or month. */
export function useSlotName(): (slot: { from: Day; to: Day }, today: Day) => string {
  const format = useFormat()
  return ({ from, to }, today) => {
    const isThisYear = isOneYear(from, today)
    if (from === to) return isThisYear ? format.date(from) : format.dateWithYear(from)
    return isThisYear ? format.dayRange(from, to) : format.dateRange(from, to)
  }
}

/** Where the words of Oura's scores begin. */
const SCORE_WORDS = [
  [85, 'optimal'],
  [70, 'good'],
  [60, 'fair'],
] as const

/** What is written at a place of an axis of days. */
export function useTickName(): (tick: Omit<TrendTick, 'index'>) => string {
  const format = useFormat()
  return useCallback(
    ({ name, day }) => {
      if (name === 'weekday') return format.weekdayName(weekday(day))
      if (name === 'date') return format.dayAndMonth(day)
      return name === 'year' ? day.slice(0, 4) : format.monthName(Number(day.slice(5, 7)))
    },
    [format],
  )
}

/** The words of the chart's axes and marks. */
export function useTrendWords(figure: TrendFigure): TrendChartWords {
  const scores = useTranslations('scores.words')
  const words = useMetricWords()
  const tick = useTickName()
  const event = useMarkName()
  return useMemo(() => {
    const { metric, lines } = figure
    return {
      mark: (value, of) => words.tick(of === 0 ? metric : (lines[1]?.metric ?? metric), value),
      markWord: (value) => {
        const word = METRICS[metric] === 'score' ? SCORE_WORDS.find(([from]) => from === value)?.[1] : undefined
        return word ? scores(word) : null
      },
      tick,
      event,
    }
  }, [figure, words, scores, tick, event])
}
