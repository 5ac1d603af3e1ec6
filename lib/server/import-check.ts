import 'server-only'
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from './db/schema'
import { type ExportLine, type LineOf, readHeader, readLine } from './import-lines'
import { ImportError } from './import-problem'
import { linesOfFile } from './import-text'
import { profileOf } from './oura-client-items'

/** What is known of a file that is whole: its lines, its bytes unpacked, and the Oura accounts that it names. */
export type CheckedFile = { lines: number; bytes: number; accounts: Set<string>; tellsCoverage: boolean }

/** The Oura account that a line names; null for most. */
function accountOf(line: ExportLine): string | null {
  if (line.kind === 'header') return line.account ?? null
  if (line.kind !== 'document' || line.collection !== 'personal_info') return null
  const profile = profileOf(line.body)
  return 'reason' in profile ? null : profile.account
}

/** What one line must have before it, and none may have more than once. */
function orderOf() {
  const experiments = new Set<string>()
  return (line: ExportLine, number: number) => {
    if ((line.kind === 'header') !== (number === 1)) throw new ImportError('shape', number)
    if (line.kind === 'experiment') experiments.add(line.id)
    if (line.kind === 'experiment_check' && !experiments.has(line.experiment_id)) throw new ImportError('shape', number)
  }
}

/**
 * Reads the whole file that a person has sent, and writes nothing: every line is one of an export, the last one is there and its checksum
 * fits. Throws an ImportError with the line otherwise.
 */
export async function checkFile(db: Kysely<Database>, userId: string, id: string): Promise<CheckedFile> {
  const sum = createHash('sha256')
  const accounts = new Set<string>()
  const checkOrder = orderOf()
  let lines = 0
  let bytes = 0
  let header: LineOf<'header'> | null = null
  let end: LineOf<'end'> | null = null
  for await (const line of linesOfFile(db, userId, id)) {
    if (end) throw new ImportError('after_end', line.number)
    const read: ExportLine = header ? readLine(line) : readHeader(line)
    if (read.kind === 'header') header ??= read
    try {
      JSON.parse(line.text)
    } catch {
      throw new ImportError('broken', line.number)
    }
    checkOrder(read, line.number)
    if (read.kind === 'end') {
      end = read
      continue
    }
    const account = accountOf(read)
    if (account !== null) accounts.add(account)
    const encoded = Buffer.from(`${line.text}\n`)
    sum.update(encoded)
    lines += 1
    bytes += encoded.length
  }
  if (!header) throw new ImportError('not_export')
  if (!end) throw new ImportError('cut', lines)
  if (end.lines !== lines || end.sha256 !== sum.digest('hex')) throw new ImportError('changed', lines + 1)
  return { lines, bytes, accounts, tellsCoverage: header.counts.coverage !== undefined }
}
