import 'server-only'
import type { Kysely } from 'kysely'
import { pruneAudit } from './db/audit'
import { pruneLocalTags } from './db/local-tags'
import type { Database } from './db/schema'
import { pruneSessions } from './db/sessions'
import { log } from './log'

const DAY_MS = 86_400_000
const AUDIT_DAYS = 365
/** How long an ended session can still be told from one that never was. */
const SESSION_DAYS = 30
/** How long a deleted tag can still be put back. */
const TAG_DAYS = 30

/** Forgets what has been kept long enough: events after a year, ended sessions and deleted tags after a month. `now` is epoch ms. */
export async function forgetOld(db: Kysely<Database>, now: number): Promise<void> {
  await pruneAudit(db, now - AUDIT_DAYS * DAY_MS)
  await pruneSessions(db, now - SESSION_DAYS * DAY_MS)
  await pruneLocalTags(db, now - TAG_DAYS * DAY_MS)
}

/** Does so now and once a day, for as long as the process lives. */
export function keepHouse(db: Kysely<Database>, clock: () => number): void {
  const once = () => {
    forgetOld(db, clock()).catch((error: unknown) => log().error('housekeeping.failed', { error }))
  }
  once()
  setInterval(once, DAY_MS).unref()
}
