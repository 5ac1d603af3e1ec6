import 'server-only'
import type { Kysely } from 'kysely'
import pLimit from 'p-limit'
import type { WebhookProblem } from '@/lib/api'
import { SUBSCRIPTIONS } from '@/lib/oura/webhooks'
import { open, SealError, type SealedAt, seal } from './crypto'
import { database } from './db/kysely'
import type { Database } from './db/schema'
import {
  deleteSubscriptions,
  findWebhook,
  listSubscriptions,
  putSubscription,
  releaseWebhookLease,
  takeWebhookLease,
  updateWebhook,
  type Webhook,
  type WebhookSubscription,
} from './db/webhooks'
import { env } from './env'
import { hashOf, newSecret } from './hash'
import { isDead, self } from './lease-owner'
import { type Log, log } from './log'
import type { OAuthApp } from './oauth'
import { findApp } from './oauth-app'
import { OuraError } from './oura-source'
import { type AtOura, type OuraSubscriptions, ouraSubscriptions } from './oura-subscriptions'
import { type Goal, goalOf, type NoGoal } from './webhook-goal'

/** What looking after the subscriptions works with: everything that a test replaces. */
export type UpkeepTools = {
  readonly db: Kysely<Database>
  readonly now: () => number
  readonly random: () => number
  readonly log: Log
  readonly subscriptions: (app: OAuthApp) => OuraSubscriptions
}

/** Where the secret of the application that the subscriptions are of is sealed. */
export const WEBHOOK_SECRET_PLACE: SealedAt = { user: 'server', provider: 'webhook', column: 'secret_ct', row: 'server' }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** How often Oura is asked whether the subscriptions are still there. */
const CHECK_MS = 6 * HOUR_MS
/** Where Oura names no end: half of what others have measured. */
const USUAL_LIFE_MS = 45 * 24 * HOUR_MS
const LEASE_MS = 10 * MINUTE_MS
const LOOK_MS = 15_000
const AT_ONCE = 4

/** What ended a round of upkeep before its time. */
class Trouble extends Error {
  readonly problem: WebhookProblem
  readonly until: number | null
  constructor(problem: WebhookProblem, until: number | null = null) {
    super(problem)
    this.problem = problem
    this.until = until
  }
}

const troubleOf = (error: unknown): Trouble => {
  if (error instanceof Trouble) return error
  if (error instanceof SealError) return new Trouble('refused')
  if (!(error instanceof OuraError)) throw error
  return new Trouble(error.kind === 'misconfigured' ? 'refused' : 'later', error.retryAt)
}

/** Each failure waits twice as long as the one before, up to six hours, with jitter. */
const backoff = (failures: number, random: number) => Math.min(CHECK_MS, MINUTE_MS * 2 ** Math.min(failures, 10)) * (0.5 + random / 2)

const unlessMissing = (error: unknown): null => {
  if (error instanceof OuraError && error.kind === 'missing') return null
  throw error
}

type Pair = Pick<WebhookSubscription, 'data_type' | 'event_type'>
type Round = { tools: UpkeepTools; goal: Goal; oura: OuraSubscriptions; there: readonly AtOura[]; takesOver: boolean }

const isOf = (pair: Pair) => (one: AtOura) => one.dataType === pair.data_type && one.eventType === pair.event_type
const isOurs = (goal: Goal, pair: Pair) => (one: AtOura) => isOf(pair)(one) && one.callbackUrl === goal.callback

/** A subscription as it is kept. Two thirds of its life, counted from when its end was first heard of, are over when it is renewed. */
function kept(pair: Pair, one: AtOura, known: WebhookSubscription | undefined, now: number): WebhookSubscription & { renew_at: number } {
  const isAsKnown = known?.id === one.id && known.expires_at === one.expiresAt
  const life = one.expiresAt === null ? USUAL_LIFE_MS : one.expiresAt - now
  return {
    ...pair,
    id: one.id,
    token_hash: known?.token_hash ?? null,
    handshake_at: known?.handshake_at ?? null,
    expires_at: one.expiresAt,
    renew_at: (isAsKnown ? known.renew_at : null) ?? now + Math.round((life * 2) / 3),
  }
}

/** What a failed creation says: whether Oura came to our address with the token tells whether it can reach it. */
async function refused({ tools, ...round }: Round, pair: Pair, tokenHash: string, error: unknown): Promise<void> {
  if (!(error instanceof OuraError)) throw error
  const { kind, status } = error
  if (status === 409) throw new Trouble(round.there.some(isOf(pair)) ? 'elsewhere' : 'later')
  // The list came a moment ago: silence now is Oura waiting for us.
  const isSilence = kind === 'unreachable' && status === null && error.retryAt === null
  if (kind !== 'refused' && !isSilence) throw error
  const row = (await listSubscriptions(tools.db)).find(({ token_hash }) => token_hash === tokenHash)
  if (row?.handshake_at == null) throw new Trouble('unreachable')
  if (isSilence) throw error
  // Oura may offer a kind no more: the others go on.
  tools.log.change(`webhook ${pair.data_type} ${pair.event_type}`, `${status}`, 'warn', 'webhooks.refused', {
    kind: `${pair.data_type} ${pair.event_type}`,
    ...(status === null ? {} : { status }),
  })
}

/**
 * Makes one subscription. One that Oura has of the same kind for another address gives way only where the owner has just asked for it here:
 * else two servers would take it from each other for ever.
 */
async function make(round: Round, pair: Pair): Promise<void> {
  const { tools, goal, oura, there, takesOver } = round
  const token = newSecret(32)
  const intent = { ...pair, id: null, token_hash: hashOf(token), handshake_at: null, expires_at: null, renew_at: null }
  // Before the call: Oura comes with the token while it lasts.
  await putSubscription(tools.db, intent)
  const create = () => oura.create({ callback_url: goal.callback, verification_token: token, ...pair })
  try {
    const made = await create().catch(async (error: unknown) => {
      const other = there.find(isOf(pair))
      if (!(error instanceof OuraError && error.status === 409 && other && takesOver)) throw error
      await oura.remove(other.id).catch(unlessMissing)
      return create()
    })
    await putSubscription(tools.db, { ...kept(pair, made, undefined, tools.now()), token_hash: intent.token_hash })
  } catch (error) {
    await refused(round, pair, intent.token_hash, error)
  }
}

/** One kind of event as it shall be: at Oura, with a third of its life or more ahead of it. */
async function ensure(round: Round, pair: Pair, known: WebhookSubscription | undefined): Promise<void> {
  const { tools, goal, oura, there } = round
  const found = there.find(isOurs(goal, pair))
  if (!found) return make(round, pair)
  const row = kept(pair, found, known, tools.now())
  await putSubscription(tools.db, row)
  if (row.renew_at > tools.now()) return
  const renewed = await oura.renew(found.id).catch(unlessMissing)
  if (renewed) await putSubscription(tools.db, { ...kept(pair, renewed, undefined, tools.now()), token_hash: row.token_hash })
  else await make(round, pair)
}

/** Brings every subscription about. The first one alone: where Oura cannot reach this server, one question shows it. */
async function ensureAll(round: Round): Promise<void> {
  const { tools, goal, there } = round
  const known = await listSubscriptions(tools.db)
  const rowOf = (pair: Pair) => known.find((row) => row.data_type === pair.data_type && row.event_type === pair.event_type)
  const isThere = (pair: Pair) => there.some(isOurs(goal, pair))
  const [first, ...others] = [...SUBSCRIPTIONS.filter((pair) => !isThere(pair)), ...SUBSCRIPTIONS.filter(isThere)]
  if (first) await ensure(round, first, rowOf(first))
  const limit = pLimit(AT_ONCE)
  let failed = false
  await Promise.all(
    others.map((pair) =>
      limit(async () => {
        if (failed) return
        await ensure(round, pair, rowOf(pair)).catch((error: unknown) => {
          failed = true
          throw error
        })
      }),
    ),
  )
  if ((await listSubscriptions(tools.db)).every(({ id }) => id === null)) throw new Trouble('refused')
}

/** Takes the subscriptions back at Oura. Where it no longer knows their application, or its secret is lost, they are left to run out. */
async function takeBack(tools: UpkeepTools, { client_id, secret_ct, callback_url }: Webhook): Promise<void> {
  const { db } = tools
  try {
    const current = await findApp(db)
    const secret = current?.clientId === client_id ? current?.clientSecret : open(secret_ct ?? '', WEBHOOK_SECRET_PLACE)
    const oura = tools.subscriptions({ clientId: client_id ?? '', clientSecret: secret ?? '' })
    for (const one of await oura.list()) if (one.callbackUrl === callback_url) await oura.remove(one.id).catch(unlessMissing)
  } catch (error) {
    if (!(error instanceof SealError || (error instanceof OuraError && error.kind === 'misconfigured'))) throw error
    tools.log.warn('webhooks.left', { error })
  }
  await deleteSubscriptions(db)
  await updateWebhook(db, { client_id: null, secret_ct: null, callback_url: null, since: null })
}

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
      await updateWebhook(db, { problem: null, fail_count: 0, retry_at })
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
