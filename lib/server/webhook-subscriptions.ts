import 'server-only'
import type { Kysely } from 'kysely'
import pLimit from 'p-limit'
import type { WebhookProblem } from '@/lib/api'
import { SUBSCRIPTIONS } from '@/lib/oura/webhooks'
import { open, SealError, type SealedAt } from './crypto'
import type { Database } from './db/schema'
import {
  deleteSubscriptions,
  listSubscriptions,
  putSubscription,
  updateWebhook,
  type Webhook,
  type WebhookSubscription,
} from './db/webhooks'
import { hashOf, newSecret } from './hash'
import type { Log } from './log'
import type { OAuthApp } from './oauth'
import { findApp } from './oauth-app'
import { OuraError } from './oura-source'
import type { AtOura, OuraSubscriptions } from './oura-subscriptions'
import type { Goal } from './webhook-goal'

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

const DAY_MS = 86_400_000
/** Where Oura names no end: half of what others have measured. */
const USUAL_LIFE_MS = 45 * DAY_MS
const AT_ONCE = 4

/** What ended a round of upkeep before its time. */
export class Trouble extends Error {
  readonly problem: WebhookProblem
  readonly until: number | null
  constructor(problem: WebhookProblem, until: number | null = null) {
    super(problem)
    this.problem = problem
    this.until = until
  }
}

export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof Trouble) return error
  if (error instanceof SealError) return new Trouble('refused')
  if (!(error instanceof OuraError)) throw error
  return new Trouble(error.kind === 'misconfigured' ? 'refused' : 'later', error.retryAt)
}

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
  const greeted = (await listSubscriptions(tools.db)).filter(({ id, handshake_at }) => id !== null || handshake_at !== null)
  const isGreeted = greeted.some(({ token_hash }) => token_hash === tokenHash)
  // What Oura does not offer it refuses unseen, 422: it came for others, then.
  if (!isGreeted && !(status === 422 && greeted.length > 0)) throw new Trouble('unreachable')
  if (isSilence) throw error
  // The others go on.
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
    const now = tools.now()
    await putSubscription(tools.db, { ...kept(pair, made, undefined, now), token_hash: intent.token_hash, handshake_at: now })
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
  if (row.id !== known?.id || row.renew_at !== known.renew_at) await putSubscription(tools.db, row)
  if (row.renew_at > tools.now()) return
  const renewed = await oura.renew(found.id).catch(unlessMissing)
  if (renewed) await putSubscription(tools.db, { ...kept(pair, renewed, undefined, tools.now()), token_hash: row.token_hash })
  else await make(round, pair)
}

/** Brings every subscription about. The first one alone: where Oura cannot reach this server, one question shows it. */
export async function ensureAll(round: Round): Promise<void> {
  const { tools, goal, there } = round
  const known = await listSubscriptions(tools.db)
  const rowOf = (pair: Pair) => known.find((row) => row.data_type === pair.data_type && row.event_type === pair.event_type)
  const isThere = (pair: Pair) => there.some(isOurs(goal, pair))
  const [first, ...others] = [...SUBSCRIPTIONS.filter((pair) => !isThere(pair)), ...SUBSCRIPTIONS.filter(isThere)]
  if (first) await ensure(round, first, rowOf(first))
  const limit = pLimit(AT_ONCE)
  const errors: unknown[] = []
  const one = async (pair: Pair) => {
    if (errors.length === 0) await ensure(round, pair, rowOf(pair)).catch((error: unknown) => errors.push(error))
  }
  await Promise.all(others.map((pair) => limit(() => one(pair))))
  if (errors.length > 0) throw errors[0]
  if ((await listSubscriptions(tools.db)).every(({ id }) => id === null)) throw new Trouble('refused')
}

/** Takes the subscriptions back at Oura. Where it no longer knows their application, or its secret is lost, they are left to run out. */
export async function takeBack(tools: UpkeepTools, { client_id, secret_ct, callback_url }: Webhook): Promise<void> {
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
