import 'server-only'
import type { Kysely } from 'kysely'
import { batches } from './batches'
import type { Database } from './schema'

export type SyncWindow = Database['sync_window']
type Key = Pick<SyncWindow, 'collection' | 'from_day' | 'to_day'>

/** Writes down what has to be asked for; a window that is already there keeps its state. */
export async function planWindows(db: Kysely<Database>, userId: string, windows: readonly Key[]): Promise<void> {
  const rows = windows.map(({ collection, from_day, to_day }) => ({
    user_id: userId,
    collection,
    from_day,
    to_day,
    state: 'todo' as const,
    checked_at: null,
    attempts: 0,
    retry_at: null,
    reason: null,
  }))
  for (const some of batches(rows, 9))
    await db
      .insertInto('sync_window')
      .values(some)
      .onConflict((conflict) => conflict.columns(['user_id', 'collection', 'from_day', 'to_day']).doNothing())
      .execute()
}

/** Every window of a person, newest days first. */
export function readWindows(db: Kysely<Database>, userId: string): Promise<SyncWindow[]> {
  return db.selectFrom('sync_window').selectAll().where('user_id', '=', userId).orderBy('to_day', 'desc').orderBy('collection').execute()
}

export async function finishWindow(db: Kysely<Database>, userId: string, window: Key, now: number): Promise<void> {
  await setWindow(db, userId, window, { state: 'done', checked_at: now, retry_at: null, reason: null })
}

export async function failWindow(
  db: Kysely<Database>,
  userId: string,
  window: Key & Pick<SyncWindow, 'attempts'>,
  failure: { reason: string; retry_at: number | null },
): Promise<void> {
  await setWindow(db, userId, window, { state: 'failed', attempts: window.attempts + 1, ...failure })
}

async function setWindow(db: Kysely<Database>, userId: string, key: Key, values: Partial<SyncWindow>): Promise<void> {
  await db
    .updateTable('sync_window')
    .set(values)
    .where('user_id', '=', userId)
    .where('collection', '=', key.collection)
    .where('from_day', '=', key.from_day)
    .where('to_day', '=', key.to_day)
    .execute()
}

/** Forgets what was noted of this person's windows: with a new token everything may be asked for again. */
export async function forgetWindows(db: Kysely<Database>, userId: string): Promise<void> {
  await db.deleteFrom('sync_window').where('user_id', '=', userId).execute()
}
