import { Wide } from '@/components/ui/wide'
import type { Csv } from './csv-button'
import { TableSheet } from './table-sheet'

type Numbers = {
  title: string
  sentence: string
  heads: readonly string[]
  /** The name of each row, then its cells. */
  rows: () => readonly (readonly string[])[]
  csv: Csv
}

/** A chart as numbers: its sentence, a table, and all of it as CSV. Nothing is written out before it is opened. */
export function NumbersSheet({ of, open, onClose }: { of: Numbers; open: boolean; onClose: () => void }) {
  return (
    <TableSheet title={of.title} csv={of.csv} open={open} onClose={onClose}>
      <p className="mb-2 text-secondary text-ink2">{of.sentence}</p>
      <Rows of={of} />
    </TableSheet>
  )
}

function Rows({ of: { title, heads, rows } }: { of: Numbers }) {
  return (
    <Wide label={title}>
      <table className="clock-table">
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
    </Wide>
  )
}
