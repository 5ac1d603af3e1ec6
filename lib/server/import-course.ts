import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import type { ImportOutcome } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import type { KeptDay } from './db/import-coverage'
import { updateImport } from './db/import-runs'
import { quarantine } from './db/quarantine'
import type { Database, StoredCollection } from './db/schema'
import { writing } from './db/writing'
import { documentCollection } from './import-kept'
import type { ExportLine } from './import-lines'
import { isConfirmed } from './sync-plan'

/** An import that is to be written. `tellsCoverage`: whether its file says what is known of days; else that they are had is known from what they hold. */
export type ImportTask = { userId: string; id: string; lines: number; place: number; tellsCoverage: boolean; outcome: ImportOutcome }
/** Somebody took the import away meanwhile: a person who erased everything. */
export class ImportGone extends Error {}

/** What is known of a file while it is written. */
export type Course = {
  task: ImportTask
  now: number
  /** What the file knows of days, by collection. */
  days: Map<Collection, Map<Day, KeptDay>>
  /** Days of which something was set aside, by collection. */
  aside: Map<string, Set<Day>>
  /** Days whose numbers have to be derived anew. */
  touched: Set<Day>
}

/** Notes what the file knows of a day. */
export function noteDay({ days }: Course, collection: Collection, day: KeptDay): void {
  const known = days.get(collection) ?? new Map<Day, KeptDay>()
  known.set(day.day, day)
  days.set(collection, known)
}

/** What a line says of a day by being there, or by not being kept; of lines that were written before this process began too. */
export function noteHeld(course: Course, line: ExportLine): void {
  const { task, days, aside, now } = course
  if (line.kind === 'samples') {
    if (!task.tellsCoverage) noteDay(course, line.series, { day: line.utc_day, state: 'have', checked_at: null })
    return
  }
  if (line.kind !== 'document' || line.day === null || line.deleted_at !== null) return
  const checked = documentCollection(line, now)
  if ('reason' in checked) aside.set(line.collection, (aside.get(line.collection) ?? new Set()).add(line.day))
  else if (checked.collection !== 'personal_info' && !days.get(checked.collection)?.has(line.day))
    noteDay(course, checked.collection, { day: line.day, state: task.tellsCoverage ? 'not_asked' : 'have', checked_at: null })
}

/** When the file says that Oura last answered for a day; null where it does not. */
export function askedAt({ days }: Course, collection: StoredCollection, day: Day | null): number | null {
  if (collection === 'personal_info' || day === null) return null
  const known = days.get(collection)?.get(day)
  return known && isConfirmed({ state: known.state, checkedAt: 0 }) ? known.checked_at : null
}

/** Keeps what cannot be a document here, with why, and counts it. */
export async function setAside(
  transaction: Transaction<Database>,
  { task, now }: Course,
  collection: string,
  body: string,
  reason: string,
): Promise<void> {
  // The name of a collection that this version does not know is kept as well.
  const name = collection as StoredCollection
  task.outcome.documents.set_aside += await quarantine(transaction, task.userId, name, [{ body, reason }], now)
}

/** One transaction of an import, and with it how far it has come and what it did. */
export function step(
  db: Kysely<Database>,
  course: Course,
  place: number,
  write: (transaction: Transaction<Database>) => Promise<void>,
): Promise<void> {
  const { task } = course
  const before = structuredClone(task.outcome)
  return writing(db, task.userId, async (transaction) => {
    if (!(await updateImport(transaction, task.userId, task.id, ['writing'], { touched_at: course.now }))) throw new ImportGone()
    await write(transaction)
    const detail = JSON.stringify({ lines: task.lines, tellsCoverage: task.tellsCoverage, outcome: task.outcome })
    await updateImport(transaction, task.userId, task.id, ['writing'], { place, detail })
    task.place = place
  }).catch((error: unknown) => {
    task.outcome = before
    throw error
  })
}
