import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

/** Writes one event down. `userId` null: of nobody known. `detail` holds no tokens and no health data. */
export async function appendAudit(
  db: Kysely<Database>,
  userId: string | null,
  event: string,
  detail: Readonly<Record<string, string | number>> | null,
  now: number,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({ user_id: userId ?? '', id: randomUUID(), at: now, event, detail: detail && JSON.stringify(detail) })
    .execute()
}

/** The id of the last event of its kind, of anybody; null when there was none. */
export async function lastEvent(db: Kysely<Database>, event: string): Promise<string | null> {
  const row = await db
    .selectFrom('audit')
    .select('id')
    .where('event', '=', event)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Forgets events before a moment (they are kept for a year). */
export async function pruneAudit(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom('audit').where('at', '<', before).execute()
}
