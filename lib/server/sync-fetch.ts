import 'server-only'
import pLimit, { type LimitFunction } from 'p-limit'
import { addDays, type Day, utcMidnight } from '@/lib/domain/day'
import { type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { isResting, OuraError, type OuraSource, type Quarantined, type RawDocument, type RawSample } from './oura-source'
import type { Ask } from './sync-plan'

export type Held = { readonly id: string; readonly day: Day | null }
/** Oura's answer to an ask. `gone` are documents it no longer has, `moved` those it now files under a day outside of the ask. */
export type Answer = { readonly ask: Ask; readonly quarantined: readonly Quarantined[] } & (
  | {
      readonly kind: 'documents'
      readonly items: readonly RawDocument[]
      readonly gone: readonly Held[]
      readonly moved: readonly RawDocument[]
    }
  | { readonly kind: 'samples'; readonly items: readonly RawSample[] }
)
export type Failure = { readonly ask: Ask; readonly error: OuraError }
/** What became of a window's asks; those that were never sent, or were given up with it, are in neither list. */
export type Fetched = { readonly answers: readonly Answer[]; readonly failures: readonly Failure[] }

const PER_USER = 4
const EVERYBODY = 8
/** So many refusals to connect, with no answer among them, are an outage and not one broken collection. */
export const OUTAGE = 3
/** When more have disappeared than this, the first few speak for the rest. */
const CONFIRMED_ONE_BY_ONE = 10

// Routes and instrumentation have their own copies of a module; the limit is the process's.
const shared = globalThis as typeof globalThis & { ringsideFetches?: LimitFunction }

/** Asks when it is this request's turn among everybody's. */
export function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  shared.ringsideFetches ??= pLimit(EVERYBODY)
  return shared.ringsideFetches(ask)
}

/**
 * Asks for each document that a listing left out, before it is taken for gone: it may have moved to another day, or the listing may have
 * been short. Rejects with an OuraError when that cannot be told.
 */
export async function missing(source: OuraSource, collection: DocumentCollection, absent: readonly Held[], signal: AbortSignal) {
  const found: RawDocument[] = []
  const gone: Held[] = []
  for (const held of absent.slice(0, CONFIRMED_ONE_BY_ONE)) {
    try {
      found.push(await source.document(collection, held.id, signal))
    } catch (error) {
      if (!(error instanceof OuraError && error.kind === 'missing')) throw error
      gone.push(held)
    }
  }
  return { found, gone: found.length === 0 ? absent : gone }
}

async function documents(source: OuraSource, ask: Ask, held: (ask: Ask) => Promise<readonly Held[]>, signal: AbortSignal): Promise<Answer> {
  const collection = ask.collection as DocumentCollection
  const { items, quarantined } = await source.documents(collection, ask.from, ask.to, signal)
  const sent = new Set(items.map(({ id }) => id))
  const absent = (await held(ask)).filter(({ id }) => !sent.has(id))
  // A document that no longer fits its schema is still there.
  if (absent.length === 0 || quarantined.length > 0) return { ask, kind: 'documents', items, quarantined, gone: [], moved: [] }
  const { found, gone } = await missing(source, collection, absent, signal)
  const isInside = ({ day }: RawDocument) => day !== null && day >= ask.from && day <= ask.to
  return {
    ask,
    kind: 'documents',
    items: [...items, ...found.filter(isInside)],
    quarantined,
    gone,
    moved: found.filter((document) => !isInside(document)),
  }
}

async function answer(source: OuraSource, ask: Ask, held: (ask: Ask) => Promise<readonly Held[]>, signal: AbortSignal): Promise<Answer> {
  if (!isSampleCollection(ask.collection)) return documents(source, ask, held, signal)
  const from = Math.max(utcMidnight(ask.from), ask.since ?? 0)
  const { items, quarantined } = await source.samples(ask.collection, from, utcMidnight(addDays(ask.to, 1)), signal)
  return { ask, kind: 'samples', items, quarantined }
}

/** Whether the rest of a window need not be tried: the token, the account, the quota or the way to Oura is at fault. */
const endsWindow = (error: OuraError, answers: number, outages: number) =>
  error.kind === 'token' ||
  error.kind === 'misconfigured' ||
  error.kind === 'membership' ||
  error.kind === 'limited' ||
  isResting(error) ||
  (error.kind === 'unreachable' && answers === 0 && outages >= OUTAGE)

/**
 * Sends a window's asks, four at a time for one person and eight for all. Failures of a collection are told beside the answers of the
 * others; one that concerns them all ends the window. `held` knows which documents the archive has. Rejects only when `signal` aborts.
 */
export async function fetchWindow(
  source: OuraSource,
  asks: readonly Ask[],
  held: (ask: Ask) => Promise<readonly Held[]>,
  signal: AbortSignal,
  onDone: (ask: Ask) => void = () => {},
): Promise<Fetched> {
  const mine = pLimit(PER_USER)
  const window = new AbortController()
  const both = AbortSignal.any([signal, window.signal])
  const answers: Answer[] = []
  const failures: Failure[] = []
  const one = async (ask: Ask) => {
    if (both.aborted) return
    try {
      answers.push(await answer(source, ask, held, both))
    } catch (error) {
      if (both.aborted) return
      if (!(error instanceof OuraError)) {
        window.abort()
        throw error
      }
      failures.push({ ask, error })
      const outages = failures.filter((failure) => failure.error.kind === 'unreachable').length
      if (endsWindow(error, answers.length, outages)) window.abort()
    } finally {
      onDone(ask)
    }
  }
  await Promise.all(asks.map((ask) => mine(() => inTurn(() => one(ask)))))
  signal.throwIfAborted()
  return { answers, failures }
}
