import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import { csvText } from '@/lib/domain/csv'
import type { RestActivity } from '@/lib/domain/rest-activity-summary'
import { REST_MET } from '@/lib/domain/rhythm-code'
import { NumbersSheet } from './numbers-sheet'

type Props = { summary: RestActivity; sentence: string; open: boolean; onClose: () => void }

/** The average day as numbers, a row a quarter of an hour. */
export function RestActivityTable({ summary, sentence, open, onClose }: Props) {
  const t = useTranslations('rhythm.activity')
  const format = useFormat()
  const rows = summary.profile.map((value, index) => ({ minute: (index * 15 + 240) % 1440, met: value === null ? null : value + REST_MET }))
  const csv = () =>
    csvText(
      ['minute_of_day', 'mean_met'],
      rows.map(({ minute, met }) => [`${minute}`, met === null ? null : format.number(met, 3)]),
    )
  return (
    <NumbersSheet
      open={open}
      onClose={onClose}
      of={{
        title: t('tableTitle'),
        sentence,
        heads: [t('time'), 'MET'],
        rows: () => rows.map(({ minute, met }) => [format.clock(minute), format.number(met, 2)]),
        csv: { name: 'ringside-average-day.csv', text: csv },
      }}
    />
  )
}
