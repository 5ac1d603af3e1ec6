import { type Day, utcDay } from '@/lib/domain/day'
import { COLLECTIONS, type DocumentCollection, type SampleCollection } from '@/lib/oura/collections'
import { startOf } from './own-time'

/** A document as it is served: `body` is its JSON text, `day` its own day. */
export type Entry = { id: string; day: Day | null; body: string }
/** A row of heart rate or battery at an instant, epoch ms. */
export type Row = { at: number; body: string }

/** What one account holds at Oura. */
export type DocumentStore = {
  /** Documents whose own day lies in `from` … `to`, both included, in any order; those without a day always. */
  documents(collection: DocumentCollection, from: Day, to: Day): Entry[]
  /** Rows in [from, to), epoch ms, oldest first. */
  samples(collection: SampleCollection, from: number, to: number): Row[]
  personalInfo(): Record<string, unknown>
}

/** A store that a test can rewrite, as Oura rewrites the past. */
export type OverlayStore = DocumentStore & {
  /** Adds a document, or replaces the one with its id. Text is served as it is. */
  put(collection: DocumentCollection, document: Record<string, unknown> | string): Entry
  /** The same document once more under another id, as after a re-analysis. */
  duplicate(collection: DocumentCollection, id: string, newId: string): Entry
  remove(collection: DocumentCollection, id: string): void
  putSamples(collection: SampleCollection, rows: readonly Record<string, unknown>[]): void
  removeSamples(collection: SampleCollection, from: number, to: number): void
  document(collection: DocumentCollection, id: string): Entry | null
  /** Every document it holds, oldest first: what a complete archive equals. */
  all(collection: DocumentCollection): Entry[]
}

export const emptyStore: DocumentStore = { documents: () => [], samples: () => [], personalInfo: () => ({ id: 'empty' }) }

/** The text of a document together with what it says of itself. */
export function entryOf(collection: DocumentCollection, document: Record<string, unknown> | string): Entry {
  const body = typeof document === 'string' ? document : JSON.stringify(document)
  const parsed = JSON.parse(body) as Record<string, unknown>
  const field = COLLECTIONS[collection].day
  return { id: String(parsed.id), day: field === null ? null : String(parsed[field]), body }
}

/** The row of a sample as it is served. */
export function rowOf(sample: Record<string, unknown>): Row {
  return { at: Date.parse(String(sample.timestamp)), body: JSON.stringify(sample) }
}

const EVER = ['2000-01-01', '2099-12-31'] as const

function ownOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}

export function overlayStore(base: DocumentStore = emptyStore): OverlayStore {
  const written = new Map<DocumentCollection, Map<string, Entry>>()
  const removed = new Map<DocumentCollection, Set<string>>()
  const rows = new Map<SampleCollection, Row[]>()
  const holes: { collection: SampleCollection; from: number; to: number }[] = []
  const writtenOf = (collection: DocumentCollection) => ownOf(written, collection, () => new Map<string, Entry>())
  const removedOf = (collection: DocumentCollection) => ownOf(removed, collection, () => new Set<string>())

  const store: OverlayStore = {
    documents(collection, from, to) {
      const own = writtenOf(collection)
      const gone = removedOf(collection)
      const kept = base.documents(collection, from, to).filter(({ id }) => !own.has(id) && !gone.has(id))
      return [...kept, ...[...own.values()].filter(({ day }) => day === null || (day >= from && day <= to))]
    },
    samples(collection, from, to) {
      const inHole = (at: number) => holes.some((hole) => hole.collection === collection && at >= hole.from && at < hole.to)
      const kept = base.samples(collection, from, to).filter(({ at }) => !inHole(at))
      const added = (rows.get(collection) ?? []).filter(({ at }) => at >= from && at < to)
      return added.length === 0 ? kept : [...kept, ...added].sort((a, b) => a.at - b.at)
    },
    personalInfo: () => base.personalInfo(),
    put(collection, document) {
      const entry = entryOf(collection, document)
      writtenOf(collection).set(entry.id, entry)
      removedOf(collection).delete(entry.id)
      return entry
    },
    duplicate(collection, id, newId) {
      const original = store.document(collection, id)
      if (!original) throw new Error(`there is no ${collection} ${id} to duplicate`)
      return store.put(collection, { ...(JSON.parse(original.body) as Record<string, unknown>), id: newId })
    },
    remove(collection, id) {
      writtenOf(collection).delete(id)
      removedOf(collection).add(id)
    },
    putSamples(collection, samples) {
      rows.set(collection, [...(rows.get(collection) ?? []), ...samples.map(rowOf)])
    },
    removeSamples(collection, from, to) {
      holes.push({ collection, from, to })
      rows.set(
        collection,
        (rows.get(collection) ?? []).filter(({ at }) => at < from || at >= to),
      )
    },
    document: (collection, id) => store.documents(collection, ...EVER).find((entry) => entry.id === id) ?? null,
    all: (collection) => oldestFirst(collection, store.documents(collection, ...EVER)),
  }
  return store
}

/** Documents in the order in which Oura sends them. */
export function oldestFirst(collection: DocumentCollection, entries: readonly Entry[]): Entry[] {
  const keyed = entries.map((entry) => ({ entry, key: `${entry.day ?? ''} ${startOf(collection, JSON.parse(entry.body))}` }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry)
}

const DAY_MS = 86_400_000

/** Rows in [from, to) a UTC day at a time, so that a page costs a page and not a month. */
export function* rowsFrom(store: DocumentStore, collection: SampleCollection, from: number, to: number): Generator<Row> {
  for (let start = from; start < to; ) {
    const end = Math.min(to, Date.parse(`${utcDay(start)}T00:00:00Z`) + DAY_MS)
    yield* store.samples(collection, start, end)
    start = end
  }
}
