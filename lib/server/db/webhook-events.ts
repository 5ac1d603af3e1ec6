import 'server-only'
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema'

export type WebhookEvent = Database['webhook_event']
/** A document of which something was announced that is not done yet, and every announcement of it. */
export type Announced = Pick<WebhookEvent, 'collection' | 'object_id'> & {
  events: readonly Pick<WebhookEvent, 'signature' | 'event'>[]
  attempts: number
}

/** Events of a document settle for a while, since several come at once; those that never settle are taken up all the same. */
const SETTLED_MS = 5_000
const LONGEST_MS = 60_000
/** Documents that are asked for in one go. */
const AT_ONCE = 200

/** Keeps an announcement. False for one that is here already. */
export async function insertWebhookEvent(
  db: Kysely<Database>,
  event: Pick<WebhookEvent, 'user_id' | 'signature' | 'collection' | 'object_id' | 'event' | 'received_at'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('webhook_event')
    .values({ ...event, attempts: 0, retry_at: null, done_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const settled = (now: number) =>
  sql<boolean>`(max(received_at) <= ${now - SETTLED_MS} or min(received_at) <= ${now - LONGEST_MS})
    and max(coalesce(retry_at, 0)) <= ${now}`

/** Of whom something waits whose time has come. */
export async function listAwaited(db: Kysely<Database>, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook_event')
    .select('user_id')
    .where('done_at', 'is', null)
    .groupBy(['user_id', 'collection', 'object_id'])
    .having(settled(now))
    .execute()
  return [...new Set(rows.map((row) => row.user_id))]
}

/** What was announced of a person and is to be asked for now, in the order in which it came. */
export async function readAnnounced(db: Kysely<Database>, userId: string, now: number): Promise<Announced[]> {
  const ready = await db
    .selectFrom('webhook_event')
    .select(['collection', 'object_id'])
    .where('user_id', '=', userId)
    .where('done_at', 'is', null)
    .groupBy(['collection', 'object_id'])
    .having(settled(now))
    .orderBy(sql`min(received_at)`)
    .limit(AT_ONCE)
    .execute()
  if (ready.length === 0) return []
  const rows = await db
    .selectFrom('webhook_event')
    .select(['collection', 'object_id', 'signature', 'event', 'attempts'])
    .where('user_id', '=', userId)
    .where('done_at', 'is', null)
    .orderBy('received_at')
    .execute()
  const keyOf = (row: Pick<WebhookEvent, 'collection' | 'object_id'>) => `${row.collection} ${row.object_id}`
  const all = Map.groupBy(rows, keyOf)
  return ready.map((one) => {
    const events = all.get(keyOf(one)) ?? []
    return { ...one, events, attempts: Math.max(...events.map(({ attempts }) => attempts)) }
  })
}

const signaturesOf = ({ events }: Announced) => events.map(({ signature }) => signature)

/** They are done. The rows stay for a while, so that a repetition is known as one. */
export async function finishAnnounced(db: Kysely<Database>, userId: string, one: Announced, now: number): Promise<void> {
  await db
    .updateTable('webhook_event')
    .set({ done_at: now })
    .where('user_id', '=', userId)
    .where('signature', 'in', signaturesOf(one))
    .execute()
}

/** They are to be tried again at `retryAt`; `counted` as one more attempt, or not. */
export async function postponeAnnounced(
  db: Kysely<Database>,
  userId: string,
  one: Announced,
  { retryAt, counted }: { retryAt: number; counted: boolean },
): Promise<void> {
  await db
    .updateTable('webhook_event')
    .set({ retry_at: retryAt, attempts: one.attempts + (counted ? 1 : 0) })
    .where('user_id', '=', userId)
    .where('signature', 'in', signaturesOf(one))
    .execute()
}

/** Forgets what is done and came before `done`, and what came before `open` and was never to be had. */
export async function pruneWebhookEvents(db: Kysely<Database>, before: { done: number; open: number }): Promise<void> {
  await db
    .deleteFrom('webhook_event')
    .where((row) =>
      row.or([row.and([row('done_at', 'is not', null), row('received_at', '<', before.done)]), row('received_at', '<', before.open)]),
    )
    .execute()
}
