import 'server-only'
import type { Day } from '@/lib/domain/day'
import type { DocumentCollection, SampleCollection } from '@/lib/oura/collections'

/** A document as it is kept: `body` is the JSON text exactly as Oura sent it; `day` its own day, null for those that have none. */
export type RawDocument = { id: string; day: Day | null; body: string }

/** A row of heart rate or battery; `at` is its instant in epoch ms, `body` its JSON text as sent. */
export type RawSample = { at: number; body: string }

/** A document that does not fit its schema. Kept aside with the reason, so that it never costs its neighbours. */
export type Quarantined = { body: string; reason: string }

export type Fetched<T> = { items: T[]; quarantined: Quarantined[] }

/**
 * Where documents come from: Oura itself (`oura-client.ts`) or the demo ring (`demo-source.ts`). Every method rejects with an
 * `OuraError` and nothing else, except for an abort by `signal`.
 */
export type OuraSource = {
  /** `id` names the Oura account; null in answers of the shape of 2022. */
  personalInfo(signal?: AbortSignal): Promise<{ id: string | null; body: string }>
  /** All documents whose own day lies in `from` … `to`, both included; for ring_configuration all there are. */
  documents(collection: DocumentCollection, from: Day, to: Day, signal?: AbortSignal): Promise<Fetched<RawDocument>>
  document(collection: DocumentCollection, id: string, signal?: AbortSignal): Promise<RawDocument>
  /** All rows in [from, to), epoch ms, in order of time. */
  samples(collection: SampleCollection, from: number, to: number, signal?: AbortSignal): Promise<Fetched<RawSample>>
}

/**
 * Why Oura did not answer with data, by what has to happen next (reliability §3).
 * - `token`: the bearer is expired, revoked or malformed → reconnect
 * - `misconfigured`: the sign-in cannot be renewed because of this server's own keys or application → its owner mends that
 * - `scope`: this token was not given `scope` → that collection is off, the token lives
 * - `membership`: 403 → the membership lapsed, or access was withdrawn
 * - `limited`: 429 → again at `retryAt` (epoch ms)
 * - `unreachable`: network, timeout, 5xx, or an answer that is no JSON of the promised shape → again later; with a `retryAt` our own
 *   breaker is open, and nothing was asked
 * - `missing`: 404 on a document → tombstone
 * - `refused`: any other 4xx; our request is at fault → no retry, that collection is off for a day
 */
export type OuraErrorKind = 'token' | 'misconfigured' | 'scope' | 'membership' | 'limited' | 'unreachable' | 'missing' | 'refused'

export class OuraError extends Error {
  // The server's bundles each hold this class, and clients are shared between them: one made elsewhere is one all the same.
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this method and keep the ordinary test.
    if (this !== OuraError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return value instanceof Error && value.name === 'OuraError'
  }
  override readonly name = 'OuraError'
  readonly kind: OuraErrorKind
  readonly status: number | null
  readonly scope: string | null
  readonly retryAt: number | null
  constructor(kind: OuraErrorKind, message: string, more: { status?: number; scope?: string; retryAt?: number; cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.kind = kind
    this.status = more.status ?? null
    this.scope = more.scope ?? null
    this.retryAt = more.retryAt ?? null
  }
}

/** Whether nothing was asked, because Oura has not answered for a while: that says nothing about what was to be asked. */
export const isResting = ({ kind, retryAt }: OuraError): boolean => kind === 'unreachable' && retryAt !== null
