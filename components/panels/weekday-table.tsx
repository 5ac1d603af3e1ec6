import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { csvText } from '@/lib/domain/csv'
import type { Metric } from '@/lib/domain/metrics'
import type { WeekdaySpread } from '@/lib/domain/trend-weekday'
import { written } from '@/lib/format'
import { useMetricWords } from './metric-words'
import { NumbersSheet } from './numbers-sheet'

type Props = { metric: Metric; pattern: readonly WeekdaySpread[]; sentence: string; open: boolean; onClose: () => void }

const plain = (value: number | null) => (value === null ? null : String(Math.round(value * 1000) / 1000))

/** The weekdays as numbers: median, middle half and how many days of each. */
export function WeekdayTable({ metric, pattern, sentence, open, onClose }: Props) {
  const t = useTranslations('trends.weekday')
  const tables = useTranslations('trends.table')
  const format = useFormat()
  const words = useMetricWords()
  const csv = () =>
    csvText(
      ['weekday', 'median', 'low', 'high', 'days'],
      pattern.map(({ weekday, median, low, high, values }) => [
        String(weekday),
        plain(median),
        plain(low),
        plain(high),
        String(values.length),
      ]),
    )
  return (
    <NumbersSheet
      open={open}
      onClose={onClose}
      of={{
        title: tables('title', { name: t('title') }),
        sentence,
        heads: [t('head.weekday'), t('head.median'), t('head.half'), t('head.days')],
        rows: () =>
          pattern.map(({ weekday, median, low, high, values }) => [
            format.weekdayLong(weekday),
            written(words.value(metric, median)),
            low === null || high === null ? '–' : written(words.range(metric, [low, high])),
            format.number(values.length),
          ]),
        csv: { name: `ringside-${metric}-weekdays.csv`, text: csv },
      }}
    />
  )
}
