import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { type ActogramRow, actogramTotals } from '@/lib/domain/actogram'
import { csvText } from '@/lib/domain/csv'
import { NumbersSheet } from './numbers-sheet'

type Props = { rows: readonly ActogramRow[]; sentence: string; open: boolean; onClose: () => void }

/** The days of an actogram as numbers, newest first; the CSV has the five-minute characters as well. */
export function ActogramTable({ rows, sentence, open, onClose }: Props) {
  const t = useTranslations('rhythm.actogram')
  const format = useFormat()
  const csv = () =>
    csvText(
      ['day', 'asleep_minutes', 'active_minutes', 'not_worn_minutes', 'known_minutes', 'states_5_min_from_04_00'],
      rows.map((row) => {
        const { asleep, active, unworn, known } = actogramTotals(row)
        return [row.day, ...[asleep, active, unworn, known].map(String), row.states]
      }),
    )
  return (
    <NumbersSheet
      open={open}
      onClose={onClose}
      of={{
        title: t('tableTitle'),
        sentence,
        heads: (['day', 'asleep', 'active', 'unworn'] as const).map((name) => t(`column.${name}`)),
        rows: () =>
          rows
            .map(actogramTotals)
            .reverse()
            .map(({ day, asleep, active, unworn, known }) => [
              format.date(day),
              ...[asleep, active, unworn].map((minutes) => format.duration(known === 0 ? null : minutes * 60)),
            ]),
        csv: { name: `ringside-${rows[0]?.day}-${rows.at(-1)?.day}-rhythm.csv`, text: csv },
      }}
    />
  )
}
