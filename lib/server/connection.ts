import 'server-only'
import type { Kysely } from 'kysely'
import type { ConnectionBody, ConnectionState } from '@/lib/api'
import { type Connection, findConnection } from './db/connections'
import type { Database } from './db/schema'
import { scopesOf } from './oauth'
import type { RefreshFailure } from './oauth-refresh'
import { SCOPES } from './oauth-servers'
import type { OuraErrorKind } from './oura-source'
import { isOff, type Off, readOff } from './sync-off'

/** After so long without a success the newest day on screen is no longer today's: it is said, whatever the cause. */
const STALE_MS = 24 * 3_600_000

/** The words of `connection.state`: why the last attempt failed. */
export type ConnectionTrouble = Extract<OuraErrorKind, 'token' | 'membership' | 'limited' | 'unreachable' | 'misconfigured'>

/** What the browser is told of each trouble: a word to switch on, as in the error answers. */
export const REASONS: Record<ConnectionTrouble, string> = {
  token: 'token_rejected',
  membership: 'membership_lapsed',
  limited: 'upstream_limited',
  unreachable: 'upstream_unreachable',
  misconfigured: 'misconfigured',
}

export const troubleOf = ({ state }: Pick<Connection, 'state'>): ConnectionTrouble | null =>
  state !== null && Object.hasOwn(REASONS, state) ? (state as ConnectionTrouble) : null

/** Whether the last attempt lies ahead of `now`: a clock wrote it, and how long to wait, that has been set right since. */
export const isOfAnotherClock = ({ last_attempt_at }: Pick<Connection, 'last_attempt_at'>, now: number): boolean =>
  (last_attempt_at ?? 0) > now

/** What the browser is told of a sign-in that is renewed no more. */
const RENEWALS: Partial<Record<RefreshFailure, { state: ConnectionState; reason: string }>> = {
  revoked: { state: 'reconnect', reason: 'grant_revoked' },
  interrupted: { state: 'reconnect', reason: 'refresh_interrupted' },
  other_app: { state: 'reconnect', reason: 'app_changed' },
  refused: { state: 'misconfigured', reason: 'app_refused' },
}

const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())

type Judged = { state: ConnectionState; since: number | null; reason: string | null }

function judged(connection: Connection, off: readonly Off[], missing: readonly string[], now: number): Judged {
  const trouble = troubleOf(connection)
  const reason = trouble && REASONS[trouble]
  const { state_since: since, last_ok_at } = connection
  const renewal = RENEWALS[connection.refresh_failure as RefreshFailure]
  if (trouble === 'membership') return { state: 'limited', since, reason }
  // Said while the access token still works: it is the owner's time to mend it without a gap.
  if (renewal) return { ...renewal, since }
  if (trouble === 'misconfigured') return { state: 'misconfigured', since, reason }
  if (trouble === 'token') return { state: 'reconnect', since, reason }
  const success = last_ok_at ?? connection.created_at
  if (asksToWait(connection, now)) return { state: 'limited', since, reason }
  if (trouble === 'unreachable' || now - success > STALE_MS) return { state: 'stale', since: success, reason: reason ?? 'not_synced' }
  const first = off.find((one) => one.reason !== 'missing_scope' && isOff(one, now))
  if (first) return { state: 'limited', since: null, reason: first.reason }
  if (missing.length > 0) return { state: 'limited', since: null, reason: 'missing_scope' }
  return { state: 'fresh', since: null, reason }
}

/** What is left alone for a while; what was not shared is told by its scope. */
const leftOut = (off: readonly Off[], now: number): ConnectionBody['left_out'] =>
  off.flatMap((one) =>
    one.reason === 'missing_scope' || !isOff(one, now)
      ? []
      : [{ collection: one.collection, reason: one.reason, retry_at: new Date(one.until).toISOString() }],
  )

/** The end of an access token that is renewed no more, as long as Oura takes it. */
function worksUntil(connection: Connection, now: number): number | null {
  const { refresh_failure, expires_at } = connection
  const trouble = troubleOf(connection)
  const bringsNothing = trouble === 'token' || trouble === 'misconfigured' || trouble === 'membership'
  const isOver = bringsNothing || expires_at === null || expires_at <= now
  return isOver || !RENEWALS[refresh_failure as RefreshFailure] ? null : expires_at
}

/** Which token was pasted, for its owner to tell; what Oura renews by itself is nobody's to tell apart. */
const pastedToken = ({ kind, token_last4: last4, token_fingerprint: fingerprint }: Connection): ConnectionBody['token'] =>
  kind === 'token' && last4 !== null && fingerprint !== null ? { last4, fingerprint } : null

/** Whether Oura named a time before which it wants no question. */
const asksToWait = (connection: Connection, now: number) =>
  troubleOf(connection) === 'limited' && (connection.retry_at ?? 0) > now && !isOfAnotherClock(connection, now)

/** The scopes that this connection lacks, by name: those that Oura has named, and those it never granted. */
function missingScopes({ kind, scopes }: Connection, off: readonly Off[]): string[] {
  const named = off.flatMap(({ scope, reason }) => (reason === 'missing_scope' && scope ? [scope] : []))
  const granted = kind === 'oauth' && scopes !== null ? scopesOf(scopes) : SCOPES
  return [...new Set([...named, ...SCOPES.filter((scope) => scope !== 'personal' && !granted.includes(scope))])].sort()
}

/**
 * How this person is connected with Oura and whether that still works, in one of five words. Without a connection `kind` is null and the
 * state asks to reconnect; the archive is readable all the same.
 */
export async function readConnection(db: Kysely<Database>, userId: string, now: number): Promise<ConnectionBody> {
  const connection = await findConnection(db, userId)
  if (!connection)
    return {
      kind: null,
      state: 'reconnect',
      since: null,
      reason: null,
      missing_scopes: [],
      expires_at: null,
      last_sync_at: null,
      token: null,
      retry_at: null,
      works_until: null,
      left_out: [],
    }
  const off = await readOff(db, userId)
  const missing = missingScopes(connection, off)
  const { state, since, reason } = judged(connection, off, missing, now)
  return {
    kind: connection.kind,
    state,
    since: iso(since),
    reason,
    missing_scopes: missing,
    expires_at: iso(connection.expires_at),
    last_sync_at: iso(connection.last_ok_at),
    token: pastedToken(connection),
    retry_at: asksToWait(connection, now) ? iso(connection.retry_at) : null,
    works_until: iso(worksUntil(connection, now)),
    left_out: leftOut(off, now),
  }
}
