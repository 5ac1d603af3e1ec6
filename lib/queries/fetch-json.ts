import type { ErrorBody, ErrorCode } from '@/lib/api'

/** An answer that is not data. `network`: nothing answered at all. `retryAfter` is in ms, null when the server named none. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode | 'network'
  readonly status: number
  readonly retryAfter: number | null
  constructor(code: ErrorCode | 'network', detail: string, status: number, retryAfter: number | null = null) {
    super(detail)
    this.code = code
    this.status = status
    this.retryAfter = retryAfter
  }
}

type Options = { signal?: AbortSignal; method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; body?: unknown }

/**
 * A server that has not begun to answer by then (ms) never will: a tunnel is gone, a machine asleep. Nor will one come to an end that takes as
 * long for the rest. What is changed may wait for Oura.
 */
const PATIENCE = { read: 60_000, change: 180_000 }

let account: string | null = null

/**
 * From now on whatever is read or changed is meant to be of this person's archive, and the server refuses it of anybody else's: a page may
 * have been open for long, and its browser's cookie may be another's by now.
 */
export function actAs(userId: string): void {
  account = userId
}

let gate: Promise<unknown> = Promise.resolve()
let whenHeld = () => {}

/**
 * Lets every request from now on wait for `until` too, come what may of it: none is refused, or answered, too early. `isWaiting` is
 * called when there is one.
 */
export function holdRequests(until: Promise<unknown>, isWaiting?: () => void): void {
  gate = Promise.allSettled([gate, until])
  if (isWaiting) whenHeld = isWaiting
}

/** Asks this server for JSON. Rejects with `ApiError` for every status over 399 and when nothing answers; aborts reject as they are. */
export async function fetchJson<T>(path: string, options: Options = {}): Promise<T> {
  const held = gate
  whenHeld()
  await held
  const response = await request(path, options)
  if (response.ok) return (response.status === 204 ? null : await response.json()) as T
  // A request that left before the quiet sign-in began goes once more after it.
  if (response.status === 401 && gate !== held) return fetchJson<T>(path, options)
  throw await apiError(response)
}

/** The same door without waiting for the sign-in: for the sign-in itself. The answer is here as a whole. */
export async function request(path: string, { signal, method = 'GET', body }: Options): Promise<Response> {
  const patience = new AbortController()
  const leave = () => patience.abort(signal?.reason)
  signal?.addEventListener('abort', leave)
  if (signal?.aborted) leave()
  const wait = () => setTimeout(leave, method === 'GET' ? PATIENCE.read : PATIENCE.change)
  let timer = wait()
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(account === null ? {} : { 'x-ringside-account': account }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: patience.signal,
      cache: 'no-store',
    })
    clearTimeout(timer)
    timer = wait()
    const whole = await answer.arrayBuffer()
    return new Response(whole.byteLength > 0 ? whole : null, answer)
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError('network', 'No answer from this server.', 0)
  } finally {
    clearTimeout(timer)
  }
}

async function apiError(response: Response): Promise<ApiError> {
  const body: Partial<ErrorBody> | null = await response.json().catch(() => null)
  const after = retryAfter(response.headers.get('retry-after'))
  return new ApiError(body?.code ?? 'internal', body?.detail ?? `This server answered ${response.status}.`, response.status, after)
}

/** `Retry-After` in ms: seconds or an HTTP date; null when absent or unreadable. */
export function retryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}
