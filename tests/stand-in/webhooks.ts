import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { type Answer, answers } from './answer'
import type { App } from './oauth'

type Subscription = { id: string; callback_url: string; event_type: string; data_type: string; expiration_time: string }
type Kept = Subscription & { clientId: string; until: number }
export type Announcement = { event_type: string; data_type: string; object_id: string; user_id: string; event_time?: string }

/** What is unmeasured at Oura, or differs from one test to the other (facts §8). */
export type WebhookRules = {
  lifeMs: number
  /** What there can be only one of: a kind of event, or a kind of event at an address. */
  one: 'kind' | 'address'
  /** The status for an id that there is not: the specification says 403, a mock of others 404. */
  unknownId: 403 | 404
  /** The data types that it offers. */
  types: readonly string[]
  /** Where a public address leads, as the internet's names would. */
  reach: (url: string) => string
}

const PATH = '/v2/webhook/subscription'
const EVENTS = ['create', 'update', 'delete']
const TYPES =
  'tag enhanced_tag workout session sleep daily_sleep daily_readiness daily_activity daily_spo2 sleep_time rest_mode_period ring_configuration daily_stress daily_cardiovascular_age daily_resilience vo2_max meal'
const HANDSHAKE_MS = 5_000

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const told = ({ clientId: _, until: __, ...subscription }: Kept): Subscription => subscription
/** Without a zone, as Oura writes it. */
const written = (at: number) => new Date(at).toISOString().slice(0, 23)

/** An event as Oura sends it: capital hex of HMAC-SHA256 over the timestamp (seconds, unless it is given) and the body behind it. */
export function signedEvent(event: Announcement | string, secret: string, at: number | string = Date.now()) {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const timestamp = typeof at === 'string' ? at : String(Math.floor(at / 1000))
  const signature = createHmac('sha256', secret).update(`${timestamp}${body}`).digest('hex').toUpperCase()
  return { body, headers: { 'content-type': 'application/json', 'x-oura-signature': signature, 'x-oura-timestamp': timestamp } }
}

/** Oura's subscriptions of every application, and the events that it sends by them. */
export class Webhooks {
  readonly rules: WebhookRules
  readonly kept: Kept[] = []
  readonly #apps: readonly App[]
  readonly #now: () => number

  constructor(apps: readonly App[], now: () => number, rules: Partial<WebhookRules> = {}) {
    this.#apps = apps
    this.#now = now
    this.rules = { lifeMs: 90 * 86_400_000, one: 'kind', unknownId: 403, types: TYPES.split(' '), reach: (url) => url, ...rules }
  }

  isEndpoint(path: string): boolean {
    return path === PATH || path.startsWith(`${PATH}/`)
  }

  /** Those of an application that have not run out. */
  living(clientId: string): Kept[] {
    return this.kept.filter((one) => one.clientId === clientId && one.until > this.#now())
  }

  async answer(method: string, path: string, headers: Record<string, unknown>, body: string): Promise<Answer> {
    const app = this.#apps.find((one) => one.clientId === headers['x-client-id'] && one.clientSecret === headers['x-client-secret'])
    if (!app) return json(401, { detail: 'Invalid client credentials.' })
    const [id, ...more] = path
      .slice(PATH.length + 1)
      .split('/')
      .filter((part) => part !== '')
    if (id === undefined) return method === 'GET' ? json(200, this.living(app.clientId).map(told)) : this.#create(app, method, body)
    const isRenewal = id === 'renew'
    const one = this.living(app.clientId).find((known) => known.id === (isRenewal ? more[0] : id))
    if (!one) return json(this.rules.unknownId, { detail: `No webhook id ${isRenewal ? more[0] : id} found.` })
    if (isRenewal) {
      if (method !== 'PUT') return answers.wrongMethod()
      one.until = this.#now() + this.rules.lifeMs
      one.expiration_time = written(one.until)
      return json(200, told(one))
    }
    if (method === 'GET') return json(200, told(one))
    if (method === 'DELETE') {
      this.kept.splice(this.kept.indexOf(one), 1)
      return { status: 204, headers: {}, body: '' }
    }
    return method === 'PUT' ? this.#update(one, body) : answers.wrongMethod()
  }

  /** Sends an event to every address that subscribed to its kind. Answers with the statuses. */
  async announce(event: Announcement): Promise<number[]> {
    const statuses: number[] = []
    for (const { clientId, callback_url, event_type, data_type, until } of this.kept) {
      if (event_type !== event.event_type || data_type !== event.data_type || until <= this.#now()) continue
      const secret = this.#apps.find((app) => app.clientId === clientId)?.clientSecret ?? ''
      const { body, headers } = signedEvent({ event_time: new Date(this.#now()).toISOString(), ...event }, secret, this.#now())
      const response = await fetch(this.rules.reach(callback_url), { method: 'POST', body, headers })
      statuses.push(response.status)
    }
    return statuses
  }

  async #create(app: App, method: string, body: string): Promise<Answer> {
    if (method !== 'POST') return answers.wrongMethod()
    const wanted = JSON.parse(body)
    const { callback_url, verification_token, event_type, data_type } = wanted
    for (const field of ['callback_url', 'verification_token', 'event_type', 'data_type'])
      if (typeof wanted[field] !== 'string') return answers.invalid(field, String(wanted[field]))
    if (!EVENTS.includes(event_type)) return answers.invalid('event_type', event_type)
    if (!this.rules.types.includes(data_type)) return answers.invalid('data_type', data_type)
    const isSame = (one: Kept) =>
      one.event_type === event_type && one.data_type === data_type && (this.rules.one === 'kind' || one.callback_url === callback_url)
    if (this.living(app.clientId).some(isSame)) return json(409, { detail: 'Webhook subscription already exists.' })
    if (!(await this.#isReached(callback_url, verification_token))) return json(400, { detail: 'The callback did not verify.' })
    const until = this.#now() + this.rules.lifeMs
    const made = {
      id: randomUUID(),
      callback_url,
      event_type,
      data_type,
      expiration_time: written(until),
      clientId: app.clientId,
      until,
    }
    this.kept.push(made)
    return json(201, told(made))
  }

  async #update(one: Kept, body: string): Promise<Answer> {
    const { verification_token, ...changes } = JSON.parse(body)
    if (typeof verification_token !== 'string') return answers.invalid('verification_token', String(verification_token))
    const callback = changes.callback_url ?? one.callback_url
    if (!(await this.#isReached(callback, verification_token))) return json(400, { detail: 'The callback did not verify.' })
    for (const field of ['callback_url', 'event_type', 'data_type'] as const)
      if (typeof changes[field] === 'string') one[field] = changes[field]
    return json(200, told(one))
  }

  /** The handshake: whoever asked for events has to answer with the challenge. */
  async #isReached(callback: string, token: string): Promise<boolean> {
    const challenge = randomBytes(12).toString('hex')
    const query = new URLSearchParams({ verification_token: token, challenge })
    try {
      const response = await fetch(`${this.rules.reach(callback)}?${query}`, { signal: AbortSignal.timeout(HANDSHAKE_MS) })
      const { challenge: said } = (await response.json()) as { challenge?: unknown }
      return response.status === 200 && said === challenge
    } catch {
      return false
    }
  }
}
