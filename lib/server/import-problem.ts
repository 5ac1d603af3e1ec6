import 'server-only'
import type { ImportProblem } from '@/lib/api'

const SENTENCES: Record<ImportProblem, string> = {
  not_export: 'This is no export of Ringside: its first line does not say so.',
  not_utf8: 'is not written in UTF-8.',
  packed: 'The file is packed, and what is in it cannot be unpacked whole. Choose the export itself.',
  too_large: 'The file is larger than this server takes.',
  long_line: 'is longer than any that Ringside writes.',
  broken: 'is no JSON: the file is damaged there.',
  shape: 'is not as Ringside writes it.',
  newer: 'comes from a newer Ringside. Update this server first.',
  cut: 'The file is cut off: its last line, which says that nothing is missing, is not there.',
  after_end: 'stands behind the last line of the export.',
  changed: 'The checksum in the last line does not fit: the file was changed or damaged since it was written.',
  other_account: 'The file belongs to another Oura account than the one that is signed in here.',
  no_room: 'The disk of this server has too little room for what is in the file.',
  internal: 'Something went wrong here; the log of this server says what.',
}

/** Why a file cannot be brought in, with the line that it is about. Nothing of it is in the archive then. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
  readonly problem: ImportProblem
  readonly line: number | null
  constructor(problem: ImportProblem, line: number | null = null) {
    super(importSentence(problem, line))
    this.problem = problem
    this.line = line
  }
}

/** A problem as one plain sentence. */
export function importSentence(problem: ImportProblem, line: number | null): string {
  const sentence = SENTENCES[problem]
  if (line === null) return /^[A-Z]/.test(sentence) ? sentence : `The file ${sentence}`
  return /^[A-Z]/.test(sentence) ? `Line ${line}: ${sentence}` : `Line ${line} ${sentence}`
}
