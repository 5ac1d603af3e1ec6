import 'server-only'
import { z } from 'zod'
import { subscription } from '@/lib/oura/webhooks'
import type { OAuthApp } from './oauth'
import { exchange, originOf, TIMEOUTS } from './oura-client'
import { refusal, UnusableAnswer } from './oura-client-errors'
import { type Clock, connectionLimits, type Host, sharedHost, systemClock } from './oura-client-limits'
import { OuraError } from './oura-source'

/** A subscription at Oura; `expiresAt` in epoch ms, null where Oura names no moment that can be read. */
export type AtOura = { id: string; callbackUrl: string; dataType: string; eventType: string; expiresAt: number | null }
export type Wanted = { callback_url: string; verification_token: string; data_type: string; event_type: string }

/**
 * Oura's subscriptions of one application. Every method rejects with an OuraError and nothing else: `misconfigured` where Oura refuses the
 * application, `missing` for a subscription there is not, `refused` with the status 409 for one there is already.
 */
export type OuraSubscriptions = {
  list(): Promise<AtOura[]>
  /** Answers once Oura has tried the address. It is not tried twice by itself. */
  create(wanted: Wanted): Promise<AtOura>
  renew(id: string): Promise<AtOura>
  remove(id: string): Promise<void>
}

const PATH = '/v2/webhook/subscription'
/** Oura opens our address before it answers, and may wait for that. */
const CREATION = { ...TIMEOUTS, headers: 20_000, total: 25_000 }
const ID = /^[\w-]{1,128}$/

// The moment comes without a zone, and is UTC.
function expiryOf(text: string): number | null {
  const at = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? null : at
}

const atOura = ({ id, callback_url, data_type, event_type, expiration_time }: z.infer<typeof subscription>): AtOura => ({
  id,
  callbackUrl: callback_url,
  dataType: data_type,
  eventType: event_type,
  expiresAt: expiryOf(expiration_time),
})

function read<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new OuraError('unreachable', 'Oura answered with something that is no data.', { status: 200 })
  }
  const { data } = schema.safeParse(value)
  if (data === undefined) throw new UnusableAnswer('Oura described its subscriptions in a way that cannot be read.')
  return data
}

/** The subscriptions of an application, asked for with its id and secret through the one door to Oura. */
export function ouraSubscriptions(
  baseUrl: string,
  { clientId, clientSecret }: OAuthApp,
  { clock = systemClock, random = Math.random, host }: { clock?: Clock; random?: () => number; host?: Host } = {},
): OuraSubscriptions {
  const base = originOf(baseUrl)
  const run = connectionLimits(host ?? sharedHost(base), clock, random)
  const credentials = { 'x-client-id': clientId, 'x-client-secret': clientSecret }

  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: Wanted): Promise<string> =>
    run(
      async () => undefined,
      async () => {
        const sent = body ? { body: JSON.stringify(body) } : {}
        const headers = { ...credentials, 'content-type': 'application/json' }
        const answer = await exchange(`${base}${path}`, { method, headers, ...sent }, body ? CREATION : TIMEOUTS, undefined)
        const { status } = answer
        if (status >= 200 && status < 300) return answer.text
        const isSingle = path !== PATH
        // Whom Oura does not know it answers with 401, and with 403 where that is not about a subscription that is not there.
        if (status === 401 || (status === 403 && !isSingle))
          throw new OuraError('misconfigured', 'Oura refuses the application of this server.', { status })
        if (status === 403) throw new OuraError('missing', 'Oura has no such subscription.', { status })
        throw refusal(status, '', answer.headers, clock.now(), isSingle)
      },
      { signal: undefined, urgent: true, once: body !== undefined },
    )
  const of = (id: string, action = '') => {
    if (!ID.test(id)) throw new OuraError('missing', 'Oura has no such subscription.')
    return `${PATH}${action}/${id}`
  }

  return {
    list: async () =>
      read(z.array(z.unknown()), await ask('GET', PATH)).flatMap((one) => {
        const { data } = subscription.safeParse(one)
        return data ? [atOura(data)] : []
      }),
    create: async (wanted) => atOura(read(subscription, await ask('POST', PATH, wanted))),
    renew: async (id) => atOura(read(subscription, await ask('PUT', of(id, '/renew')))),
    remove: async (id) => {
      await ask('DELETE', of(id))
    },
  }
}
