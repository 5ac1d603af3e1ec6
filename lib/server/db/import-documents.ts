import 'server-only'
import type { Transaction } from 'kysely'
import type { Day } from '@/lib/domain/day'
import { batches } from './batches'
import { bodyHash, type Known, knownDocuments, putDocuments, wasUnderWay } from './documents'
import { mergeRevisions, type Revision } from './revisions'
import type { Database, StoredCollection } from './schema'

/** A document as it was kept elsewhere; `asked_at`: when Oura was last asked there for its day, null where that is not known. */
export type KeptDocument = Pick<Database['document'], 'id' | 'day' | 'body' | 'fetched_at' | 'deleted_at'> & { asked_at: number | null }
/** What a merge changed: documents that are new here, and those whose text or removal is newer. `days`: whose numbers to derive anew; `left`: those among them that something is not of any more. */
export type MergedDocuments = { added: number; newer: number; known: number; revisions: number; days: Day[]; left: Day[] }

/** The last moment at which something was told of a document. */
const momentOf = ({ fetched_at, deleted_at }: { fetched_at: number; deleted_at: number | null }) => Math.max(fetched_at, deleted_at ?? 0)

/** Of one moment a removal stands before a text, and one text always before the other: whichever way files are exchanged. */
const isNewer = (one: Known, other: Known) => {
  const [a, b] = [momentOf(one), momentOf(other)]
  if (a !== b) return a > b
  if ((one.deleted_at === null) !== (other.deleted_at === null)) return one.deleted_at !== null
  return one.hash === other.hash ? (one.day ?? '') > (other.day ?? '') : one.hash > other.hash
}

/** When a text stopped being true, by what took its place. */
const replacedAt = (old: { fetched_at: number }, by: Known) =>
  [by.fetched_at, by.deleted_at ?? 0].find((moment) => moment > old.fetched_at) ?? old.fetched_at + 1

/** Of these days when Oura was last asked here, where it then had something. */
async function lastAsked(transaction: Transaction<Database>, userId: string, collection: StoredCollection, days: readonly Day[]) {
  const asked = new Map<Day, number>()
  if (collection === 'personal_info') return asked
  for (const some of batches(days, 1)) {
    const rows = await transaction
      .selectFrom('coverage')
      .select(['day', 'checked_at'])
      .where('user_id', '=', userId)
      .where('collection', '=', collection)
      .where('state', '=', 'have')
      .where('day', 'in', some)
      .execute()
    for (const { day, checked_at } of rows) asked.set(day, checked_at ?? 0)
  }
  return asked
}

async function bodiesOf(transaction: Transaction<Database>, userId: string, collection: StoredCollection, ids: readonly string[]) {
  const bodies = new Map<string, string>()
  for (const some of batches(ids, 1)) {
    const rows = await transaction
      .selectFrom('document')
      .select(['id', 'body'])
      .where('user_id', '=', userId)
      .where('collection', '=', collection)
      .where('id', 'in', some)
      .execute()
    for (const { id, body } of rows) bodies.set(id, body)
  }
  return bodies
}

/**
 * Merges documents of one collection that were kept elsewhere, each id once. The newer text stands, the other is an earlier one of it; a
 * removal counts like a text. What is new here although Oura, asked later, had other documents of that day, was removed there meanwhile
 * (a night that was analysed anew has another id): it comes in as removed.
 */
export async function mergeDocuments(
  transaction: Transaction<Database>,
  userId: string,
  collection: StoredCollection,
  documents: readonly KeptDocument[],
): Promise<MergedDocuments> {
  const known = await knownDocuments(
    transaction,
    userId,
    collection,
    documents.map(({ id }) => id),
  )
  const fresh = documents.filter(({ id, deleted_at }) => deleted_at === null && !known.has(id))
  const asked = await lastAsked(transaction, userId, collection, [...new Set(fresh.flatMap(({ day }) => day ?? []))])
  const changes: MergedDocuments = { added: 0, newer: 0, known: 0, revisions: 0, days: [], left: [] }
  const days = new Set<Day | null>()
  const left = new Set<Day | null>()
  const rows: Omit<Database['document'], 'user_id'>[] = []
  const earlier: Revision[] = []
  const replaced: { old: Known; by: Known }[] = []
  for (const { asked_at, ...document } of documents) {
    const hash = bodyHash(document.body)
    const old = known.get(document.id)
    if (!old) {
      const since = asked.get(document.day ?? '') ?? 0
      const isGone = document.deleted_at === null && since > Math.max(document.fetched_at, asked_at ?? 0)
      if (isGone) earlier.push({ id: document.id, day: document.day, body: document.body, replaced_at: since })
      rows.push({ ...document, collection, hash, ...(isGone ? { deleted_at: since } : {}) })
      changes.added += 1
      days.add(document.day)
      continue
    }
    const coming: Known = { ...document, hash }
    const isSame = old.hash === hash && old.day === document.day && (old.deleted_at === null) === (document.deleted_at === null)
    if (isSame || !isNewer(coming, old)) {
      changes.known += 1
      if (old.hash !== hash && !wasUnderWay(collection, document.body, document))
        earlier.push({ id: document.id, day: document.day, body: document.body, replaced_at: replacedAt(document, old) })
      continue
    }
    changes.newer += 1
    if (old.hash !== hash && !wasUnderWay(collection, document.body, old)) replaced.push({ old, by: coming })
    rows.push({ ...document, collection, hash })
    days.add(document.day).add(old.day)
    if (old.deleted_at === null && (document.deleted_at !== null || old.day !== document.day)) left.add(old.day)
  }
  const bodies = await bodiesOf(
    transaction,
    userId,
    collection,
    replaced.map(({ old }) => old.id),
  )
  for (const { old, by } of replaced)
    earlier.push({ id: old.id, day: old.day, body: bodies.get(old.id) ?? '', replaced_at: replacedAt(old, by) })
  const revisions = await mergeRevisions(transaction, userId, collection, earlier, { once: true })
  await putDocuments(transaction, userId, rows)
  const dated = (some: ReadonlySet<Day | null>) => [...some].filter((day) => day !== null)
  return { ...changes, revisions, days: dated(days), left: dated(left) }
}
