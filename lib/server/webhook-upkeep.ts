import 'server-only'
import { seal } from './crypto'
import { database } from './db/kysely'
import { findWebhook, listSubscriptions, releaseWebhookLease, takeWebhookLease, updateWebhook, type Webhook } from './db/webhooks'
import { env } from './env'
import { isDead, self } from './lease-owner'
import { log } from './log'
import type { OAuthApp } from './oauth'
import { ouraSubscriptions } from './oura-subscriptions'
import { type Goal, goalOf, type NoGoal } from './webhook-goal'
import { ensureAll, takeBack, troubleOf, type UpkeepTools, WEBHOOK_SECRET_PLACE } from './webhook-subscriptions'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** How often Oura is asked whether the subscriptions are still there. */
const CHECK_MS = 6 * HOUR_MS
const LEASE_MS = 10 * MINUTE_MS
const LOOK_MS = 15_000
/** Each failure waits twice as long as the one before, up to six hours, with jitter. */
const backoff = (failures: number, random: number) =>
  Math.round(Math.min(CHECK_MS, MINUTE_MS * 2 ** Math.min(failures, 10)) * (0.5 + random / 2))

const isAsMade = ({ client_id, callback_url }: Webhook, goal: Goal | NoGoal): goal is Goal =>
  typeof goal !== 'string' && client_id === goal.app.clientId && callback_url === goal.callback

/** One round: takes back what shall not be at Oura any more, then brings about what shall. Answers when to look again. */
async function round(tools: UpkeepTools, webhook: Webhook): Promise<number | null> {
  const { db, now } = tools
  const goal = await goalOf(db, webhook)
  if (webhook.client_id !== null && !isAsMade(webhook, goal)) await takeBack(tools, webhook)
  if (typeof goal === 'string') return null
  const { clientId, clientSecret } = goal.app
  const since = isAsMade(webhook, goal) ? webhook.since : now()
  const secret_ct = seal(clientSecret, WEBHOOK_SECRET_PLACE)
  await updateWebhook(db, { client_id: clientId, secret_ct, callback_url: goal.callback, since })
  const oura = tools.subscriptions(goal.app)
  await ensureAll({ tools, goal, oura, there: await oura.list(), takesOver: webhook.checked_at === null })
  await updateWebhook(db, { checked_at: now() })
  const renewals = (await listSubscriptions(db)).flatMap(({ renew_at }) => renew_at ?? [])
  return Math.max(now() + HOUR_MS, Math.min(now() + CHECK_MS, ...renewals))
}

/** Whether there is something to do: what was asked for has changed, or the time has come that the last round named. */
async function isDue({ db, now }: UpkeepTools, webhook: Webhook): Promise<boolean> {
  if (webhook.retry_at !== null && webhook.retry_at <= now()) return true
  if (webhook.problem !== null) return webhook.retry_at === null
  const goal = await goalOf(db, webhook)
  return typeof goal === 'string' ? webhook.client_id !== null : !isAsMade(webhook, goal) || webhook.retry_at === null
}

/** Brings the subscriptions at Oura to what they shall be, where there is something to do and no other process is at it. */
export async function keepUp(tools: UpkeepTools): Promise<void> {
  const { db, now, random } = tools
  const found = await findWebhook(db)
  if (!found || !(await isDue(tools, found))) return
  const dead = found.lease_owner !== null && isDead(found.lease_owner) ? found.lease_owner : null
  if (!(await takeWebhookLease(db, { owner: self(), dead, now: now(), until: now() + LEASE_MS }))) return
  try {
    const webhook = (await findWebhook(db)) ?? found
    try {
      const retry_at = await round(tools, webhook)
      // Nothing could be announced meanwhile: the silence begins anew.
      const isBack = webhook.problem !== null || webhook.checked_at === null
      await updateWebhook(db, { problem: null, fail_count: 0, retry_at, ...(isBack ? { since: now() } : {}) })
      tools.log.change('webhooks', 'well', 'info', 'webhooks.well')
    } catch (error) {
      const { problem, until } = troubleOf(error)
      const fail_count = webhook.fail_count + 1
      await updateWebhook(db, { problem, fail_count, retry_at: Math.max(until ?? 0, now() + backoff(fail_count, random())) })
      tools.log.change('webhooks', problem, 'warn', 'webhooks.trouble', { reason: problem, error })
    }
  } finally {
    await releaseWebhookLease(db, self())
  }
}

const shared = globalThis as typeof globalThis & { ringsideUpkeep?: Promise<void> }

/** Does so in this process, after what is under way. Never rejects. */
export function keepUpSoon(): Promise<void> {
  const once = async () => {
    const subscriptions = (app: OAuthApp) => ouraSubscriptions(env().OURA_API_URL, app)
    await keepUp({ db: await database(), now: Date.now, random: Math.random, log: log(), subscriptions })
  }
  shared.ringsideUpkeep = (shared.ringsideUpkeep ?? Promise.resolve()).then(once).catch((error: unknown) => {
    log().change('webhooks', 'failed', 'error', 'webhooks.failed', { error })
  })
  return shared.ringsideUpkeep
}

/** Does so now and again, for as long as the process lives. */
export function keepWebhooks(): void {
  void keepUpSoon()
  setInterval(() => void keepUpSoon(), LOOK_MS).unref()
}
