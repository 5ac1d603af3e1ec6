import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import type { Day } from '@/lib/domain/day'
import type { Collection } from '@/lib/oura/collections'
import { mergeCheck, mergeExperiment } from './db/experiments'
import { mergeCoverage, noteLeft } from './db/import-coverage'
import { mergeDocuments } from './db/import-documents'
import { mergeLocalTag } from './db/local-tags'
import { mergeQuarantine } from './db/quarantine'
import { mergeRevisions, type Revision } from './db/revisions'
import { mergeSampleDay } from './db/samples'
import type { Database, StoredCollection } from './db/schema'
import { readUserSettings, writeUserSettings } from './db/user-settings'
import { askedAt, type Course, type ImportTask, noteDay, noteHeld, setAside, step } from './import-course'
import { documentCollection, rowsOf } from './import-kept'
import { type ExportLine, kindOf, readLine } from './import-lines'
import { linesOfFile } from './import-text'
import { daysOfChange } from './sync-metrics'

/** Written in one transaction: little enough that everybody else is served in between. */
const AT_ONCE = { lines: 40, characters: 128 * 1024 }
/** The file is read twice: earlier texts first, so that a text that gives way is known to be one of them. */
const PASSES = 2

async function writeRevisions(transaction: Transaction<Database>, course: Course, lines: readonly ExportLine[]): Promise<void> {
  const byCollection = new Map<StoredCollection, Revision[]>()
  for (const line of lines) {
    if (line.kind !== 'revision') continue
    const checked = documentCollection(line, course.now)
    if ('reason' in checked) {
      await setAside(transaction, course, line.collection, line.body, checked.reason)
      continue
    }
    const { id, day, body, replaced_at } = line
    byCollection.set(checked.collection, [...(byCollection.get(checked.collection) ?? []), { id, day, body, replaced_at }])
  }
  for (const [collection, revisions] of byCollection)
    course.task.outcome.revisions += await mergeRevisions(transaction, course.task.userId, collection, revisions)
}

async function writeDocuments(transaction: Transaction<Database>, course: Course, lines: readonly ExportLine[]): Promise<void> {
  const { task, touched } = course
  const byCollection = new Map<StoredCollection, Parameters<typeof mergeDocuments>[3][number][]>()
  for (const line of lines) {
    if (line.kind !== 'document') continue
    const checked = documentCollection(line, course.now)
    if ('reason' in checked) {
      await setAside(transaction, course, line.collection, line.body, checked.reason)
      continue
    }
    const { collection } = checked
    const { id, day, body, fetched_at, deleted_at } = line
    const document = { id, day, body, fetched_at, deleted_at, asked_at: askedAt(course, collection, day) }
    byCollection.set(collection, [...(byCollection.get(collection) ?? []), document])
  }
  for (const [collection, documents] of byCollection) {
    const changes = await mergeDocuments(transaction, task.userId, collection, documents)
    for (const count of ['added', 'newer', 'known'] as const) task.outcome.documents[count] += changes[count]
    task.outcome.revisions += changes.revisions
    for (const day of daysOfChange(collection, changes.days)) touched.add(day)
    if (collection !== 'personal_info') await noteLeft(transaction, task.userId, collection, changes.left)
  }
}

/** What is no document: a line by itself. */
async function writeLine(transaction: Transaction<Database>, course: Course, line: ExportLine): Promise<void> {
  const { userId, outcome } = course.task
  if (line.kind === 'samples') {
    const { series, utc_day, fetched_at } = line
    const { samples, aside } = rowsOf(line, course.now)
    for (const { body, reason } of aside) await setAside(transaction, course, series, body, reason)
    if (samples.length === 0) return
    if ((await mergeSampleDay(transaction, userId, series, { utc_day, samples, fetched_at })) === 'known') return
    outcome.sample_days += 1
    for (const day of daysOfChange(series, [utc_day])) course.touched.add(day)
  }
  if (line.kind === 'quarantine') {
    const { hash, at, reason, body } = line
    const item = { collection: line.collection as StoredCollection, hash, at, reason, body }
    outcome.documents.set_aside += await mergeQuarantine(transaction, userId, [item])
  }
  if (line.kind === 'tag') {
    const { kind: _, ...tag } = line
    outcome.tags += Number(await mergeLocalTag(transaction, userId, tag))
  }
  if (line.kind === 'experiment') {
    const { kind: _, ...experiment } = line
    outcome.experiments += Number(await mergeExperiment(transaction, userId, experiment))
  }
  if (line.kind === 'experiment_check') {
    const { kind: _, ...check } = line
    outcome.experiments += Number(await mergeCheck(transaction, userId, check))
  }
  // Nobody knows when settings were chosen: those that are here stand.
  if (line.kind === 'settings' && (await readUserSettings(transaction, userId)) === null) {
    await writeUserSettings(transaction, userId, line.body)
    outcome.settings = true
  }
}

const keyOf = (line: ExportLine) =>
  line.kind === 'document' || line.kind === 'revision'
    ? `${line.kind} ${line.collection} ${line.id} ${'replaced_at' in line ? line.replaced_at : ''}`
    : null

/** Whether a pass has anything to do with a line of this kind, as far as its beginning tells. */
const isOfPass = (kind: string | null, pass: number) =>
  kind === null ||
  (pass === 0
    ? kind === 'revision' || kind === 'coverage'
    : kind !== 'revision' && kind !== 'coverage' && kind !== 'header' && kind !== 'end')

async function readPass(db: Kysely<Database>, course: Course, pass: number): Promise<void> {
  const { task } = course
  let lines: ExportLine[] = []
  let characters = 0
  let last = pass * task.lines
  const keys = new Set<string>()
  const flush = async (place: number) => {
    const some = lines
    if (some.length > 0 || place === (pass + 1) * task.lines)
      await step(db, course, place, async (transaction) => {
        if (pass === 0) return writeRevisions(transaction, course, some)
        await writeDocuments(transaction, course, some)
        for (const line of some) await writeLine(transaction, course, line)
      })
    lines = []
    characters = 0
    keys.clear()
    await new Promise((next) => setImmediate(next))
  }
  for await (const file of linesOfFile(db, task.userId, task.id)) {
    if (file.number > task.lines || !isOfPass(kindOf(file.text), pass)) continue
    const place = pass * task.lines + file.number
    const isWritten = place <= task.place
    // What the file knows of days is needed to the end, whatever was written before.
    const line = readLine(file)
    if (line.kind === 'coverage') for (const day of line.days) noteDay(course, line.collection as Collection, day)
    if (pass > 0) noteHeld(course, line)
    if (isWritten || line.kind === 'coverage') continue
    const key = keyOf(line)
    if (key !== null && keys.has(key)) await flush(last)
    if (key !== null) keys.add(key)
    lines.push(line)
    characters += file.text.length
    last = place
    if (lines.length >= AT_ONCE.lines || characters >= AT_ONCE.characters) await flush(place)
  }
  if (task.place < (pass + 1) * task.lines) await flush((pass + 1) * task.lines)
}

/** What is known of days, last of all: it says what there is once everything is there. */
async function writeDays(db: Kysely<Database>, course: Course): Promise<void> {
  const { task, now, touched } = course
  let place = PASSES * task.lines
  for (const [collection, known] of course.days) {
    const months = Map.groupBy(
      [...known.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
      ({ day }) => day.slice(0, 7),
    )
    for (const days of months.values()) {
      place += 1
      if (place <= task.place) continue
      await step(db, course, place, async (transaction) => {
        // A clock that was ahead must not keep a sync from asking again.
        const past = days.map((day) => ({ ...day, checked_at: day.checked_at === null ? null : Math.min(day.checked_at, now) }))
        const changed = await mergeCoverage(transaction, task.userId, collection, past, course.aside.get(collection))
        task.outcome.days += changed.length
        for (const day of daysOfChange(collection, changed)) touched.add(day)
      })
      await new Promise((next) => setImmediate(next))
    }
  }
}

/**
 * Writes a checked file into the archive, in many small transactions that each leave a sound archive and say how far they have come: after
 * a crash it goes on where it was, and what is here and newer always stands. Answers with the days whose numbers have to be derived anew
 * (where it went on after a crash, not those of before). Throws ImportGone, or a StorageError; then it can go on later.
 */
export async function writeFile(db: Kysely<Database>, task: ImportTask, now: number): Promise<Day[]> {
  const course: Course = { task, now, days: new Map(), aside: new Map(), touched: new Set() }
  for (let pass = 0; pass < PASSES; pass++) await readPass(db, course, pass)
  await writeDays(db, course)
  return [...course.touched].sort()
}
