import 'server-only'
import type { Kysely } from 'kysely'
import type { Connection } from './connections'
import type { Database } from './schema'

/** Machines that share a database differ by less. What is further off was written by a clock that has been set right since. */
export const CLOCKS_APART_MS = 3_600_000

/**
 * Compare-and-swap before a refresh token is sent: `owner` alone may send this one for `lease` ms, and that it may have been sent is
 * written down. False when somebody else is at it, or the token is no longer this one. `dead`: an owner known to be gone; one whose time
 * ends later than any lease can was written by a clock that was ahead.
 */
export async function beginRefresh(
  db: Kysely<Database>,
  { user_id, refresh_ct }: Pick<Connection, 'user_id' | 'refresh_ct'>,
  { owner, dead, now, lease }: { owner: string; dead: string | null; now: number; lease: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connection')
    .set({ refresh_owner: owner, refresh_until: now + lease, refresh_intent_at: now, updated_at: now })
    .where('user_id', '=', user_id)
    .where('refresh_ct', '=', refresh_ct)
    .where((row) =>
      row.or([
        row('refresh_owner', 'is', null),
        row('refresh_until', '<=', now),
        row('refresh_until', '>', now + lease + CLOCKS_APART_MS),
        ...(dead === null ? [] : [row('refresh_owner', '=', dead)]),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type Pair = Pick<Connection, 'access_ct' | 'refresh_ct' | 'token_fingerprint' | 'token_last4' | 'issued_at' | 'expires_at' | 'scopes'>

/** The new pair in, the intent out, in one statement; only over the refresh token that was spent for it. Answers whether it was there. */
export async function finishRefresh(
  db: Kysely<Database>,
  { user_id, refresh_ct }: Pick<Connection, 'user_id' | 'refresh_ct'>,
  pair: Pair,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connection')
    .set({
      ...pair,
      ...AT_REST,
      refresh_intent_at: null,
      refresh_failure: null,
      refresh_fail_count: 0,
      refresh_retry_at: null,
      updated_at: now,
    })
    .where('user_id', '=', user_id)
    .where('refresh_ct', '=', refresh_ct)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type Failed = Pick<Connection, 'refresh_failure' | 'refresh_fail_count' | 'refresh_retry_at' | 'refresh_intent_at'>

/** A refresh that brought nothing: why, and when again. Both tokens stay as they are. Answers whether that refresh token is still the one. */
export async function failRefresh(
  db: Kysely<Database>,
  { user_id, refresh_ct }: Pick<Connection, 'user_id' | 'refresh_ct'>,
  failed: Failed,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connection')
    .set({ ...failed, ...AT_REST, updated_at: now })
    .where('user_id', '=', user_id)
    .where('refresh_ct', '=', refresh_ct)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * The application is another, or mended: whoever was refused because of what it was before is tried again, unless Oura itself asked to
 * wait. Answers whose they are.
 */
export async function forgiveRefused(db: Kysely<Database>, clientId: string, now: number): Promise<string[]> {
  const rows = await db
    .updateTable('connection')
    .set({
      refresh_failure: null,
      refresh_fail_count: 0,
      refresh_retry_at: null,
      updated_at: now,
    })
    .where('kind', '=', 'oauth')
    .where('client_id', '=', clientId)
    .where('refresh_failure', 'in', ['refused', 'other_app'])
    .returning('user_id')
    .execute()
  if (rows.length === 0) return []
  await db
    .updateTable('connection')
    .set({ state: null, state_reason: null, state_since: null, retry_at: null, updated_at: now })
    .where(
      'user_id',
      'in',
      rows.map(({ user_id }) => user_id),
    )
    .where('state', 'in', ['token', 'misconfigured'])
    .execute()
  return rows.map(({ user_id }) => user_id)
}

const AT_REST = { refresh_owner: null, refresh_until: null }
