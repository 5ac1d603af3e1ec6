import 'server-only'
import { Agent, fetch, type Headers as UndiciHeaders } from 'undici'
import { isDay } from '@/lib/domain/day'
import { COLLECTIONS, PERSONAL_INFO } from '@/lib/oura/collections'
import { isAskable } from '@/lib/oura/document-id'
import { noteUpstreamDate } from './clock-skew'
import { refusal, UnusableAnswer } from './oura-client-errors'
import { documentOf, documentsOf, samplesOf } from './oura-client-items'
import { type Clock, connectionLimits, type Host, sharedHost, systemClock } from './oura-client-limits'
import { allPages, type Query, spans, stretches } from './oura-client-pages'
import { OuraError, type OuraSource } from './oura-source'
import { rawPage } from './raw-json'

/** Longest times, ms: to connect, until the headers, between two pieces of the body, and in all. */
export type Timeouts = { connect: number; headers: number; idle: number; total: number }
export const TIMEOUTS: Timeouts = { connect: 3000, headers: 10_000, idle: 5000, total: 15_000 }
/** Of a body, decompressed. */
const MAX_BYTES = 16 * 2 ** 20
const MAX_ERROR_BYTES = 64 * 1024
const PERSON = ['id', 'age', 'weight', 'height', 'biological_sex', 'email'] as const

export type OuraClientOptions = {
  /** `OURA_API_URL`: https, or loopback. */
  baseUrl: string
  /** The bearer, asked for before every call. May reject with an OuraError of its own. */
  token: () => Promise<string>
  /** Another bearer for one that Oura refused; the call is then made once more. Left out where none can be had. */
  renew?: (refused: string) => Promise<string>
  timeouts?: Partial<Timeouts>
  clock?: Clock
  random?: () => number
  /** What all connections to Oura share; the process's own by default. */
  host?: Host
}

/** `single`: a 404 is a missing document. `urgent`: a person waits for the answer. */
type Asking = { signal: AbortSignal | undefined; single?: boolean; urgent?: boolean }

const agents = new Map<number, Agent>()
function agentFor(connect: number): Agent {
  const agent = agents.get(connect) ?? new Agent({ connect: { timeout: connect }, connections: 8, headersTimeout: 0, bodyTimeout: 0 })
  agents.set(connect, agent)
  return agent
}

/**
 * Oura itself, for one connection: the only door to it. Keep one client per connection, since its limits (4 calls at once, no call
 * before the time a 429 named) live in it; the 8 calls and the breaker of the host are shared by the whole process.
 */
export function ouraClient(options: OuraClientOptions): OuraSource {
  const { clock = systemClock, random = Math.random, token, renew } = options
  const base = originOf(options.baseUrl)
  const timeouts = { ...TIMEOUTS, ...options.timeouts }
  const run = connectionLimits(options.host ?? sharedHost(base), clock, random)

  /** `path` comes from the collections table; answers what `read` makes of the text of a 200. */
  const ask = <T>(path: string, query: Query, read: (text: string) => T, { signal, single = false, urgent = false }: Asking): Promise<T> =>
    run(
      () => bearerOf(token),
      async (bearer) => {
        const url = `${base}${path}${Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : ''}`
        const asked = async (by: string) => {
          const answer = await exchange(url, { headers: { authorization: `Bearer ${by}` } }, timeouts, signal)
          noteUpstreamDate(answer.headers.get('date'), clock.now())
          if (answer.status !== 200) throw refusal(answer.status, answer.text, answer.headers, clock.now(), single)
          return answer
        }
        const answer = await asked(bearer).catch(async (error: unknown) => {
          if (!renew || !(error instanceof OuraError && error.kind === 'token')) throw error
          return asked(await bearerOf(() => renew(bearer)))
        })
        try {
          return read(answer.text)
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error
          throw new OuraError('unreachable', 'Oura answered with something that is no data.', { status: 200 })
        }
      },
      { signal, urgent },
    )

  return {
    async personalInfo(signal) {
      const body = await ask(PERSONAL_INFO.path, {}, jsonText, { signal, urgent: true })
      const info = PERSONAL_INFO.schema.safeParse(JSON.parse(body)).data
      // Until 2022 there was no id. What has none of the fields at all is no personal_info.
      if (!info || PERSON.every((field) => info[field] === undefined)) throw new UnusableAnswer('Oura did not say whose token this is.')
      return { id: info.id || null, body }
    },

    async documents(collection, from, to, signal) {
      if (!isDay(from) || !isDay(to)) throw new OuraError('refused', 'That range has no days of the calendar.')
      const { path, asked, maxDays } = COLLECTIONS[collection]
      const pages = (query: Query) => allPages(query, (next) => ask(path, next, rawPage, { signal }))
      if (asked === 'neither') return documentsOf(collection, await pages({}), () => true)
      const parts = []
      for (const stretch of stretches(from, to, maxDays))
        parts.push(documentsOf(collection, await pages(stretch.query), (day) => day >= stretch.from && day <= stretch.to))
      return { items: parts.flatMap(({ items }) => items), quarantined: parts.flatMap(({ quarantined }) => quarantined) }
    },

    async document(collection, id, signal) {
      if (!isAskable(id)) throw new OuraError('missing', 'Oura has no such document.')
      const body = await ask(`${COLLECTIONS[collection].path}/${id}`, {}, jsonText, { signal, single: true })
      const document = documentOf(collection, body)
      if ('reason' in document || document.id !== id) throw new UnusableAnswer('Oura sent a document that is not as promised.')
      return document
    },

    async samples(collection, from, to, signal) {
      const { path, maxDays } = COLLECTIONS[collection]
      const texts: string[] = []
      for (const query of spans(from, to, maxDays)) {
        for (const text of await allPages(query, (next) => ask(path, next, rawPage, { signal }))) texts.push(text)
      }
      return samplesOf(collection, texts, from, to)
    },
  }
}

/** The text of a bare JSON value. Throws SyntaxError when it is none. */
function jsonText(text: string): string {
  JSON.parse(text)
  return text.trim()
}

/** The origin that Oura is asked at. Throws a TypeError for one that is neither https nor loopback. */
export function originOf(baseUrl: string): string {
  const url = new URL(baseUrl)
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) throw new TypeError('Oura is asked over https only')
  return url.origin
}

async function bearerOf(token: () => Promise<string>): Promise<string> {
  const bearer = await token().catch((cause: unknown) => {
    throw cause instanceof OuraError ? cause : new OuraError('unreachable', 'The token could not be read.', { cause })
  })
  if (!/^[\x21-\x7e]{1,4096}$/.test(bearer)) throw new OuraError('token', 'This is no token.')
  return bearer
}

type Asked = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; headers: Record<string, string>; body?: string }
type Answer = { status: number; headers: UndiciHeaders; text: string }

/**
 * One request to Oura, a GET unless it says otherwise. The text is that of a success or of a 401, whose words tell a missing scope from a
 * dead token; of others none is read. Rejects with an OuraError where there is no answer.
 */
export async function exchange(
  url: string,
  { method = 'GET', headers: own, body: sent }: Asked,
  timeouts: Timeouts,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const late = new AbortController()
  const after = (ms: number) => setTimeout(() => late.abort(new OuraError('unreachable', 'Oura took too long to answer.')), ms)
  const total = after(timeouts.total)
  let timer = after(timeouts.headers)
  const restart = () => {
    clearTimeout(timer)
    timer = after(timeouts.idle)
  }
  try {
    const response = await fetch(url, {
      method,
      headers: { ...own, accept: 'application/json' },
      ...(sent === undefined ? {} : { body: sent }),
      redirect: 'error',
      signal: signal ? AbortSignal.any([late.signal, signal]) : late.signal,
      dispatcher: agentFor(timeouts.connect),
    })
    const { status, headers, body } = response
    const isSuccess = status >= 200 && status < 300
    const limit = isSuccess ? MAX_BYTES : status === 401 ? MAX_ERROR_BYTES : 0
    if (limit === 0) await body?.cancel()
    const chunks: Uint8Array[] = []
    let bytes = 0
    restart()
    if (limit > 0 && body)
      for await (const chunk of body) {
        restart()
        bytes += chunk.length
        if (bytes > limit) throw new UnusableAnswer('Oura answered with more than 16 MiB.')
        chunks.push(chunk)
      }
    return { status, headers, text: new TextDecoder('utf-8', { fatal: isSuccess, ignoreBOM: true }).decode(Buffer.concat(chunks)) }
  } catch (error) {
    signal?.throwIfAborted()
    if (late.signal.aborted) throw late.signal.reason
    throw error instanceof OuraError ? error : new OuraError('unreachable', `Oura could not be reached (${codeOf(error)}).`)
  } finally {
    clearTimeout(total)
    clearTimeout(timer)
  }
}

/** What went wrong, as one of Node's constants. The error itself may quote an address or a header, and stays here. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && /^[A-Z][A-Z\d_]+$/.test(String(at.code))) return String(at.code)
  return error instanceof TypeError ? 'no plain answer' : 'unknown'
}
