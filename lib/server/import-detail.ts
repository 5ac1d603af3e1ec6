import 'server-only'
import type { ImportOutcome, ImportProblem } from '@/lib/api'
import type { ImportRun } from './db/import-runs'

/** What is kept of an import beside its state. */
export type ImportDetail = {
  /** Lines of the checked file, without its last. */
  lines?: number
  /** Whether the file says what is known of days. */
  tellsCoverage?: boolean
  outcome?: ImportOutcome
  problem?: ImportProblem
  line?: number | null
}

export const NOTHING_DONE: ImportOutcome = {
  documents: { added: 0, newer: 0, known: 0, set_aside: 0 },
  revisions: 0,
  sample_days: 0,
  days: 0,
  tags: 0,
  experiments: 0,
  settings: false,
}

export const importDetail = ({ detail }: Pick<ImportRun, 'detail'>): ImportDetail => (detail === null ? {} : JSON.parse(detail))
