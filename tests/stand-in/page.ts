import type { SampleCollection } from '@/lib/oura/collections'
import { type DocumentStore, type Entry, type Row, rowsFrom } from './document-store'

/** Where a reader stands. Sent as an opaque token; `skip` rows of the instant `at` (or documents) were sent before. */
export type Cursor = { from: string; to: string; fields: string | null; at: number; skip: number; again?: boolean }

/** A quirk of paging that a test switches on: every page twice, or each page beginning with the last rows of the one before. */
export type PageQuirk = { mode: 'duplicate' } | { mode: 'overlap'; rows: number }

export type PageOf<T> = { items: T[]; next: Cursor | null }

export const tokenOf = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

export function cursorOf(token: string): Cursor | null {
  try {
    const cursor = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Cursor>
    return typeof cursor.from === 'string' && typeof cursor.at === 'number' && typeof cursor.skip === 'number' ? (cursor as Cursor) : null
  } catch {
    return null
  }
}

/** A page of rows in [cursor.at, to), read from the store a day at a time. */
export function samplePage(
  store: DocumentStore,
  collection: SampleCollection,
  cursor: Cursor,
  to: number,
  size: number,
  quirk?: PageQuirk,
): PageOf<Row> {
  const items: Row[] = []
  let skip = cursor.skip
  for (const row of rowsFrom(store, collection, cursor.at, to)) {
    if (row.at === cursor.at && skip > 0) {
      skip--
      continue
    }
    items.push(row)
    if (items.length > size) break
  }
  if (items.length <= size) return { items, next: null }
  items.pop()
  if (quirk?.mode === 'duplicate' && !cursor.again) return { items, next: { ...cursor, again: true } }
  const sent = items.slice(0, items.length - (quirk?.mode === 'overlap' ? Math.min(quirk.rows, size - 1) : 0))
  const at = sent.at(-1)?.at ?? cursor.at
  const before = at === cursor.at ? cursor.skip : 0
  return { items, next: { ...cursor, again: false, at, skip: before + sent.filter((row) => row.at === at).length } }
}

/** A page of documents; `skip` counts documents. */
export function documentPage(entries: readonly Entry[], cursor: Cursor, size: number, quirk?: PageQuirk): PageOf<Entry> {
  const end = cursor.skip + size
  const items = entries.slice(cursor.skip, end)
  if (end >= entries.length) return { items, next: null }
  if (quirk?.mode === 'duplicate' && !cursor.again) return { items, next: { ...cursor, again: true } }
  const back = quirk?.mode === 'overlap' ? Math.min(quirk.rows, size - 1) : 0
  return { items, next: { ...cursor, again: false, skip: end - back } }
}
