import 'server-only'
import type { Kysely } from 'kysely'
import type { SyncBody } from '@/lib/api'
import { REASONS, troubleOf } from './connection'
import { findConnection } from './db/connections'
import { oldestDay } from './db/coverage-months'
import type { Database } from './db/schema'
import { isLeased } from './sync-lease'
import { readOff } from './sync-off'
import { progressOf } from './sync-progress'

/** Why something is left that was not fetched, though nothing runs: without a connection, or with a collection that is left alone for a while. */
async function leftOver(db: Kysely<Database>, userId: string, isConnected: boolean): Promise<string | null> {
  if (!isConnected) return 'disconnected'
  // What is not shared is not to be had: nothing is left of it.
  return (await readOff(db, userId)).find(({ reason }) => reason !== 'missing_scope')?.reason ?? null
}

/**
 * How far this person's sync is. `done` and `total` count windows of a collection; `total` grows while the history turns out to be longer.
 * `idle` means that nothing is left to fetch, or that it has given up for now: then `error` says why, in a word as in error answers.
 */
export async function syncStatus(db: Kysely<Database>, userId: string, now: number): Promise<SyncBody> {
  const connection = await findConnection(db, userId)
  const progress = progressOf(userId)
  progress.oldest ??= await oldestDay(db, userId)
  const trouble = connection && troubleOf(connection)
  // Before its first run in this process a sync is about to start: that is not idle.
  const isAwaited = connection !== null && !progress.attempted && !trouble
  const running = progress.running || isAwaited || (connection !== null && isLeased(connection, now))
  return {
    state: running ? 'running' : 'idle',
    done: progress.done,
    total: progress.total,
    collection: progress.collection,
    oldest_day: progress.oldest,
    last_success_at: connection?.last_ok_at ? new Date(connection.last_ok_at).toISOString() : null,
    error: running ? null : ((trouble && REASONS[trouble]) ?? progress.trouble ?? (await leftOver(db, userId, connection !== null))),
  }
}
