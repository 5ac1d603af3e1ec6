import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useFormat } from '@/components/ui/settings'
import { Sheet } from '@/components/ui/sheet'
import { csvText } from '@/lib/domain/csv'
import { type DebtDay, debtWeight } from '@/lib/domain/sleep-debt'
import { downloadCsv } from './download'

type Props = { days: readonly DebtDay[]; need: number; sentence: string; open: boolean; onClose: () => void }

/** The days of a sleep debt as numbers: slept, short of the need, and how much of that counts. */
export function SleepDebtTable({ days, need, sentence, open, onClose }: Props) {
  const t = useTranslations('rhythm.debt')
  const format = useFormat()
  const rows = days.map(({ day, slept }, index) => {
    const short = slept === null ? null : need - slept
    return { day, slept, short, counted: short === null ? null : short * debtWeight(days.length - 1 - index) }
  })
  const whole = (value: number | null) => (value === null ? null : `${Math.round(value)}`)
  const save = () =>
    downloadCsv(
      `ringside-${days.at(-1)?.day}-sleep-debt.csv`,
      csvText(
        ['day', 'slept_seconds', 'short_seconds', 'counted_seconds'],
        rows.map(({ day, slept, short, counted }) => [day, whole(slept), whole(short), whole(counted)]),
      ),
    )
  const cell = (value: number | null) => (value === null ? '–' : format.duration(value))
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
            {(['day', 'slept', 'short', 'counted'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].reverse().map(({ day, slept, short, counted }) => (
            <tr key={day}>
              <th scope="row">{format.date(day)}</th>
              <td>{cell(slept)}</td>
              <td>{cell(short)}</td>
              <td>{cell(counted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}
