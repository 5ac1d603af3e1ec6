import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import { type ActogramRow, actogramTotals } from '@/lib/domain/actogram'
import { csvText } from '@/lib/domain/csv'
import { downloadCsv } from './download'

type Props = { rows: readonly ActogramRow[]; sentence: string; open: boolean; onClose: () => void }

/** The days of an actogram as numbers, newest first; the CSV has the five-minute characters as well. */
export function ActogramTable({ rows, sentence, open, onClose }: Props) {
  const t = useTranslations('rhythm.actogram')
  const save = () =>
    downloadCsv(
      `ringside-${rows[0]?.day}-${rows.at(-1)?.day}-rhythm.csv`,
      csvText(
        ['day', 'asleep_minutes', 'active_minutes', 'not_worn_minutes', 'known_minutes', 'states_5_min_from_04_00'],
        rows.map((row) => {
          const { asleep, active, unworn, known } = actogramTotals(row)
          return [row.day, ...[asleep, active, unworn, known].map(String), row.states]
        }),
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
      <Body rows={rows} sentence={sentence} />
    </Sheet>
  )
}

function Body({ rows, sentence }: Pick<Props, 'rows' | 'sentence'>) {
  const t = useTranslations('rhythm.actogram')
  const format = useFormat()
  const minutes = (value: number, known: number) => (known === 0 ? '–' : format.duration(value * 60))
  return (
    <>
      <p className="mb-2 text-secondary text-ink2">{sentence}</p>
      <table className="clock-table">
        <thead>
          <tr>
            {(['day', 'asleep', 'active', 'unworn'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .map(actogramTotals)
            .reverse()
            .map(({ day, asleep, active, unworn, known }) => (
              <tr key={day}>
                <th scope="row">{format.date(day)}</th>
                <td>{minutes(asleep, known)}</td>
                <td>{minutes(active, known)}</td>
                <td>{minutes(unworn, known)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  )
}
