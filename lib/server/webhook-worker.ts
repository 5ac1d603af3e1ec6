import 'server-only'
import { findSyncedConnection } from './db/connections'
import { listAwaited } from './db/webhook-events'
import { self } from './lease-owner'
import { type SyncTools, syncUser } from './sync'
import { isLeased } from './sync-lease'
import { dueAt } from './sync-scheduler'

const LOOK_MS = 1_000
/** Announcements of a morning come one after the other: a sync follows the one before at this distance. */
const GAP_MS = 15_000

/**
 * Brings forward the sync of everybody of whom Oura announced something: it asks for that too (`readAnnounced`). Whoever's connection waits
 * (a dead token, a 429, an outage) waits on. Answers how many syncs were asked for.
 */
export async function followAnnouncements(tools: SyncTools): Promise<number> {
  const now = tools.now()
  let started = 0
  for (const userId of await listAwaited(tools.db, now)) {
    const connection = await findSyncedConnection(tools.db, userId)
    const due = connection && dueAt(connection, GAP_MS, now)
    if (!connection || due === null || due > now) continue
    // One of our own that is under way reads today again before it goes on with the history.
    if (isLeased(connection, now) && connection.lease_owner !== self()) continue
    syncUser(tools, userId)
    started += 1
  }
  return started
}

/** Does so for as long as the process lives, or until it is stopped. */
export function keepFollowing(tools: SyncTools): { stop(): void } {
  let busy = false
  const look = async () => {
    if (busy) return
    busy = true
    try {
      await followAnnouncements(tools)
      tools.log.change('announcements', 'well', 'debug', 'webhooks.followed')
    } catch (error) {
      tools.log.change('announcements', 'failed', 'error', 'webhooks.failed', { error })
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
