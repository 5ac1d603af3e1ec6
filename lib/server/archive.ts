import 'server-only'
import { addDays, type Day, daysBetween, isDay } from '@/lib/domain/day'
import { COLLECTIONS, type DocumentCollection } from '@/lib/oura/collections'
import { decodeCursor, encodeCursor } from './archive-cursor'
import { type Answer, pageOf, pickFields } from './archive-page'
import { findConnection } from './db/connections'
import { oldestCheck } from './db/coverage'
import { nextDocumentDay } from './db/document-days'
import { findDocument, readDocumentBodies } from './db/documents'
import { database } from './db/kysely'

/** Days of one answer: five years, so that only a lifetime comes in pages. */
const PAGE_DAYS = 5 * 366

const isBound = (value: unknown): value is Day => typeof value === 'string' && isDay(value)

/** What decides a document's place; kept whatever `fields` asks for. */
const always = (collection: DocumentCollection) => ['id', COLLECTIONS[collection].day ?? 'id']

/** When documents without days were last confirmed: with the last sync that went well. */
async function lastSync(userId: string): Promise<number | null> {
  return (await findConnection(await database(), userId))?.last_ok_at ?? null
}

/**
 * A page of documents whose own day lies in `from` … `to`, both included, as Oura would answer, from text as stored; all documents of a
 * collection without days. `cursor` is a page's `next_token` and replaces the range. Throws a CursorError.
 */
export async function readDocuments(
  userId: string,
  collection: DocumentCollection,
  ask: { from: Day; to: Day; fields?: readonly string[] | undefined; cursor?: string | undefined },
): Promise<Answer> {
  const db = await database()
  const { from, to } = ask.cursor === undefined ? ask : decodeCursor(collection, ask.cursor, isBound)
  const picked = (bodies: string[]) => {
    const { fields } = ask
    return fields ? bodies.map((body) => pickFields(body, fields, always(collection))) : bodies
  }
  if (COLLECTIONS[collection].day === null) {
    const bodies = await readDocumentBodies(db, userId, collection, null)
    return { body: pageOf(picked(bodies), null), asOf: await lastSync(userId) }
  }
  // A page without a document would end the reading of a client that stops at one: what lies before the next is passed over.
  const begin = daysBetween(from, to) < PAGE_DAYS ? from : ((await nextDocumentDay(db, userId, collection, { from, to })) ?? to)
  const last = daysBetween(begin, to) < PAGE_DAYS ? to : addDays(begin, PAGE_DAYS - 1)
  const following = last < to ? await nextDocumentDay(db, userId, collection, { from: addDays(last, 1), to }) : null
  const next = following === null ? null : encodeCursor(collection, { from: following, to })
  const bodies = await readDocumentBodies(db, userId, collection, { from, to: last })
  return { body: pageOf(picked(bodies), next), asOf: await oldestCheck(db, userId, collection, from, following === null ? to : last) }
}

/** One document as stored; null when it is unknown or Oura removed it. */
export async function readDocument(userId: string, collection: DocumentCollection, id: string): Promise<Answer | null> {
  const db = await database()
  const found = await findDocument(db, userId, collection, id)
  if (!found) return null
  const asOf = found.day === null ? await lastSync(userId) : await oldestCheck(db, userId, collection, found.day, found.day)
  return { body: found.body, asOf }
}

/** `personal_info` as stored, a bare object; null before the first sync. */
export async function readPersonalInfo(userId: string): Promise<Answer | null> {
  const found = await findDocument(await database(), userId, 'personal_info', 'personal_info')
  return found && { body: found.body, asOf: (await lastSync(userId)) ?? found.fetched_at }
}
