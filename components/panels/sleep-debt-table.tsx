import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { csvText } from '@/lib/domain/csv'
import { type DebtDay, debtWeight } from '@/lib/domain/sleep-debt'
import { NumbersSheet } from './numbers-sheet'

type Props = { days: readonly DebtDay[]; need: number; sentence: string; open: boolean; onClose: () => void }

const whole = (value: number | null) => (value === null ? null : `${Math.round(value)}`)

/** The days of a sleep debt as numbers: slept, short of the need, and how much of that counts. */
export function SleepDebtTable({ days, need, sentence, open, onClose }: Props) {
  const t = useTranslations('rhythm.debt')
  const format = useFormat()
  const rows = days.map(({ day, slept }, index) => {
    const short = slept === null ? null : need - slept
    return { day, slept, short, counted: short === null ? null : short * debtWeight(days.length - 1 - index) }
  })
  const csv = () =>
    csvText(
      ['day', 'slept_seconds', 'short_seconds', 'counted_seconds'],
      rows.map(({ day, slept, short, counted }) => [day, whole(slept), whole(short), whole(counted)]),
    )
  return (
    <NumbersSheet
      open={open}
      onClose={onClose}
      of={{
        title: t('tableTitle'),
        sentence,
        heads: (['day', 'slept', 'short', 'counted'] as const).map((name) => t(`column.${name}`)),
        rows: () =>
          rows
            .map(({ day, slept, short, counted }) => [format.date(day), ...[slept, short, counted].map((value) => format.duration(value))])
            .reverse(),
        csv: { name: `ringside-${days.at(-1)?.day}-sleep-debt.csv`, text: csv },
      }}
    />
  )
}
