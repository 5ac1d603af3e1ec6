import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import { csvText } from '@/lib/domain/csv'
import type { RestActivity } from '@/lib/domain/rest-activity-summary'
import { REST_MET } from '@/lib/domain/rhythm-code'
import { downloadCsv } from './download'

type Props = { summary: RestActivity; sentence: string; open: boolean; onClose: () => void }

/** The average day as numbers, a row a quarter of an hour. */
export function RestActivityTable({ summary, sentence, open, onClose }: Props) {
  const t = useTranslations('rhythm.activity')
  const format = useFormat()
  const rows = summary.profile.map((value, index) => ({ minute: (index * 15 + 240) % 1440, met: value === null ? null : value + REST_MET }))
  const save = () =>
    downloadCsv(
      'ringside-average-day.csv',
      csvText(
        ['minute_of_day', 'mean_met'],
        rows.map(({ minute, met }) => [`${minute}`, met === null ? null : format.number(met, 3)]),
      ),
    )
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('tableTitle')}
      closeLabel={t('close')}
      aside={
        <Button look="secondary" size="small" aria-label={t('csvLabel')} onClick={save}>
          {t('csv')}
        </Button>
      }
    >
      <p className="mb-2 text-secondary text-ink2">{sentence}</p>
      <table className="clock-table">
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            <th scope="col">MET</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ minute, met }) => (
            <tr key={minute}>
              <th scope="row">{format.clock(minute)}</th>
              <td>{met === null ? '–' : format.number(met, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}
