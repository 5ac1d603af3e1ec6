import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

export type Row = {
  what: string
  ours: string
  yardstick: string
  ratio: string
  budget: string
}

/** Ratio of two figures, two digits; the yardstick was measured in the same run, so that a slow machine slows both. */
export const ratio = (ours: number, yardstick: number): string => (yardstick > 0 ? `${(ours / yardstick).toFixed(2)}×` : '–')

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}
export const median = (values: readonly number[]): number => quantile(values, 0.5)

const columns = ['what', 'ours', 'yardstick', 'ratio', 'budget'] as const
const titles: Row = { what: 'Measured', ours: 'Ringside', yardstick: 'Yardstick', ratio: 'Ratio', budget: 'Budget' }

export function table(rows: readonly Row[]): string {
  const width = (column: keyof Row) => Math.max(...[titles, ...rows].map((row) => row[column].length))
  const line = (row: Row) => `| ${columns.map((column) => row[column].padEnd(width(column))).join(' | ')} |`
  return [line(titles), `|${columns.map((column) => '-'.repeat(width(column) + 2)).join('|')}|`, ...rows.map(line)].join('\n')
}

/** Seconds that 300 million steps of plain arithmetic take here: figures of two runs compare only as these do. */
function stepSeconds(): number {
  const begun = performance.now()
  let value = 0
  for (let step = 0; step < 3e8; step++) value = (value * 31 + step) | 0
  // Without a use of the value there would be no loop.
  return value === 0.5 ? 0 : (performance.now() - begun) / 1000
}

/** Writes docs/benchmarks.md: the figures of one run, with its date and machine. */
export function writeReport(sections: readonly { title: string; note: string; rows: Row[] }[], now: Date): void {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const body = sections.map(({ title, note, rows }) => `## ${title}\n\n${note}\n\n${table(rows)}\n`).join('\n')
  writeFileSync(
    'docs/benchmarks.md',
    `# Benchmarks\n\nOne run of \`npm run bench\` on ${now.toISOString().slice(0, 10)}: ${machine}. Every yardstick was measured in the same run; on a shared\nmachine the ratios mean more than the figures. 300 million steps of plain arithmetic took ${stepSeconds().toFixed(2)} s.\n\n${body}`,
  )
}
