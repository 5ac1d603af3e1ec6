import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { InviteCreated, InviteRow } from '@/lib/api'
import { ApiError } from './api-error'
import { appendAudit } from './db/audit'
import { insertInvite, listInvites, revokeInvite } from './db/invites'
import type { Database } from './db/schema'
import { env } from './env'
import { givenName } from './given-name'
import { hashOf, newSecret } from './hash'

const DAY = 86_400_000
/** How long an invitation is good for where nothing else is asked, in days. */
const USUAL_DAYS = 7
const MOST = 50
const NAME = 'name: write 1 to 60 characters, so that you know whom this is for.'
const DAYS = 'days: write a whole number from 1 to 90.'

/** What `POST /api/invites` takes. */
export const newInviteSchema = z.object({
  name: givenName(NAME),
  days: z.number(DAYS).int(DAYS).min(1, DAYS).max(90, DAYS).default(USUAL_DAYS),
})
/** What `DELETE /api/invites` takes. */
export const oneInviteSchema = z.object({
  id: z.string('id: name the invitation to withdraw.').max(100, 'id: this is no id of an invitation.'),
})

const iso = (at: number) => new Date(at).toISOString()

/** Makes an invitation of the owner's: a link for one person, once. Its secret is told here and never again. */
export async function createInvite(
  db: Kysely<Database>,
  userId: string,
  { name, days }: z.infer<typeof newInviteSchema>,
  origin: string,
  now: number,
): Promise<InviteCreated> {
  if (env().SIGN_UPS === 'closed')
    throw new ApiError('forbidden', 'This server is set to take nobody else (SIGN_UPS=closed); change that first.')
  if ((await listOpenInvites(db, userId, now)).length >= MOST)
    throw new ApiError('invalid', `There are ${MOST} invitations already; withdraw one first.`)
  const secret = newSecret(24)
  const [id, ends_at] = [randomUUID(), now + days * DAY]
  await insertInvite(db, { user_id: userId, id, name, hash: hashOf(secret), created_at: now, ends_at })
  await appendAudit(db, userId, 'invite_made', { days }, now)
  return { id, url: `${origin}/connect#invite=${secret}`, expires_at: iso(ends_at) }
}

/** Invitations that can still be used, the newest first. */
export async function listOpenInvites(db: Kysely<Database>, userId: string, now: number): Promise<InviteRow[]> {
  return (await listInvites(db, userId))
    .filter(({ ends_at, used_at }) => used_at === null && ends_at > now)
    .map(({ id, name, created_at, ends_at }) => ({ id, name, created_at: iso(created_at), expires_at: iso(ends_at) }))
}

/** Withdraws an invitation at once. Rejects with `not_found`. */
export async function withdrawInvite(db: Kysely<Database>, userId: string, id: string, now: number): Promise<void> {
  if (!(await revokeInvite(db, userId, id, now))) throw new ApiError('not_found', 'There is no such invitation.')
  await appendAudit(db, userId, 'invite_revoked', null, now)
}
