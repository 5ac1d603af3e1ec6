import 'server-only'
import type { Kysely } from 'kysely'
import { findConnection, findSyncedConnection, releaseLease, takeLease } from './db/connections'
import type { Database } from './db/schema'
import { isDead, self } from './lease-owner'

const LEASE_MS = 60_000
const RENEW_MS = 15_000

/** Whether a sync of this person runs in any process. */
export const isLeased = (connection: { lease_owner: string | null; lease_until: number | null }, now: number) =>
  connection.lease_owner !== null && (connection.lease_until ?? 0) > now && !isDead(connection.lease_owner)

/**
 * Runs `work` while this process alone holds the person's lease, which it keeps extending. Null when another process has it. The signal
 * aborts when the lease is lost.
 */
export async function withLease<T>(
  db: Kysely<Database>,
  userId: string,
  now: () => number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const holder = (await findConnection(db, userId))?.lease_owner
  if (holder && isDead(holder)) await releaseLease(db, userId, holder)
  const take = () => takeLease(db, userId, self(), now(), now() + LEASE_MS)
  if (!(await take())) return null
  const lost = new AbortController()
  const renew = async () => {
    // A connection that was replaced meanwhile has no owner: it is not for this run to take. Nor is that of somebody kept out since.
    const isMine = (await findSyncedConnection(db, userId))?.lease_owner === self()
    if (!(isMine && (await take()))) lost.abort()
  }
  const renewal = setInterval(() => void renew().catch(() => undefined), RENEW_MS)
  renewal.unref()
  try {
    return await work(lost.signal)
  } finally {
    clearInterval(renewal)
    await releaseLease(db, userId, self()).catch(() => undefined)
  }
}
