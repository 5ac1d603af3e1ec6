import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { WebhookProblem, WebhooksBody } from '@/lib/api'
import { ApiError } from './api-error'
import { SealError } from './crypto'
import { appendAudit } from './db/audit'
import type { Database } from './db/schema'
import { findWebhook, switchWebhook, type Webhook } from './db/webhooks'
import { callbackUrl, goalOf, whatIsMissing } from './webhook-goal'
import { keepUpSoon } from './webhook-upkeep'

/** What `PUT /api/webhooks` takes. Switched on once more, everything is tried anew at once. */
export const switchSchema = z.object({ on: z.boolean('on: write true or false.') })

/** After so long a ring that is worn, and whose app was opened, has been announced. */
const QUIET_MS = 24 * 3_600_000
const MISSING = {
  app: 'Enter an application at Oura first, under “Connect with Oura”.',
  https: 'Oura opens only addresses that begin with https; set APP_URL to one.',
} as const

async function stateOf(db: Kysely<Database>, webhook: Webhook | null, now: number): Promise<WebhooksBody['state']> {
  if (webhook?.is_on !== 1) return webhook?.client_id ? 'stopping' : 'off'
  const goal = await goalOf(db, webhook)
  if (goal === 'nobody') return 'nobody'
  if (webhook.problem !== null) return webhook.problem as WebhookProblem
  if (webhook.client_id === null || webhook.checked_at === null) return 'starting'
  return now - Math.max(webhook.last_event_at ?? 0, webhook.since ?? 0) > QUIET_MS ? 'quiet' : 'on'
}

/** Whether Oura announces new data, and if not, why. */
export async function describeWebhooks(db: Kysely<Database>, now: number): Promise<WebhooksBody> {
  const webhook = await findWebhook(db)
  const last = webhook?.last_event_at ?? null
  const told = { url: callbackUrl(), last_event_at: last === null ? null : new Date(last).toISOString() }
  try {
    return { missing: await whatIsMissing(db), state: await stateOf(db, webhook, now), ...told }
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    // The key to the application's secret is lost: it has to be entered anew.
    return { missing: 'app', state: 'off', ...told }
  }
}

/** Switches announcements on or off, for everybody on this server. Rejects with `invalid` where they cannot be offered. */
export async function switchWebhooks(
  db: Kysely<Database>,
  ownerId: string,
  { on }: z.infer<typeof switchSchema>,
  now: number,
): Promise<void> {
  const { missing } = await describeWebhooks(db, now)
  if (on && missing !== null) throw new ApiError('invalid', MISSING[missing])
  await switchWebhook(db, on)
  await appendAudit(db, ownerId, on ? 'webhooks_on' : 'webhooks_off', null, now)
  void keepUpSoon()
}
