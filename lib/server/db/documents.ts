import 'server-only'
import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Day } from '@/lib/domain/day'
import { instantOf } from '@/lib/domain/local-clock'
import type { RawDocument } from '@/lib/server/oura-source'
import { batches } from './batches'
import { keepRevisions, momentAfter } from './revisions'
import type { Database, StoredCollection } from './schema'
import { writing } from './writing'

/** What a write changed. `days` are the days with a document that came, changed, moved or went: their numbers have to be derived anew. */
export type DocumentChanges = { added: number; revised: number; restored: number; removed: number; unchanged: number; days: Day[] }

export type Known = { id: string; hash: string; day: Day | null; fetched_at: number; deleted_at: number | null }

export const bodyHash = (body: string) => createHash('sha256').update(body).digest('base64url')

/** What is stored under these ids, removed or not, without the bodies. */
export async function knownDocuments(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  ids: readonly string[],
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  for (const some of batches(ids, 1)) {
    const rows = await db
      .selectFrom('document')
      .select(['id', 'hash', 'day', 'fetched_at', 'deleted_at'])
      .where('user_id', '=', userId)
      .where('collection', '=', collection)
      .where('id', 'in', some)
      .execute()
    for (const row of rows) known.set(row.id, row)
  }
  return known
}

const DAY_MS = 86_400_000
const BEGIN = /"timestamp"\s*:\s*"([^"]+)"/

/**
 * Whether what is stored was fetched while its day still ran. What counts on through a day (10 kB of daily_activity that change with every
 * sync) says all of it again at its end: nothing was rewritten, and of what it said on the way nothing is kept.
 */
export const wasUnderWay = (collection: StoredCollection, body: string, { fetched_at }: { fetched_at: number }) =>
  collection === 'daily_activity' && fetched_at < instantOf(BEGIN.exec(body)?.[1] ?? '') + DAY_MS

/** Later than everything this document has been through, whatever the clock says: revisions of it are told apart by their moment. */
const arrival = (old: Known | undefined, now: number) => (old ? Math.max(now, Math.max(old.fetched_at, old.deleted_at ?? 0) + 1) : now)

/** Puts whole rows in place of what was there. */
export async function putDocuments(
  transaction: Transaction<Database>,
  userId: string,
  documents: readonly Omit<Database['document'], 'user_id'>[],
): Promise<void> {
  const rows = documents.map((row) => ({ ...row, user_id: userId }))
  for (const some of batches(rows, 8))
    await transaction
      .insertInto('document')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'collection', 'id']).doUpdateSet((excluded) => ({
          day: excluded.ref('excluded.day'),
          body: excluded.ref('excluded.body'),
          hash: excluded.ref('excluded.hash'),
          fetched_at: excluded.ref('excluded.fetched_at'),
          deleted_at: excluded.ref('excluded.deleted_at'),
        })),
      )
      .execute()
}

async function upsert(
  transaction: Transaction<Database>,
  userId: string,
  collection: StoredCollection,
  documents: readonly RawDocument[],
  now: number,
): Promise<DocumentChanges> {
  const latest = [...new Map(documents.map((document) => [document.id, document])).values()]
  const known = await knownDocuments(transaction, userId, collection, [...new Set(latest.map((document) => document.id))])
  const changes: DocumentChanges = { added: 0, revised: 0, restored: 0, removed: 0, unchanged: documents.length - latest.length, days: [] }
  const days = new Set<Day | null>()
  const replaced: string[] = []
  const rows: Omit<Database['document'], 'user_id' | 'deleted_at'>[] = []
  for (const { id, day, body } of latest) {
    const old = known.get(id)
    const hash = bodyHash(body)
    if (old?.hash === hash && old.deleted_at === null && old.day === day) {
      changes.unchanged += 1
      continue
    }
    if (!old) changes.added += 1
    else if (old.deleted_at !== null) changes.restored += 1
    else changes.revised += 1
    // What was removed has been kept as a revision at that time.
    if (old && old.deleted_at === null && !wasUnderWay(collection, body, old)) replaced.push(id)
    days.add(day).add(old?.day ?? null)
    rows.push({ collection, id, day, body, hash, fetched_at: arrival(old, now) })
  }
  await keepRevisions(transaction, userId, collection, replaced, now)
  await putDocuments(
    transaction,
    userId,
    rows.map((row) => ({ ...row, deleted_at: null })),
  )
  return { ...changes, days: [...days].filter((day) => day !== null) }
}

async function remove(
  transaction: Transaction<Database>,
  userId: string,
  collection: StoredCollection,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await keepRevisions(transaction, userId, collection, ids, now)
  for (const some of batches(ids, 1))
    await transaction
      .updateTable('document')
      .set({ deleted_at: momentAfter(now) })
      .where('user_id', '=', userId)
      .where('collection', '=', collection)
      .where('id', 'in', some)
      .execute()
}

/** A collection's documents that Oura has not removed. */
export const living = (db: Kysely<Database>, userId: string, collection: StoredCollection) =>
  db.selectFrom('document').where('user_id', '=', userId).where('collection', '=', collection).where('deleted_at', 'is', null)

/**
 * Keeps documents as they arrived, in one transaction: an equal body is left alone, a different one becomes a revision, a removed
 * document comes back.
 */
export function upsertDocuments(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  documents: readonly RawDocument[],
  now: number,
): Promise<DocumentChanges> {
  return writing(db, userId, (transaction) => upsert(transaction, userId, collection, documents, now))
}

/** Marks documents that Oura no longer has (404, or a webhook's `deleted`). Their bodies stay. Answers with their days. */
export function tombstoneDocuments(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  ids: readonly string[],
  now: number,
): Promise<Day[]> {
  return writing(db, userId, async (transaction) => {
    const gone: { id: string; day: Day | null }[] = []
    for (const some of batches(ids, 1))
      gone.push(...(await living(transaction, userId, collection).select(['id', 'day']).where('id', 'in', some).execute()))
    await remove(
      transaction,
      userId,
      collection,
      gone.map((document) => document.id),
      now,
    )
    return [...new Set(gone.flatMap((document) => document.day ?? []))]
  })
}

/**
 * Makes the days `from` … `to` of a collection hold exactly `documents`, in one transaction: as upsertDocuments, and what lies in those
 * days without being among them is tombstoned. Without days (ring_configuration) the range is the whole collection.
 */
export function replaceDocuments(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  range: { from: Day; to: Day } | null,
  documents: readonly RawDocument[],
  now: number,
): Promise<DocumentChanges> {
  return writing(db, userId, async (transaction) => {
    const changes = await upsert(transaction, userId, collection, documents, now)
    const sent = new Set(documents.map((document) => document.id))
    const gone = (await listDocuments(transaction, userId, collection, range)).filter((document) => !sent.has(document.id))
    await remove(
      transaction,
      userId,
      collection,
      gone.map((document) => document.id),
      now,
    )
    return { ...changes, removed: gone.length, days: [...new Set([...changes.days, ...gone.flatMap((document) => document.day ?? [])])] }
  })
}

/** The bodies of the documents whose own day lies in `from` … `to`, in order of days. */
export async function readDocumentBodies(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  range: { from: Day; to: Day } | null,
): Promise<string[]> {
  let query = living(db, userId, collection).select('body')
  if (range) query = query.where('day', '>=', range.from).where('day', '<=', range.to).orderBy('day')
  const rows = await query.orderBy('id').execute()
  return rows.map((row) => row.body)
}

/** Which documents the archive has of these days, without their bodies. */
export function listDocuments(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  range: { from: Day; to: Day } | null,
): Promise<{ id: string; day: Day | null }[]> {
  let query = living(db, userId, collection).select(['id', 'day'])
  if (range) query = query.where('day', '>=', range.from).where('day', '<=', range.to)
  return query.orderBy('id').execute()
}

/** One document; null when it is unknown or was removed. */
export async function findDocument(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  id: string,
): Promise<{ day: Day | null; body: string; fetched_at: number } | null> {
  const row = await living(db, userId, collection).select(['day', 'body', 'fetched_at']).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** The document nearest to a day: the newest up to it, or else the oldest after it. */
export async function findNearestDocument(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  day: Day,
): Promise<{ day: Day | null; body: string } | null> {
  const near = living(db, userId, collection).select(['day', 'body']).limit(1)
  const before = await near.where('day', '<=', day).orderBy('day', 'desc').orderBy('id').executeTakeFirst()
  return before ?? (await near.where('day', '>', day).orderBy('day').orderBy('id').executeTakeFirst()) ?? null
}
