import 'server-only'
import type { Kysely } from 'kysely'
import { type ConnectionTrouble, isOfAnotherClock, troubleOf } from './connection'
import { SealError } from './crypto'
import { type Connection, findSyncedConnection, markFailed, updateConnection } from './db/connections'
import { database } from './db/kysely'
import type { Database } from './db/schema'
import { StorageError } from './db/storage-error'
import { type Log, log } from './log'
import { OuraError, type OuraSource } from './oura-source'
import { inTurn } from './sync-fetch'
import { withLease } from './sync-lease'
import { readOff } from './sync-off'
import { progressOf } from './sync-progress'
import { runSync } from './sync-run'
import { sourceOf } from './sync-source'

/** What a sync works with: everything that a test replaces. */
export type SyncTools = {
  readonly db: Kysely<Database>
  readonly sourceOf: (connection: Connection) => OuraSource
  readonly now: () => number
  readonly random: () => number
  readonly log: Log
}
/** How a sync ended: `done`, `elsewhere` (another process has it), `waiting` (its time has not come),
 * `replaced` (its connection is another one now), or why it could not go on. */
export type SyncEnd = 'done' | 'elsewhere' | 'replaced' | 'waiting' | 'stopped' | 'storage' | ConnectionTrouble

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const LONGEST_WAIT_MS = 40 * MINUTE_MS
const MISCONFIGURED_WAIT_MS = 60 * MINUTE_MS

/** A running sync: which connection it works with, whether somebody asked for today again, and how to begin anew with another one. */
type Course = { key: string | null; again: boolean; turn: AbortController }
type Flight = Course & { readonly end: Promise<SyncEnd>; readonly today: Promise<void> }

/** Tells a connection from the one that takes its place. */
// A grant of Oura's stays the same connection while its tokens are renewed.
const keyOf = (connection: Connection | null) =>
  connection && `${connection.kind} ${connection.kind === 'oauth' ? '' : connection.token_fingerprint} ${connection.created_at}`

const shared = globalThis as typeof globalThis & {
  ringsideFlights?: Map<string, Flight>
  ringsideHeld?: Set<string>
  ringsideStop?: AbortController
}
const flights = () => {
  shared.ringsideFlights ??= new Map()
  return shared.ringsideFlights
}
/** Whose syncs are kept from running. */
const held = () => {
  shared.ringsideHeld ??= new Set()
  return shared.ringsideHeld
}
/** Aborted when this process is about to end. */
const stopping = () => {
  shared.ringsideStop ??= new AbortController()
  return shared.ringsideStop
}

/** When to try again after a failure, epoch ms; null for never (until somebody reconnects). Outages back off, with jitter, to 40 minutes. */
export function retryAt(
  trouble: ConnectionTrouble,
  named: number | null,
  failures: number,
  now: number,
  random: () => number,
): number | null {
  if (trouble === 'token') return null
  if (trouble === 'membership') return now + DAY_MS
  if (trouble === 'misconfigured') return now + MISCONFIGURED_WAIT_MS
  if (trouble === 'limited') return named ?? now + MINUTE_MS
  const wait = Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** Math.min(failures, 10))
  return now + wait / 2 + (random() * wait) / 2
}

async function noteWell(tools: SyncTools, connection: Connection): Promise<void> {
  const now = tools.now()
  const userId = connection.user_id
  if (keyOf(await findSyncedConnection(tools.db, userId)) !== keyOf(connection)) return
  const missing = (await readOff(tools.db, userId)).filter(({ reason }) => reason === 'missing_scope').map(({ scope }) => scope)
  const scopes = [...new Set(missing)].join(' ')
  await updateConnection(
    tools.db,
    userId,
    { state: null, state_reason: null, state_since: null, missing_scopes: scopes || null, last_ok_at: now, fail_count: 0, retry_at: null },
    now,
  )
  tools.log.change(`connection ${userId}`, 'well', 'info', 'oura.reached', { user: userId })
}

async function noteTrouble(tools: SyncTools, connection: Connection, trouble: ConnectionTrouble, error: unknown): Promise<SyncEnd> {
  const now = tools.now()
  const userId = connection.user_id
  const current = await findSyncedConnection(tools.db, userId)
  // What an old token met says nothing of the one that took its place.
  if (keyOf(current) !== keyOf(connection)) return 'replaced'
  const named = error instanceof OuraError ? error.retryAt : null
  const failures = current?.fail_count ?? 0
  const retry_at = retryAt(trouble, named, failures, now, tools.random)
  await markFailed(tools.db, userId, { state: trouble, reason: trouble, retry_at }, now)
  const level = trouble === 'limited' || trouble === 'unreachable' ? 'warn' : 'error'
  tools.log.change(`connection ${userId}`, trouble, level, 'oura.trouble', { user: userId, kind: trouble, error })
  return trouble
}

/** Whether there is no point in asking Oura now: the token is dead, or it named a time to wait for. */
function mustWait(connection: Connection, now: number): boolean {
  const trouble = troubleOf(connection)
  if (trouble === 'token') return true
  if (isOfAnotherClock(connection, now)) return false
  return (trouble === 'limited' || trouble === 'membership') && (connection.retry_at ?? 0) > now
}

async function underLease(tools: SyncTools, userId: string, lost: AbortSignal, course: Course, onToday: () => void): Promise<SyncEnd> {
  const connection = await findSyncedConnection(tools.db, userId)
  course.key = keyOf(connection)
  const signal = AbortSignal.any([stopping().signal, lost, course.turn.signal])
  if (!connection || held().has(userId) || mustWait(connection, tools.now())) return 'waiting'
  await updateConnection(tools.db, userId, { last_attempt_at: tools.now() }, tools.now())
  try {
    const source = tools.sourceOf(connection)
    // After an outage one question finds out whether it is over.
    if (troubleOf(connection) === 'unreachable') await inTurn(() => source.personalInfo(signal)).catch(unlessScope)
    await runSync({
      db: tools.db,
      userId,
      log: tools.log,
      source,
      now: tools.now,
      signal,
      askedAgain: () => {
        const { again } = course
        course.again = false
        return again
      },
      onNewest: () => noteWell(tools, connection),
      onRecent: onToday,
    })
    await noteWell(tools, connection)
    return 'done'
  } catch (error) {
    if (course.turn.signal.aborted && !stopping().signal.aborted) return 'replaced'
    if (signal.aborted) return 'stopped'
    if (error instanceof SealError) return noteTrouble(tools, connection, 'misconfigured', error)
    if (!(error instanceof OuraError)) throw error
    const trouble = troubleOf({ state: error.kind }) ?? 'unreachable'
    return noteTrouble(tools, connection, trouble, error)
  }
}

const unlessScope = (error: unknown) => {
  if (!(error instanceof OuraError && error.kind === 'scope')) throw error
}

async function fly(tools: SyncTools, userId: string, course: Course, onToday: () => void): Promise<SyncEnd> {
  const progress = progressOf(userId)
  const hadTrouble = progress.trouble !== null
  Object.assign(progress, { running: true, trouble: null })
  try {
    for (;;) {
      const end = await withLease(tools.db, userId, tools.now, (lost) => underLease(tools, userId, lost, course, onToday))
      if (end === 'replaced') {
        course.turn = new AbortController()
        continue
      }
      // Said, so that the next time is said too.
      if (hadTrouble) tools.log.change(`sync ${userId}`, 'well', 'info', 'sync.resumed', { user: userId })
      return end ?? 'elsewhere'
    }
  } catch (error) {
    // The archive cannot be written, or this program is at fault; neither says anything of the connection.
    progress.trouble = error instanceof StorageError ? error.code : 'internal'
    tools.log.change(`sync ${userId}`, progress.trouble, 'error', 'sync.failed', { user: userId, error })
    return 'storage'
  } finally {
    Object.assign(progress, { running: false, attempted: true, collection: null })
    onToday()
  }
}

/**
 * Syncs one person, or joins the sync that is already running: that one reads today again before it goes on with the history. Never
 * rejects. `today` resolves when the last 30 days are there, or the sync has ended.
 */
export function syncUser(tools: SyncTools, userId: string): { end: Promise<SyncEnd>; today: Promise<void> } {
  const running = flights().get(userId)
  if (running) {
    running.again = true
    return running
  }
  const course: Course = { key: null, again: false, turn: new AbortController() }
  const today = Promise.withResolvers<void>()
  const end = fly(tools, userId, course, today.resolve).finally(() => flights().delete(userId))
  const made = Object.assign(course, { end, today: today.promise })
  flights().set(userId, made)
  return made
}

/** Makes a running sync let go of a connection that is no longer this person's, or of a person who is kept out: it goes on with the new one, or ends. */
export async function turnSync({ db }: Pick<SyncTools, 'db'>, userId: string): Promise<void> {
  const flight = flights().get(userId)
  if (flight?.key && flight.key !== keyOf(await findSyncedConnection(db, userId))) flight.turn.abort()
}

/** Does `work` while no sync of this person runs in this process: one under way is ended first, and none begins until it is done. */
export async function withoutSync<T>(userId: string, work: () => Promise<T>): Promise<T> {
  held().add(userId)
  try {
    const flight = flights().get(userId)
    flight?.turn.abort()
    await flight?.end
    return await work()
  } finally {
    held().delete(userId)
  }
}

/** What the server's own syncs work with. */
export async function systemTools(): Promise<SyncTools> {
  return { db: await database(), sourceOf, now: Date.now, random: Math.random, log: log() }
}

/**
 * Starts a sync of this person without waiting for it: after a token was pasted, after somebody disconnected, or because somebody asked
 * for it.
 */
export async function syncSoon(userId: string): Promise<void> {
  const tools = await systemTools()
  await turnSync(tools, userId)
  syncUser(tools, userId)
}

/** Lets the running syncs come to the end of their transaction and keeps new ones from starting. For the end of the process. */
export async function stopSyncs(): Promise<void> {
  stopping().abort()
  await Promise.all([...flights().values()].map(({ end }) => end))
}
