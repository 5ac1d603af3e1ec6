import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import { addDays, type Day, eachDay, isDay, utcDay } from '@/lib/domain/day'
import { COLLECTIONS, type Collection, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { type CoverageRow, readCoverage, upsertCoverage } from './db/coverage'
import { listDocuments, tombstoneDocuments, upsertDocuments } from './db/documents'
import { quarantine } from './db/quarantine'
import { upsertSamples } from './db/samples'
import type { Database, StoredState } from './db/schema'
import { writing } from './db/writing'
import type { Quarantined, RawDocument, RawSample } from './oura-source'
import type { Answer, Failure, Fetched } from './sync-fetch'
import { daysOfChange, deriveMetrics } from './sync-metrics'
import { isConfirmed, OPEN_ENDED } from './sync-plan'

const DAY_MS = 86_400_000
/** Where clocks are furthest ahead of UTC. */
const AHEAD_MS = 14 * 3_600_000
/** The last day that has begun for somebody. */
const begun = (now: number) => utcDay(now + AHEAD_MS)
/** Days written in one transaction: few enough that pages are read in between without a noticeable wait. */
const DAYS_AT_ONCE = 2
/** Where only one or two collections are written, days weigh little; those that are asked for far back hardly anything. */
const SPARSE_DAYS_AT_ONCE = 31
/** Whose mere answer, even an empty one, turns "unknown" into zero. */
const COUNTED: readonly Collection[] = ['workout', 'session']

type Chunk = { readonly from: Day; readonly to: Day }
type ByDay<Item> = ReadonlyMap<Day, readonly Item[]>

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key | null): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const list = groups.get(key)
    if (list) list.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Samples by UTC day. There are thousands a day: a day is named once, not for each. */
const samplesByDay = (items: readonly RawSample[]) =>
  new Map([...grouped(items, ({ at }) => Math.floor(at / DAY_MS))].map(([number, rows]) => [utcDay(number * DAY_MS), rows]))

const within = <Item>(days: ByDay<Item>, { from, to }: Chunk) => eachDay(from, to).flatMap((day) => days.get(day) ?? [])
const overlap = (one: Chunk, other: Chunk): Chunk | null => {
  const from = one.from > other.from ? one.from : other.from
  const to = one.to < other.to ? one.to : other.to
  return from <= to ? { from, to } : null
}

/** The day an item that does not fit its schema says it is of. */
function dayOfBody(collection: Collection, body: string): Day | null {
  try {
    const parsed: unknown = JSON.parse(body)
    const field = COLLECTIONS[collection].day ?? 'timestamp'
    const value = parsed && typeof parsed === 'object' ? (parsed as Record<string, unknown>)[field] : null
    const day = typeof value === 'string' ? value.slice(0, 10) : ''
    return isDay(day) ? day : null
  } catch {
    return null
  }
}

/** An answer with its items laid out by day. */
function laidOut(answer: Answer) {
  const { ask, quarantined } = answer
  const broken = grouped<Quarantined, Day>(quarantined, ({ body }) => dayOfBody(ask.collection, body))
  // What does not even say its day may be of any that was asked for.
  const isAnyDayBroken = quarantined.some(({ body }) => dayOfBody(ask.collection, body) === null)
  return answer.kind === 'documents'
    ? {
        answer,
        broken,
        isAnyDayBroken,
        documents: grouped<RawDocument, Day>(answer.items, ({ day }) => day),
        samples: new Map<Day, RawSample[]>(),
      }
    : { answer, broken, isAnyDayBroken, documents: new Map<Day, RawDocument[]>(), samples: samplesByDay(answer.items) }
}
type LaidOut = ReturnType<typeof laidOut>

/**
 * Says anew of days beside an ask, which a document left or came to, whether there is one: nothing else will before long. A day that Oura was
 * never asked for, or did not answer for, stays to be asked.
 */
async function retell(transaction: Transaction<Database>, userId: string, collection: DocumentCollection, days: readonly Day[]) {
  for (const day of days) {
    const one = { from: day, to: day }
    const [known] = await readCoverage(transaction, userId, day, day, [collection])
    if (!known || !isConfirmed({ state: known.state, checkedAt: 0 })) continue
    const has = (await listDocuments(transaction, userId, collection, one)).length > 0
    if (has !== (known.state === 'have')) await upsertCoverage(transaction, userId, [{ ...known, state: has ? 'have' : 'none' }])
  }
}

async function writeSamples(transaction: Transaction<Database>, userId: string, one: LaidOut, chunk: Chunk, now: number): Promise<Day[]> {
  const { collection } = one.answer.ask
  if (!isSampleCollection(collection)) return []
  const changed = await upsertSamples(transaction, userId, collection, within(one.samples, chunk), now)
  return daysOfChange(collection, changed)
}

/** Writes one answer's part of a chunk. Answers with the days whose numbers have to be derived anew. */
async function writePart(transaction: Transaction<Database>, userId: string, one: LaidOut, chunk: Chunk, now: number): Promise<Day[]> {
  const { answer } = one
  if (answer.kind === 'samples') return writeSamples(transaction, userId, one, chunk, now)
  const collection = answer.ask.collection as DocumentCollection
  const { days } = await upsertDocuments(transaction, userId, collection, within(one.documents, chunk), now)
  await retell(
    transaction,
    userId,
    collection,
    days.filter((day) => day < chunk.from || day > chunk.to),
  )
  const gone = answer.gone.filter(({ day }) => day !== null && day >= chunk.from && day <= chunk.to).map(({ id }) => id)
  const left = gone.length > 0 ? await tombstoneDocuments(transaction, userId, collection, gone, now) : []
  return daysOfChange(collection, [...days, ...left])
}

type Word = { readonly collection: Collection; readonly day: Day; readonly state: StoredState }

/** What an answer says of a day. A day that lies ahead everywhere is not spoken of until it has something. */
function wordOf(one: LaidOut, day: Day, known: StoredState | undefined, now: number): Word | null {
  const { collection } = one.answer.ask
  // Rows that were there stay, whether or not they are told of again.
  const isLeft = one.answer.kind === 'samples' && known === 'have'
  const has = one.documents.has(day) || one.samples.has(day) || isLeft
  if (!has && day > begun(now)) return known === undefined ? null : { collection, day, state: 'none' }
  return { collection, day, state: has ? 'have' : one.broken.has(day) || one.isAnyDayBroken ? 'unreadable' : 'none' }
}

/** What a failure says of a day: nothing, where the archive has it or keeps what could not be read. */
function failedWord({ ask, error }: Failure, day: Day, known: StoredState | undefined, now: number): Word | null {
  if (day > begun(now)) return null
  if (error.kind === 'scope') return known === 'have' ? null : { collection: ask.collection, day, state: 'no_scope' }
  const isKnown = known === 'unreadable' || isConfirmed(known && { state: known, checkedAt: 0 })
  return isKnown ? null : { collection: ask.collection, day, state: 'failed' }
}

async function writeChunk(
  transaction: Transaction<Database>,
  userId: string,
  laid: readonly LaidOut[],
  failures: readonly Failure[],
  chunk: Chunk,
  now: number,
): Promise<void> {
  const known = new Map<string, StoredState>()
  for (const row of await readCoverage(transaction, userId, chunk.from, chunk.to)) known.set(`${row.collection} ${row.day}`, row.state)
  const touched: Day[] = []
  const words: Word[] = []
  for (const one of laid) {
    const part = overlap(one.answer.ask, chunk)
    if (!part) continue
    touched.push(...(await writePart(transaction, userId, one, part, now)))
    for (const day of eachDay(part.from, part.to)) {
      const before = known.get(`${one.answer.ask.collection} ${day}`)
      const word = wordOf(one, day, before, now)
      if (word) words.push(word)
      if (COUNTED.includes(one.answer.ask.collection) && !isConfirmed(before && { state: before, checkedAt: 0 })) touched.push(day)
    }
  }
  for (const failure of failures) {
    const part = overlap(failure.ask, chunk)
    for (const day of part ? eachDay(part.from, part.to) : []) {
      const word = failedWord(failure, day, known.get(`${failure.ask.collection} ${day}`), now)
      if (word) words.push(word)
    }
  }
  await upsertCoverage(
    transaction,
    userId,
    words.map((word): CoverageRow => ({ ...word, checked_at: now })),
  )
  await deriveMetrics(transaction, userId, touched)
}

/**
 * Writes documents that were asked for by their ids, whichever days they are of, and buries those that are gone. Answers with the days whose
 * numbers have to be derived anew. Nothing is said of the days in `but`, of which there is more to be told.
 */
export async function writeSingly(
  transaction: Transaction<Database>,
  userId: string,
  collection: DocumentCollection,
  { found, gone }: { found: readonly RawDocument[]; gone: readonly string[] },
  now: number,
  but: Chunk | null = null,
): Promise<Day[]> {
  const { days } = await upsertDocuments(transaction, userId, collection, found, now)
  const left = gone.length > 0 ? await tombstoneDocuments(transaction, userId, collection, gone, now) : []
  const touched = [...new Set([...days, ...left])]
  await retell(
    transaction,
    userId,
    collection,
    touched.filter((day) => but === null || day < but.from || day > but.to),
  )
  return daysOfChange(collection, touched)
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Brings a window's answers into the archive, newest days first. Each few days are one transaction with everything that belongs to them
 * (documents, samples, tombstones, coverage, numbers), so that a crash leaves no day half known; between them others may read.
 */
export async function writeWindow(db: Kysely<Database>, userId: string, { answers, failures }: Fetched, now: number): Promise<void> {
  const asks = [...answers, ...failures].map(({ ask }) => ask)
  const from = asks.map((ask) => ask.from).sort()[0]
  const to = asks
    .map((ask) => ask.to)
    .sort()
    .at(-1)
  if (!from || !to) return
  const laid = answers.map(laidOut)
  await writing(db, userId, async (transaction) => {
    const moved: Day[] = []
    for (const answer of answers) {
      if (answer.quarantined.length > 0)
        await quarantine(transaction, userId, answer.ask.collection as DocumentCollection, answer.quarantined, now)
      if (answer.kind !== 'documents' || answer.moved.length === 0) continue
      const collection = answer.ask.collection as DocumentCollection
      moved.push(...(await writeSingly(transaction, userId, collection, { found: answer.moved, gone: [] }, now, answer.ask)))
    }
    await deriveMetrics(transaction, userId, moved)
  })
  const heavy = asks.filter(({ collection }) => !OPEN_ENDED.includes(collection))
  for (let end = to; end >= from; ) {
    const sparse = heavy.filter((ask) => ask.from <= end && ask.to >= addDays(end, 1 - DAYS_AT_ONCE)).length <= 2
    const begin = addDays(end, 1 - (sparse ? SPARSE_DAYS_AT_ONCE : DAYS_AT_ONCE))
    const chunk = { from: begin < from ? from : begin, to: end }
    await writing(db, userId, (transaction) => writeChunk(transaction, userId, laid, failures, chunk, now))
    await pause()
    end = addDays(chunk.from, -1)
  }
}
