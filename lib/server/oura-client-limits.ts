import 'server-only'
import pLimit from 'p-limit'
import { UnusableAnswer } from './oura-client-errors'
import { OuraError } from './oura-source'

/** The clock that waits go by; tests bring one that never sleeps for real. */
export type Clock = {
  /** Epoch ms. */
  now(): number
  sleep(ms: number): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

const CALLS_PER_HOST = 8
const CALLS_PER_CONNECTION = 4
const FAILURES_TO_OPEN = 5
const OPEN_MS = 30_000
const MAX_TRIES = 5
const FIRST_BACKOFF_MS = 1000
const LONGEST_BACKOFF_MS = 300_000

/** Oura's limit is 5,000 in five minutes for an application; what is left is for people who wait. */
const CALLS_PER_WINDOW = 4000
const WINDOW_MS = 300_000

type Limit = ReturnType<typeof pLimit>
/** What all connections to one host share: places for calls, a budget of calls, and the breaker. */
export type Host = { limit: Limit; turn: () => number; breaker: Breaker }
type Running = { signal: AbortSignal | undefined; urgent: boolean; once?: boolean }
type Breaker = ReturnType<typeof breaker>

/** Opens after 5 failures in a row for 30 s; then one probe decides. */
function breaker(clock: Clock) {
  let failures = 0
  let openUntil: number | null = null
  let probe: PromiseWithResolvers<void> | null = null
  return {
    isOpen: () => openUntil !== null,
    /** Rejects while no call may be made, waits beside a probe for what it finds; else tells whether this call is the probe. */
    async enter(): Promise<boolean> {
      while (openUntil !== null) {
        if (clock.now() < openUntil) throw new OuraError('unreachable', 'Oura has not answered for a while.', { retryAt: openUntil })
        if (!probe) {
          probe = Promise.withResolvers()
          return true
        }
        await probe.promise
      }
      return false
    },
    leave(outcome: 'success' | 'failure' | 'neither', isProbe: boolean) {
      if (outcome === 'success') {
        failures = 0
        openUntil = null
      } else if (outcome === 'failure' && (++failures >= FAILURES_TO_OPEN || isProbe)) openUntil = clock.now() + OPEN_MS
      if (!isProbe) return
      probe?.resolve()
      probe = null
    },
  }
}

/** Hands out turns, as the ms to wait for each: no more than the window has, first come, first served. */
function budget(clock: Clock): () => number {
  const turns: number[] = []
  return () => {
    const now = clock.now()
    const full = turns.length >= CALLS_PER_WINDOW ? (turns.shift() ?? 0) + WINDOW_MS : 0
    turns.push(Math.max(now, full))
    return Math.max(0, full - now)
  }
}

export const host = (clock: Clock = systemClock): Host => ({ limit: pLimit(CALLS_PER_HOST), turn: budget(clock), breaker: breaker(clock) })

// Next loads a module once per bundle: the scheduler and the routes would each count their own eight calls.
const HOSTS = Symbol.for('ringside.oura-hosts')
const shared = globalThis as { [HOSTS]?: Map<string, Host> }

/** The one host behind an origin in this process. */
export function sharedHost(origin: string): Host {
  shared[HOSTS] ??= new Map()
  const known = shared[HOSTS].get(origin) ?? host()
  shared[HOSTS].set(origin, known)
  return known
}

/**
 * Runs the calls of one connection: at most 4 at once and 8 per host, 4,000 of the host in 5 minutes, none before the time a 429
 * named, transient failures again.
 */
export function connectionLimits({ limit, turn, breaker }: Host, clock: Clock, random: () => number) {
  const own = pLimit(CALLS_PER_CONNECTION)
  let notBefore = 0

  const once = async <P, T>(prepare: () => Promise<P>, call: (prepared: P) => Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    signal?.throwIfAborted()
    const prepared = await prepare()
    if (clock.now() < notBefore) throw new OuraError('limited', 'Oura asked to wait.', { status: 429, retryAt: notBefore })
    const isProbe = await breaker.enter()
    let outcome: 'success' | 'failure' | 'neither' = 'neither'
    try {
      // Given up while it waited for the probe.
      signal?.throwIfAborted()
      const result = await call(prepared)
      outcome = 'success'
      return result
    } catch (error) {
      // Any answer in words, a 4xx too, shows that the host is there.
      if (error instanceof OuraError) outcome = error.kind === 'unreachable' ? 'failure' : 'success'
      if (error instanceof OuraError && error.kind === 'limited') notBefore = Math.max(notBefore, error.retryAt ?? 0)
      throw error
    } finally {
      breaker.leave(outcome, isProbe)
    }
  }

  /**
   * `prepare` goes before every try, and its failures say nothing about the host. An `urgent` call takes no turn of the budget; one that is
   * made `once` is not made again by itself.
   */
  return async <P, T>(
    prepare: () => Promise<P>,
    call: (prepared: P) => Promise<T>,
    { signal, urgent, once: single }: Running,
  ): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        const wait = urgent ? 0 : turn()
        if (wait > 0) await unlessAborted(clock.sleep(wait), signal)
        return await unlessAborted(
          own(() => limit(() => once(prepare, call, signal))),
          signal,
        )
      } catch (error) {
        const again = error instanceof OuraError && error.kind === 'unreachable' && !(error instanceof UnusableAnswer)
        if (!again || single || tries >= MAX_TRIES || breaker.isOpen()) throw error
      }
      // Full jitter: many who failed together do not come back together.
      await unlessAborted(clock.sleep(random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (tries - 1))), signal)
    }
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
