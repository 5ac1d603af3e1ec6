import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { bearerOf, refreshTokenOf, sealedPair } from './connection-token'
import { SealError } from './crypto'
import { appendAudit } from './db/audit'
import { type Connection, findConnection } from './db/connections'
import { beginRefresh, CLOCKS_APART_MS, failRefresh, finishRefresh } from './db/refreshes'
import type { Database } from './db/schema'
import { StorageError } from './db/storage-error'
import { isDead, self } from './lease-owner'
import type { Log } from './log'
import { type Pair, refreshPair, revokeGrant } from './oauth'
import { findApp } from './oauth-app'
import { OAuthRefusal } from './oauth-refusal'
import { serverAt } from './oauth-servers'
import { holdUnkept, unkeptBearer } from './oauth-unkept'
import { OuraError } from './oura-source'

/** The moments of a refresh at which a test ends the process. */
export type RefreshPoint = 'begin' | 'intent' | 'sent' | 'answered' | 'sealed' | 'kept'
export type RefreshTools = {
  readonly db: Kysely<Database>
  readonly now: () => number
  readonly log: Log
  readonly at?: (point: RefreshPoint) => void
}

/**
 * Why a refresh token brings nothing more, in the words of `connection.refresh_failure`.
 * Somebody has to connect again: `revoked`, `interrupted` (it was spent and its answer lost), `other_app` (the server's application is
 * another now). The owner has to mend the application: `refused`. It is tried again by itself: `unreachable`, `limited`.
 */
export type RefreshFailure = 'revoked' | 'interrupted' | 'other_app' | 'refused' | 'unreachable' | 'limited'

const MINUTE_MS = 60_000
const LEASE_MS = 30_000
const LONGEST_WAIT_MS = 60 * MINUTE_MS
const DEAD: ReadonlySet<string> = new Set<RefreshFailure>(['revoked', 'interrupted', 'other_app'])
export const isFinal = (failure: string | null): boolean => failure !== null && DEAD.has(failure)

/**
 * Whether an access token is due: less than a fifth of its life, or a quarter of an hour, is left (of a short life at most half), so that
 * a refresh that fails leaves time to mend it.
 */
export function isDue({ issued_at, expires_at }: Pick<Connection, 'issued_at' | 'expires_at'>, now: number): boolean {
  if (expires_at === null) return false
  const life = expires_at - (issued_at ?? expires_at - 60 * MINUTE_MS)
  return expires_at - now < Math.min(life / 2, Math.max(life / 5, 15 * MINUTE_MS))
}

const flights = globalThis as typeof globalThis & { ringsideRefreshes?: Map<string, Promise<string>> }

/**
 * The bearer of a person's OAuth connection, renewed when it is due, or when Oura has `refused` that one. However many ask at once, in
 * however many processes, the refresh token is sent once. Rejects with an OuraError: `token` (connect again), `misconfigured` (the
 * application is refused), `unreachable` or `limited`.
 */
export async function freshBearer(tools: RefreshTools, userId: string, refused: string | null = null): Promise<string> {
  const connection = await find(tools, userId)
  const usable = usableBearer(connection, refused, tools.now())
  if (usable !== null) return usable
  flights.ringsideRefreshes ??= new Map()
  const running = flights.ringsideRefreshes
  const joined = running.get(userId)
  const flight = joined ?? renew(tools, userId, refused).finally(() => running.delete(userId))
  running.set(userId, flight)
  const bearer = await flight
  if (bearer !== refused) return bearer
  // It was begun by somebody who knew nothing of the refusal.
  if (joined) return freshBearer(tools, userId, refused)
  throw new OuraError('token', 'Oura refuses the very token that it renews.')
}

/** Resolves when no refresh of this person's is under way in this process: the pair that is then in the database is the one that counts. */
export async function refreshSettled(userId: string): Promise<void> {
  await flights.ringsideRefreshes?.get(userId)?.catch(() => undefined)
}

async function find(tools: RefreshTools, userId: string): Promise<Connection> {
  const connection = await findConnection(tools.db, userId)
  if (connection?.kind !== 'oauth') throw new OuraError('unreachable', 'There is another connection now.')
  return connection
}

function opened<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw cause instanceof SealError
      ? new OuraError('misconfigured', 'The token was sealed with a key that is not here.', { cause })
      : cause
  }
}

/** Whether a moment up to which something waits is still to come. Further off than `longest`, a clock that was ahead wrote it. */
const isAhead = (until: number | null, now: number, longest: number) => until !== null && until > now && until <= now + longest

/** The access token as long as nothing is to be done about it now. */
function usableBearer(connection: Connection, refused: string | null, now: number): string | null {
  const unkept = unkeptBearer(connection)
  // The next refresh token is known, but to send it before the database has it would lose two.
  if (unkept !== null && unkept === refused) throw new OuraError('unreachable', 'What Oura renewed could not be written down yet.')
  if (unkept !== null) return unkept
  const bearer = opened(() => bearerOf(connection))
  if (bearer === refused) return null
  if (!isDue(connection, now)) return bearer
  const alive = (connection.expires_at ?? 0) > now
  const waits = isFinal(connection.refresh_failure) || isAhead(connection.refresh_retry_at, now, LONGEST_WAIT_MS)
  return alive && (waits || connection.refresh_ct === null) ? bearer : null
}

async function renew(tools: RefreshTools, userId: string, refused: string | null): Promise<string> {
  for (;;) {
    const connection = await find(tools, userId)
    const now = tools.now()
    const usable = usableBearer(connection, refused, now)
    if (usable !== null) return usable
    refuseHopeless(connection, now)
    const { refresh_owner, refresh_until } = connection
    const dead = refresh_owner !== null && isDead(refresh_owner) ? refresh_owner : null
    if (refresh_owner === null || dead !== null || !isAhead(refresh_until, now, LEASE_MS + CLOCKS_APART_MS)) {
      tools.at?.('begin')
      if (await beginRefresh(tools.db, connection, { owner: self(), dead, now, lease: LEASE_MS })) return spend(tools, connection, refused)
    }
    await sleep(25 + 50 * Math.random())
  }
}

/** Asking would bring nothing: it is known why, or its time has not come. */
function refuseHopeless({ refresh_failure, refresh_retry_at, refresh_ct }: Connection, now: number): void {
  if (refresh_ct === null || isFinal(refresh_failure)) throw new OuraError('token', 'Oura renews this sign-in no more.')
  if (refresh_retry_at === null || !isAhead(refresh_retry_at, now, LONGEST_WAIT_MS)) return
  if (refresh_failure === 'refused') throw new OuraError('misconfigured', 'Oura refuses this server’s application.')
  if (refresh_failure === 'limited')
    throw new OuraError('limited', 'Oura asked to wait before the sign-in is renewed.', { retryAt: refresh_retry_at })
  throw new OuraError('unreachable', 'The sign-in could not be renewed.')
}

/** The call itself. Whatever keeps it from being made is told as an OuraError, and the lease given back as it was. */
async function sendOnce({ db, now, at }: RefreshTools, connection: Connection): Promise<Pair | OAuthRefusal | 'other_app'> {
  try {
    const app = await findApp(db)
    if (app?.clientId !== connection.client_id || !app) return 'other_app'
    const sent = (answered: boolean) => at?.(answered ? 'answered' : 'sent')
    return await refreshPair({ server: serverAt(connection.token_url), app, sent }, refreshTokenOf(connection) ?? '')
  } catch (error) {
    if (error instanceof OAuthRefusal) return error
    const { refresh_failure, refresh_fail_count, refresh_retry_at, refresh_intent_at } = connection
    await failRefresh(db, connection, { refresh_failure, refresh_fail_count, refresh_retry_at, refresh_intent_at }, now())
    return opened(() => {
      throw error
    })
  }
}

/** Under the lease, with the intent written down: the one call, and what comes of it. */
async function spend(tools: RefreshTools, connection: Connection, refused: string | null): Promise<string> {
  const { db, at } = tools
  const userId = connection.user_id
  const asked = tools.now()
  at?.('intent')
  const pair = await sendOnce(tools, connection)
  if (pair instanceof OAuthRefusal || pair === 'other_app') return failed(tools, connection, pair, refused)
  const sealed = sealedPair(userId, pair, asked)
  at?.('sealed')
  const scopes = pair.scopes?.join(' ') ?? connection.scopes
  let kept = true
  const keep = async () => {
    const row = { ...sealed, refresh_ct: sealed.refresh_ct ?? connection.refresh_ct, scopes }
    kept = await finishRefresh(db, connection, row, tools.now())
    at?.('kept')
    tools.log.change(`refresh ${userId}`, 'well', 'info', 'oauth.refreshed', { user: userId })
  }
  try {
    await keep()
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    tools.log.change(`refresh ${userId}`, 'unkept', 'error', 'oauth.unkept', { user: userId, error })
    holdUnkept(connection, pair.accessToken, keep)
  }
  if (!kept) await handBackOrphan(db, connection, pair)
  // Somebody connected anew meanwhile: theirs is the grant that counts.
  return kept ? pair.accessToken : bearerOf(await find(tools, userId))
}

/** A new pair of a connection that is gone by now: who disconnected knew only the pair that was spent, and Oura has to know of this one. */
async function handBackOrphan(db: Kysely<Database>, { user_id, client_id, token_url }: Connection, pair: Pair): Promise<void> {
  const [left, app] = [await findConnection(db, user_id), await findApp(db)]
  if (left || !app || app.clientId !== client_id) return
  await revokeGrant({ server: serverAt(token_url), app }, { access: pair.accessToken, refresh: pair.refreshToken })
}

/** Writes down why, keeps both tokens, and goes on with the access token as long as Oura takes it. */
async function failed(
  tools: RefreshTools,
  connection: Connection,
  why: OAuthRefusal | 'other_app',
  refused: string | null,
): Promise<string> {
  const now = tools.now()
  const userId = connection.user_id
  const current = await find(tools, userId)
  // Another process won, or somebody connected anew: what was refused is no longer what counts.
  if (current.refresh_ct !== connection.refresh_ct) return renew(tools, userId, refused)
  const failure = why === 'other_app' ? why : nameOf(why, connection)
  const refresh_fail_count = connection.refresh_fail_count + 1
  const backoff = Math.min(LONGEST_WAIT_MS, (MINUTE_MS / 2) * 2 ** Math.min(refresh_fail_count - 1, 10))
  const named = why === 'other_app' ? null : why.wait
  const wait = named === null ? backoff : Math.min(LONGEST_WAIT_MS, named)
  await failRefresh(
    tools.db,
    connection,
    {
      refresh_failure: failure,
      refresh_fail_count,
      refresh_retry_at: isFinal(failure) ? null : now + wait,
      // What was lost on the way may have been spent: only a new pair, or Oura's last word, closes that question.
      refresh_intent_at: why !== 'other_app' && why.kind === 'lost' ? (connection.refresh_intent_at ?? now) : connection.refresh_intent_at,
    },
    now,
  )
  if (failure !== connection.refresh_failure) await appendAudit(tools.db, userId, 'refresh_failed', { reason: failure }, now)
  tools.log.change(`refresh ${userId}`, failure, 'error', 'oauth.refresh_failed', { user: userId, reason: failure })
  const usable = usableBearer(await find(tools, userId), refused, now)
  if (usable !== null) return usable
  refuseHopeless(await find(tools, userId), now)
  throw new OuraError('unreachable', 'The sign-in could not be renewed.')
}

function nameOf({ kind }: OAuthRefusal, connection: Connection): RefreshFailure {
  if (kind === 'grant') return connection.refresh_intent_at === null ? 'revoked' : 'interrupted'
  if (kind === 'client' || kind === 'request') return 'refused'
  return kind === 'limited' ? 'limited' : 'unreachable'
}
