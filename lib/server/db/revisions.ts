import 'server-only'
import { type Kysely, sql, type Transaction } from 'kysely'
import { batches } from './batches'
import type { Database, StoredCollection } from './schema'

/** The moment a document's body stops being true: now, but always later than its arrival, whatever the clock says. */
export const momentAfter = (now: number) => sql<number>`case when fetched_at >= ${now} then fetched_at + 1 else ${now} end`

/** Keeps the present bodies of documents that are about to be replaced or removed. */
export async function keepRevisions(
  transaction: Transaction<Database>,
  userId: string,
  collection: StoredCollection,
  ids: readonly string[],
  now: number,
): Promise<void> {
  for (const some of batches(ids, 1))
    await transaction
      .insertInto('document_revision')
      .columns(['user_id', 'collection', 'id', 'replaced_at', 'day', 'body'])
      .expression((row) =>
        row
          .selectFrom('document')
          .select(['user_id', 'collection', 'id', momentAfter(now).as('replaced_at'), 'day', 'body'])
          .where('user_id', '=', userId)
          .where('collection', '=', collection)
          .where('id', 'in', some),
      )
      .execute()
}

export type Revision = Omit<Database['document_revision'], 'user_id' | 'collection'>

/**
 * Merges earlier bodies that were kept elsewhere. Each keeps its moment; where another body has that very one, the next that is free, unless
 * the text is here at all. `once`: as soon as the text is here at all it is not kept again. Answers how many are new.
 */
export async function mergeRevisions(
  transaction: Transaction<Database>,
  userId: string,
  collection: StoredCollection,
  revisions: readonly Revision[],
  { once = false } = {},
): Promise<number> {
  const known: Revision[] = []
  for (const some of batches([...new Set(revisions.map(({ id }) => id))], 1))
    known.push(
      ...(await transaction
        .selectFrom('document_revision')
        .select(['id', 'replaced_at', 'day', 'body'])
        .where('user_id', '=', userId)
        .where('collection', '=', collection)
        .where('id', 'in', some)
        .execute()),
    )
  const byId = Map.groupBy(known, ({ id }) => id)
  const added: Revision[] = []
  for (const revision of revisions) {
    const others = byId.get(revision.id) ?? []
    const isTaken = (at: number) => others.some((other) => other.replaced_at === at)
    if (others.some(({ body }) => body === revision.body) && (once || isTaken(revision.replaced_at))) continue
    let { replaced_at } = revision
    while (isTaken(replaced_at)) replaced_at += 1
    const kept = { ...revision, replaced_at }
    byId.set(revision.id, [...others, kept])
    added.push(kept)
  }
  const rows = added.map((row) => ({ ...row, user_id: userId, collection }))
  for (const some of batches(rows, 6)) await transaction.insertInto('document_revision').values(some).execute()
  return added.length
}

/** What a document said before, newest first. */
export function readRevisions(
  db: Kysely<Database>,
  userId: string,
  collection: StoredCollection,
  id: string,
): Promise<{ replaced_at: number; body: string }[]> {
  return db
    .selectFrom('document_revision')
    .select(['replaced_at', 'body'])
    .where('user_id', '=', userId)
    .where('collection', '=', collection)
    .where('id', '=', id)
    .orderBy('replaced_at', 'desc')
    .execute()
}
