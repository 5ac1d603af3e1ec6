import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import { ApiError } from './api-error'
import { findInviteByHash, type Invite, spendInvite } from './db/invites'
import type { Database } from './db/schema'
import { ensureUser, findOwner, findUserByOuraId } from './db/users'
import type { Env } from './env'

/** The demo ring's user: everybody may look, nobody may change anything. */
export const DEMO_USER = 'demo'

/** By what right somebody who is not known here yet may come in: `mayOwn` as the first of all. */
export type Entry = { mayOwn: boolean; signUps: Env['SIGN_UPS']; inviteHash: string | null }

/** Whether somebody has connected a ring to this server. The first who does owns it. */
export async function isOwned(db: Kysely<Database>): Promise<boolean> {
  return (await findOwner(db)) !== null
}

/** Spends an invitation. Rejects with `code_unknown`, `code_used` or `code_expired`. */
async function spend(db: Kysely<Database>, hash: string, now: number): Promise<Invite> {
  const invite = await findInviteByHash(db, hash)
  if (!invite || invite.revoked_at !== null) throw new ApiError('code_unknown', 'This invitation is unknown here, or was withdrawn.')
  if (await spendInvite(db, invite.user_id, invite.id, now)) return invite
  throw invite.used_at === null
    ? new ApiError('code_expired', 'This invitation has run out; ask for another one.')
    : new ApiError('code_used', 'This invitation was used already; ask for another one.')
}

/** What a newcomer is called and may do. Rejects with an ApiError for those who may not come in. */
async function admission(db: Kysely<Database>, { mayOwn, signUps, inviteHash }: Entry, now: number) {
  if (!(await isOwned(db))) {
    if (!mayOwn) throw new ApiError('setup_code')
    return { role: 'owner', name: null } as const
  }
  if (signUps === 'closed') throw new ApiError('forbidden', 'This server takes nobody else.')
  if (signUps === 'open') {
    const invite = inviteHash === null ? null : await spend(db, inviteHash, now).catch(() => null)
    return { role: 'member', name: invite?.name ?? null } as const
  }
  if (inviteHash === null)
    throw new ApiError('forbidden', 'This server belongs to somebody else; its owner can let others in with an invitation.')
  return { role: 'member', name: (await spend(db, inviteHash, now)).name } as const
}

/**
 * The id of the user with this Oura account, made where there is none: the first of all becomes the owner, others come as `entry` allows.
 * Two first sign-ins at the same moment end with one owner. Rejects with `forbidden`, `access_removed` or what is wrong with an invitation;
 * then nothing has changed.
 */
export async function admitUser(db: Kysely<Database>, ouraUserId: string, entry: Entry, now: number): Promise<string> {
  return db.transaction().execute(async (transaction) => {
    // SQLite has one writer anyway.
    if (transaction.getExecutor().adapter instanceof PostgresAdapter)
      await sql`lock table "user" in share row exclusive mode`.execute(transaction)
    const known = await findUserByOuraId(transaction, ouraUserId)
    if (known?.removed_at != null) throw new ApiError('access_removed')
    if (known) return known.id
    const { role, name } = await admission(transaction, entry, now)
    return (await ensureUser(transaction, { id: randomUUID(), oura_user_id: ouraUserId, role, name }, now)).id
  })
}
