import 'server-only'
import type { Kysely } from 'kysely'
import type { Database } from './schema'

export type Webhook = Database['webhook']
export type WebhookSubscription = Database['webhook_subscription']

export async function findWebhook(db: Kysely<Database>): Promise<Webhook | null> {
  return (await db.selectFrom('webhook').selectAll().executeTakeFirst()) ?? null
}

/** Switches announcements on or off; what stood in the way before is tried anew. */
export async function switchWebhook(db: Kysely<Database>, on: boolean): Promise<void> {
  const anew = { is_on: on ? 1 : 0, problem: null, fail_count: 0, checked_at: null, retry_at: null }
  const nothing = {
    client_id: null,
    secret_ct: null,
    callback_url: null,
    since: null,
    last_event_at: null,
    lease_owner: null,
    lease_until: null,
  }
  await db
    .insertInto('webhook')
    .values({ ...nothing, ...anew, id: 'server' })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(anew))
    .execute()
}

type Settable = Partial<Omit<Webhook, 'id' | 'is_on' | 'lease_owner' | 'lease_until'>>

/** Changes the named columns; nothing happens where announcements were never switched on. */
export async function updateWebhook(db: Kysely<Database>, values: Settable): Promise<void> {
  await db.updateTable('webhook').set(values).execute()
}

/** Compare-and-swap: this owner alone looks after the subscriptions until `until`, if nobody else does. `dead`: an owner known to be gone. */
export async function takeWebhookLease(
  db: Kysely<Database>,
  { owner, dead, now, until }: { owner: string; dead: string | null; now: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('webhook')
    .set({ lease_owner: owner, lease_until: until })
    .where((row) =>
      row.or([row('lease_owner', 'is', null), row('lease_until', '<=', now), ...(dead === null ? [] : [row('lease_owner', '=', dead)])]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function releaseWebhookLease(db: Kysely<Database>, owner: string): Promise<void> {
  await db.updateTable('webhook').set({ lease_owner: null, lease_until: null }).where('lease_owner', '=', owner).execute()
}

/** Puts the same secret, sealed anew, in the place of `was`. Answers whether it was still there. */
export async function swapWebhookSecret(db: Kysely<Database>, was: string, anew: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('webhook').set({ secret_ct: anew }).where('secret_ct', '=', was).executeTakeFirst()
  return numUpdatedRows === 1n
}

export function listSubscriptions(db: Kysely<Database>): Promise<WebhookSubscription[]> {
  return db.selectFrom('webhook_subscription').selectAll().execute()
}

/** Keeps what is known of a subscription in place of what was. */
export async function putSubscription(db: Kysely<Database>, { data_type, event_type, ...values }: WebhookSubscription): Promise<void> {
  await db
    .insertInto('webhook_subscription')
    .values({ data_type, event_type, ...values })
    .onConflict((conflict) => conflict.columns(['data_type', 'event_type']).doUpdateSet(values))
    .execute()
}

export async function deleteSubscriptions(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom('webhook_subscription').execute()
}

/** Notes that Oura came with the token of this hash. Answers whether there is a subscription of it. */
export async function noteHandshake(db: Kysely<Database>, tokenHash: string, now: number): Promise<boolean> {
  const found = await db.selectFrom('webhook_subscription').select('id').where('token_hash', '=', tokenHash).executeTakeFirst()
  // Strangers begin no write.
  if (!found) return false
  await db.updateTable('webhook_subscription').set({ handshake_at: now }).where('token_hash', '=', tokenHash).execute()
  return true
}
