import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { addDays, type Day, isOneYear } from '@/lib/domain/day'
import { endedValues } from '@/lib/domain/measured-day'
import type { Metric } from '@/lib/domain/metrics'
import type { TrendChoice } from '@/lib/domain/trend-choice'
import { comparedDaysBack } from '@/lib/domain/trend-compare'
import type { TrendFigure } from '@/lib/domain/trend-figure'
import { trendSummary } from '@/lib/domain/trend-points'
import { type DailySeries, spread } from '@/lib/domain/trend-slots'
import { written } from '@/lib/format'
import { useMetricWords } from './metric-words'

export type TrendData = { series: DailySeries; second: DailySeries | null }

/** The chart in one sentence; where there is nothing to draw, why. A day under way is no day yet, so what was counted by now is told apart. */
export function useTrendSentence(): (
  choice: TrendChoice,
  figure: TrendFigure,
  data: TrendData,
  known: { oldest: Day | null; today: Day; isSyncing: boolean },
) => string {
  const t = useTranslations('trends.summary')
  const format = useFormat()
  const words = useMetricWords()
  const value = (metric: Metric, of: number) => written(words.value(metric, of))

  function oneOf({ from, to }: { from: Day; to: Day }, metric: Metric, series: DailySeries, today: Day): string {
    const ended = endedValues(metric, series, today)
    const soFar = ended === series.values || to < today ? null : (series.values[series.days.indexOf(today)] ?? null)
    const told = ofDays({ from, to }, metric, { ...series, values: ended }, soFar !== null)
    return soFar === null ? told : [told, t('soFar', { value: value(metric, soFar) })].filter(Boolean).join(' ')
  }

  function ofDays({ from, to }: { from: Day; to: Day }, metric: Metric, series: DailySeries, isUnderWay: boolean): string {
    const all = trendSummary(series, from, to)
    const name = words.name(metric)
    const range = format.dateRange(from, to)
    if (!all) return isUnderWay ? '' : t('nothing', { name, range })
    const days = { known: all.known, days: all.days }
    // Within a year the range names it.
    const dayName = isOneYear(from, to) ? format.date : format.dateWithYear
    if (all.lowest.value === all.highest.value) return t('constant', { name, range, value: value(metric, all.median), ...days })
    return t('alone', {
      name,
      range,
      median: value(metric, all.median),
      low: value(metric, all.lowest.value),
      lowDay: dayName(all.lowest.day),
      high: value(metric, all.highest.value),
      highDay: dayName(all.highest.day),
      ...days,
    })
  }

  return (choice, figure, { series, second }, { oldest, today, isSyncing }) => {
    const { metric, other, from, to, compare } = choice
    if (figure.mode !== 'years' && oldest !== null && to < oldest)
      return t(isSyncing ? 'beforeSoFar' : 'before', { date: format.dateWithYear(oldest) })
    const main = oneOf(choice, metric, series, today)
    if (figure.mode === 'other' && other !== null && second) return `${main} ${oneOf(choice, other, second, today)} ${t('ownScales')}`
    if (figure.mode === 'years') {
      const years = figure.lines.map((line) => {
        const median = spread(line.values)?.median
        return t('year', { year: String(line.year), median: median === undefined ? '–' : value(metric, median) })
      })
      return years.length > 0
        ? t('years', { name: words.name(metric), years: years.reduce((first, second) => t('join', { first, second })) })
        : choice.span === null
          ? // It may have been measured since.
            t('nothing', { name: words.name(metric), range: format.dateRange(series.days[0] ?? from, to) })
          : t('never', { name: words.name(metric) })
    }
    if (compare === 'previous' || compare === 'last-year') {
      const back = comparedDaysBack(choice, compare)
      const past = { from: addDays(from, -back), to: addDays(to, -back) }
      return `${main} ${t('past', { sentence: oneOf(past, metric, series, today) })}`
    }
    return main
  }
}
