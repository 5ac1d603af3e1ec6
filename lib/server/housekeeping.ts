import 'server-only'
import type { Kysely } from 'kysely'
import { pruneAudit } from './db/audit'
import { pruneDeviceCodes } from './db/device-codes'
import { pruneGuestLinks } from './db/guest-links'
import { pruneInvites } from './db/invites'
import { pruneLocalTags } from './db/local-tags'
import type { Database } from './db/schema'
import { pruneSessions } from './db/sessions'
import { pruneWebhookEvents } from './db/webhook-events'
import { forgetImports } from './import'
import { log } from './log'

const DAY_MS = 86_400_000
const AUDIT_DAYS = 365
/** How long what has ended (a session, an invitation, a link) can still be told from what never was. */
const ENDED_DAYS = 30
/** A device's code lives for minutes; for a day whoever comes late is told that it has run out. */
const CODE_DAYS = 1
/** How long a deleted tag can still be put back. */
const TAG_DAYS = 30
/** How long an announcement is known again when it comes twice, and how long one waits that cannot be followed. */
const ANNOUNCED_DAYS = { done: 1, open: 30 }

/**
 * Forgets what has been kept long enough: events after a year; sessions, invitations, links and deleted tags a month after their end;
 * Oura's announcements after a day. `now` is epoch ms.
 */
export async function forgetOld(db: Kysely<Database>, now: number): Promise<void> {
  await pruneAudit(db, now - AUDIT_DAYS * DAY_MS)
  await pruneSessions(db, now - ENDED_DAYS * DAY_MS)
  await pruneLocalTags(db, now - TAG_DAYS * DAY_MS)
  await pruneInvites(db, now - ENDED_DAYS * DAY_MS)
  await pruneGuestLinks(db, now - ENDED_DAYS * DAY_MS)
  await pruneDeviceCodes(db, now - CODE_DAYS * DAY_MS)
  await forgetImports(db, now)
  await pruneWebhookEvents(db, { done: now - ANNOUNCED_DAYS.done * DAY_MS, open: now - ANNOUNCED_DAYS.open * DAY_MS })
}

/** Does so now and once a day, for as long as the process lives. */
export function keepHouse(db: Kysely<Database>, clock: () => number): void {
  const once = () => {
    forgetOld(db, clock()).catch((error: unknown) => log().error('housekeeping.failed', { error }))
  }
  once()
  setInterval(once, DAY_MS).unref()
}
