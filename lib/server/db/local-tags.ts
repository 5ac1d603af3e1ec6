import 'server-only'
import type { Kysely, Transaction } from 'kysely'
import type { Day } from '@/lib/domain/day'
import { isLater } from './later'
import type { Database } from './schema'

export type StoredTag = Omit<Database['local_tag'], 'user_id'>
type Content = Pick<StoredTag, 'day' | 'at' | 'utc_offset' | 'code' | 'name' | 'note'>

const COLUMNS = ['id', 'day', 'at', 'utc_offset', 'code', 'name', 'note', 'created_at', 'updated_at', 'deleted_at'] as const

const ofPerson = (db: Kysely<Database>, userId: string) => db.selectFrom('local_tag').select(COLUMNS).where('user_id', '=', userId)

async function find(db: Kysely<Database>, userId: string, id: string): Promise<StoredTag | null> {
  return (await ofPerson(db, userId).where('id', '=', id).executeTakeFirst()) ?? null
}

/** Keeps a new tag, unless its id is known already: then nothing changes. Answers with the tag as it is kept, and whether it is new. */
export async function insertLocalTag(
  db: Kysely<Database>,
  userId: string,
  tag: Content & { id: string },
  now: number,
): Promise<{ tag: StoredTag; added: boolean }> {
  const row = { ...tag, created_at: now, updated_at: now, deleted_at: null }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('local_tag')
    .values({ ...row, user_id: userId })
    .onConflict((conflict) => conflict.columns(['user_id', 'id']).doNothing())
    .executeTakeFirstOrThrow()
  return { tag: (await find(db, userId, tag.id)) ?? row, added: numInsertedOrUpdatedRows === 1n }
}

/** Puts a tag's new content in place, also of one that was deleted, which is then back. Null when there never was one. */
export async function updateLocalTag(
  db: Kysely<Database>,
  userId: string,
  { id, ...content }: Content & { id: string },
  now: number,
): Promise<StoredTag | null> {
  await db
    .updateTable('local_tag')
    .set({ ...content, updated_at: now, deleted_at: null })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .execute()
  return find(db, userId, id)
}

/** Merges a tag that was kept elsewhere: what was written, or deleted, last stands. Answers whether anything changed. */
export async function mergeLocalTag(transaction: Transaction<Database>, userId: string, tag: StoredTag): Promise<boolean> {
  const known = await find(transaction, userId, tag.id)
  if (known && !isLater(tag, known, Math.max(tag.updated_at, tag.deleted_at ?? 0), Math.max(known.updated_at, known.deleted_at ?? 0)))
    return false
  const { id: _, ...content } = tag
  await transaction
    .insertInto('local_tag')
    .values({ ...tag, user_id: userId })
    .onConflict((conflict) => conflict.columns(['user_id', 'id']).doUpdateSet(content))
    .execute()
  return true
}

/** Marks a tag as deleted: it can be put back until `pruneLocalTags` forgets it. */
export async function deleteLocalTag(db: Kysely<Database>, userId: string, id: string, now: number): Promise<void> {
  await db
    .updateTable('local_tag')
    .set({ deleted_at: now })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
}

/** The tags of the days `from` … `to`, both included, in order of time. */
export function readLocalTags(db: Kysely<Database>, userId: string, from: Day, to: Day): Promise<StoredTag[]> {
  return ofPerson(db, userId)
    .where('deleted_at', 'is', null)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** Forgets what was deleted before a moment, of everybody. */
export async function pruneLocalTags(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom('local_tag').where('deleted_at', '<', before).execute()
}
