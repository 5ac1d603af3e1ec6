import 'server-only'
import type { Kysely } from 'kysely'
import type { Collection } from '@/lib/oura/collections'
import { COLLECTIONS, isCollection } from '@/lib/oura/collections'
import type { Database } from './db/schema'
import { failWindow, finishWindow, planWindows, readWindows, type SyncWindow } from './db/sync-windows'
import type { OuraError } from './oura-source'
import { FIRST_DAY } from './sync-plan'

export type OffReason = 'missing_scope' | 'upstream_refused' | 'upstream_unreachable'
/** A collection that is left alone until `until` (epoch ms), and why. The others go on. */
export type Off = { readonly collection: Collection; readonly reason: OffReason; readonly scope: string | null; readonly until: number }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const REASONS = {
  scope: { reason: 'missing_scope', wait: DAY_MS },
  refused: { reason: 'upstream_refused', wait: DAY_MS },
  unreachable: { reason: 'upstream_unreachable', wait: HOUR_MS / 2 },
} as const satisfies Partial<Record<OuraError['kind'], { reason: OffReason; wait: number }>>

const keyOf = (collection: Collection) => ({ collection, from_day: FIRST_DAY, to_day: FIRST_DAY })

function offOf({ collection, state, reason, retry_at, from_day, to_day }: SyncWindow): Off[] {
  if (state !== 'failed' || from_day !== to_day || retry_at === null || !isCollection(collection)) return []
  const [word = '', scope] = (reason ?? '').split(' ')
  const known = Object.values(REASONS).find((one) => one.reason === word)
  return known ? [{ collection, reason: known.reason, scope: scope ?? null, until: retry_at }] : []
}

/** Whether a collection is still to be left alone. A wait longer than any that is written is of a clock that was ahead. */
export const isOff = ({ until }: Off, now: number): boolean => until > now && until <= now + DAY_MS

/** Every collection that is, or was when last asked, off; those whose time is up included. */
export async function readOff(db: Kysely<Database>, userId: string): Promise<Off[]> {
  return (await readWindows(db, userId)).flatMap(offOf)
}

/** Leaves a collection alone for a while, by the kind of its error: a missing scope or a refusal for a day, an outage for half an hour. */
export async function turnOff(db: Kysely<Database>, userId: string, collection: Collection, error: OuraError, now: number): Promise<void> {
  const why = Object.hasOwn(REASONS, error.kind) ? REASONS[error.kind as keyof typeof REASONS] : REASONS.refused
  const reason = why.reason === 'missing_scope' ? `${why.reason} ${error.scope ?? COLLECTIONS[collection].scope}` : why.reason
  await planWindows(db, userId, [keyOf(collection)])
  await failWindow(db, userId, { ...keyOf(collection), attempts: 0 }, { reason, retry_at: now + why.wait })
}

/** The collection answers again. */
export async function turnOn(db: Kysely<Database>, userId: string, collection: Collection, now: number): Promise<void> {
  await finishWindow(db, userId, keyOf(collection), now)
}

/** With a new token, or a new grant, what the old one was not shown may be shared: it is asked for again at once. */
export async function turnOnShared(db: Kysely<Database>, userId: string, now: number): Promise<void> {
  for (const { collection, reason } of await readOff(db, userId)) if (reason === 'missing_scope') await turnOn(db, userId, collection, now)
}
