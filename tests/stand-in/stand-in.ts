import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { COLLECTIONS, isCollection, isSampleCollection } from '@/lib/oura/collections'
import { type Account, type AccountOptions, account } from './account'
import { type Answer, answers } from './answer'
import { control, textOf } from './control'
import { deliver } from './delivery'
import { FaultBoard, type FaultInput } from './fault'
import { isLoop, spoiled } from './fault-answer'
import { type App, type OAuthRules, OAuthServers } from './oauth'
import { list, missingScope, personalInfo, type Rules, single } from './usercollection'
import { type WebhookRules, Webhooks } from './webhooks'

/** One request as it came in. Without any header, so without any token. */
type LoggedRequest = { method: string; path: string; query: Record<string, string>; at: number; account: string | null }

export type StandInOptions = Partial<Rules> & {
  /** 0 takes a free one. */
  port?: number
  accounts?: AccountOptions[]
  /** Requests that a token has in a window; none are counted when absent. */
  rateLimit?: { requests: number; windowMs: number }
  /** Applications that people registered, at either OAuth server. */
  apps?: App[]
  oauth?: Partial<OAuthRules>
  webhooks?: Partial<WebhookRules>
}

export type StandIn = {
  url: string
  accounts: Account[]
  oauth: OAuthServers
  webhooks: Webhooks
  /** Switches a fault on; the answer switches it off. */
  fault(fault: FaultInput): () => void
  clearFaults(): void
  requests: LoggedRequest[]
  /** The most requests that were being answered at one time. */
  peak(): number
  close(): Promise<void>
}

const PREFIX = '/v2/usercollection/'

/** A server on loopback that behaves as Oura's API V2 does (docs of the project: what Oura does). */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const rules: Rules = {
    now: Date.now,
    pageSize: 1000,
    documentPageSize: Number.POSITIVE_INFINITY,
    datesWithToken: 'accept',
    unknownEndDate: 'exclusive',
    sampleBounds: 'start',
    ...options,
  }
  const accounts = (options.accounts ?? []).map(account)
  const oauth = new OAuthServers(options.apps ?? [], accounts, rules.now, options.oauth)
  const webhooks = new Webhooks(oauth.apps, rules.now, options.webhooks)
  const board = new FaultBoard()
  const requests: LoggedRequest[] = []
  const calls = new Map<string, number[]>()
  let open = 0
  let peak = 0
  let turn = 0

  const isOver = (token: string): boolean => {
    if (!options.rateLimit) return false
    const { requests: most, windowMs } = options.rateLimit
    const recent = (calls.get(token) ?? []).filter((at) => at > rules.now() - windowMs)
    calls.set(token, [...recent, rules.now()])
    return recent.length >= most
  }

  /** The data routes; the OAuth servers and the subscriptions answer beside this one. */
  const answerOf = (request: IncomingMessage, url: URL, who: Account | null, token: string | null, quirkOf: () => Quirk): Answer => {
    const [name = '', id, ...rest] = url.pathname.startsWith(PREFIX) ? url.pathname.slice(PREFIX.length).split('/') : []
    const known = name === 'personal_info' ? id === undefined : isCollection(name) && (id === undefined || COLLECTIONS[name].single)
    if (!known || rest.length > 0) return answers.noRoute()
    if (request.method !== 'GET') return answers.wrongMethod()
    if (token === null) return answers.noAuthorization()
    if (!who) return answers.badToken()
    if (isOver(token)) return answers.tooMany('seconds', Math.ceil((options.rateLimit?.windowMs ?? 0) / 1000), rules.now())
    if (who.lapsed) return answers.forbidden()
    if (name === 'personal_info') return personalInfo(who)
    if (!isCollection(name)) return answers.noRoute()
    const scope = missingScope(who, name)
    if (scope) return answers.noScope(scope)
    if (id !== undefined) return isSampleCollection(name) ? answers.noRoute() : single(who, name, decodeURIComponent(id))
    return list(who, name, url.searchParams, rules, quirkOf())
  }

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    response.setHeader('x-trace-id', randomUUID())
    response.setHeader('date', new Date(rules.now()).toUTCString())
    if (url.pathname.startsWith('/__stand-in/')) return control(request, response, url, board, requests)
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
    const endpoint = oauth.endpoint(url.pathname)
    const isWebhook = webhooks.isEndpoint(url.pathname)
    const who = token === null ? null : (accounts.find(({ tokens }) => tokens.has(token)) ?? oauth.bearer(token))
    requests.push({
      method: request.method ?? '',
      path: url.pathname,
      query: endpoint || isWebhook ? {} : Object.fromEntries(url.searchParams),
      at: rules.now(),
      account: who?.name ?? null,
    })
    const collection = endpoint ? `oauth-${endpoint.does}` : isWebhook ? 'webhook' : (url.pathname.slice(PREFIX.length).split('/')[0] ?? '')
    const faults = board.take(collection, who?.name ?? null)
    if (isLoop(url.searchParams.get('next_token') ?? '')) url.searchParams.delete('next_token')
    const quirkOf = () => faults.find((fault) => fault.kind === 'pages')
    const truth = endpoint
      ? oauth.answer(endpoint, origin(), request.method ?? '', url.searchParams, await textOf(request), request.headers.authorization ?? '')
      : isWebhook
        ? await webhooks.answer(request.method ?? '', url.pathname, request.headers, await textOf(request))
        : answerOf(request, url, who, token, quirkOf)
    const answer = faults.reduce((changed, fault) => spoiled(changed, fault, turn++, rules.now()), truth)
    await deliver(response, answer, faults)
  }

  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const server = createServer((request, response) => {
    peak = Math.max(peak, ++open)
    response.once('close', () => open--)
    handle(request, response).catch((error) => response.destroy(error instanceof Error ? error : undefined))
  })
  server.keepAliveTimeout = 2_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve))

  return {
    url: origin(),
    accounts,
    oauth,
    webhooks,
    fault: (fault) => board.add(fault),
    clearFaults: () => board.clear(),
    requests,
    peak: () => peak,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Quirk = Parameters<typeof list>[4]
