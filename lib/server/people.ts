import 'server-only'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { EraseBody, PeopleBody } from '@/lib/api'
import { ApiError } from './api-error'
import { appendAudit } from './db/audit'
import type { Database } from './db/schema'
import { lastVisits, revokeEverySession } from './db/sessions'
import { findUser, listUsers, type User, updateUser } from './db/users'
import { env } from './env'
import { erase, eraseSchema } from './erase'
import { listOpenInvites } from './invites'
import { turnSync } from './sync'

const id = z.string('id: name the person.').max(100, 'id: this is no id of a person.')
/** What `PUT /api/people` takes. */
export const accessSchema = z.object({ id, access: z.boolean('access: write true or false.') })
/** What `DELETE /api/people` takes. */
export const removalSchema = eraseSchema.extend({ id })

const iso = (at: number) => new Date(at).toISOString()

/** Everybody with an archive here, and who is invited, as their owner sees them: no data, and nothing of Oura's. */
export async function readPeople(db: Kysely<Database>, ownerId: string, now: number): Promise<PeopleBody> {
  const [users, visits] = [await listUsers(db), await lastVisits(db)]
  return {
    people: users.flatMap(({ id: userId, name, role, created_at, removed_at }) => {
      if (role === 'demo') return []
      const seen = visits.get(userId)
      return [
        {
          id: userId,
          name,
          role,
          joined_at: iso(created_at),
          last_seen_at: seen === undefined ? null : iso(seen),
          removed_at: removed_at === null ? null : iso(removed_at),
        },
      ]
    }),
    invites: await listOpenInvites(db, ownerId, now),
    sign_ups: env().SIGN_UPS,
  }
}

async function memberOf(db: Kysely<Database>, userId: string): Promise<User> {
  const person = await findUser(db, userId)
  if (person?.role !== 'member') throw new ApiError('not_found', 'There is no such person to change.')
  return person
}

/**
 * Keeps a person out, or lets them in again. Out, their sessions are over, their keys and links open nothing and nothing is fetched for
 * them; nothing of theirs is lost. Rejects with `not_found` for the owner, the demo ring and nobody.
 */
export async function setAccess(
  db: Kysely<Database>,
  ownerId: string,
  { id: userId, access }: z.infer<typeof accessSchema>,
  now: number,
): Promise<void> {
  const person = await memberOf(db, userId)
  if ((person.removed_at === null) === access) return
  await updateUser(db, userId, { removed_at: access ? null : now })
  if (!access) {
    await revokeEverySession(db, userId, now)
    await turnSync({ db }, userId)
  }
  await appendAudit(db, ownerId, access ? 'access_given' : 'access_removed', null, now)
}

/** Removes a person with everything of theirs. Rejects with `not_found` as above. */
export async function removePerson(db: Kysely<Database>, ownerId: string, userId: string, now: number): Promise<EraseBody> {
  await memberOf(db, userId)
  const erased = await erase(db, userId, now)
  await appendAudit(db, ownerId, 'person_erased', null, now)
  return erased
}
