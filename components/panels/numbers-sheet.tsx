import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import { downloadCsv } from './download'

export type Numbers = {
  title: string
  sentence: string
  heads: readonly string[]
  /** The name of each row, then its cells. */
  rows: () => readonly (readonly string[])[]
  csv: { name: string; text: () => string }
}

/** A chart as numbers: its sentence, a table, and all of it as CSV. Nothing is written out before it is opened. */
export function NumbersSheet({ of, open, onClose }: { of: Numbers; open: boolean; onClose: () => void }) {
  const t = useTranslations('trends.table')
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('title', { name: of.title })}
      closeLabel={t('close')}
      aside={
        <Button look="secondary" size="small" aria-label={t('csvLabel')} onClick={() => downloadCsv(of.csv.name, of.csv.text())}>
          {t('csv')}
        </Button>
      }
    >
      <p className="mb-2 text-secondary text-ink2">{of.sentence}</p>
      <Rows of={of} />
    </Sheet>
  )
}

function Rows({ of: { heads, rows } }: { of: Numbers }) {
  return (
    <div className="overflow-x-auto">
      <table className="clock-table trend-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows().map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((text, at) => (
                <td key={heads[at + 1]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
