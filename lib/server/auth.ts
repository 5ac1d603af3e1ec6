import 'server-only'
import { cookies, headers } from 'next/headers'
import { getServerSession, type Session } from 'next-auth'
import { ApiError } from './api-error'
import { type KeyHolder, userOfKey } from './api-keys'
import { authCookies } from './auth-cookies'
import { authOptions } from './auth-options'
import { ticketOf } from './auth-ticket'
import { sayingTrouble } from './auth-trouble'
import { database } from './db/kysely'
import { isGuestSession } from './db/sessions'
import { findOwner } from './db/users'
import { publicOrigin } from './env'
import { type Guest, guestAccount } from './guest-links'
import { hashOf } from './hash'
import { countUse } from './rate-limit'
import { type Reach, reachOfPages } from './reach'
import { DEMO_USER } from './user'

/** Who asks. `readOnly`: the demo ring, which everybody may look at and nobody may change. */
export type CurrentUser = { id: string; readOnly: boolean }
/** Whose archive is read; `reach` is null for the person themself and for a key to everything. */
export type Reader = CurrentUser & { reach: Reach | null }

const asUser = (id: string): CurrentUser => ({ id, readOnly: id === DEMO_USER })
const session = (): Promise<Session | null> => sayingTrouble(authOptions(), (options) => getServerSession(options))

/**
 * A page says whose it is (`x-ringside-account`): where somebody else has signed in on its browser since, it neither shows what is theirs
 * nor changes it (`unauthenticated`).
 */
async function refuseOtherPages({ user, guest }: Session): Promise<void> {
  const meant = (await headers()).get('x-ringside-account')
  const account = guest ? guestAccount(guest) : user?.id
  if (meant !== null && meant !== account)
    throw new ApiError('unauthenticated', 'Somebody else is signed in on this browser now; load the page again.')
}

async function userOf(held: Session | null): Promise<CurrentUser> {
  // Where nobody is signed in, that is said.
  if (held?.user || held?.guest) await refuseOtherPages(held)
  if (held?.guest) throw new ApiError('out_of_scope')
  if (!held?.user) throw new ApiError('unauthenticated')
  return asUser(held.user.id)
}

/**
 * The user of this request's session cookie, checked against its row; null without a session that still counts. A guest is nobody here:
 * what is not opened to guests by name (`requireShared`, `currentGuest`) is closed to them.
 */
export async function currentUser(): Promise<CurrentUser | null> {
  const held = await session()
  return held?.user ? asUser(held.user.id) : null
}

/** Who looks at somebody's pages by a link; null for everybody else. */
export async function currentGuest(): Promise<Guest | null> {
  return (await session())?.guest ?? null
}

/** Whether this browser came by a link: also one that shows nothing any more. */
export async function cameByLink(): Promise<boolean> {
  const ticket = await ticketOf({ cookies: await cookies() })
  return ticket !== null && isGuestSession(await database(), ticket.sub, hashOf(ticket.sid))
}

/** The same as `currentUser`, for those who need one: rejects with `unauthenticated`, and with `out_of_scope` for a guest. */
export async function requireUser(): Promise<CurrentUser> {
  return userOf(await session())
}

/** For requests that change something: also rejects the demo ring, with `read_only`. */
export async function requireWriter(): Promise<CurrentUser> {
  const user = await requireUser()
  if (user.readOnly) throw new ApiError('read_only')
  return user
}

/** For what concerns everybody on this server: its owner alone; rejects with `forbidden`. */
export async function requireOwner(): Promise<CurrentUser> {
  const user = await requireWriter()
  if ((await findOwner(await database()))?.id !== user.id) throw new ApiError('forbidden', 'Only the owner of this server may do this.')
  return user
}

async function holderOf(request: Request): Promise<KeyHolder | null> {
  const authorization = request.headers.get('authorization')
  // Any other scheme speaks to a proxy in front of this server, and browsers send it with every request.
  if (authorization === null || !/^Bearer\b/i.test(authorization)) return null
  const key = /^Bearer ([\w-]{1,100})$/i.exec(authorization)?.[1]
  const db = await database()
  const holder = key === undefined ? null : await userOfKey(db, key, Date.now())
  if (holder === null) throw new ApiError('unauthenticated')
  await countUse(db, holder)
  return holder
}

/**
 * For reading what was archived: a session, or `Authorization: Bearer rs_…`. A key that does not work is not helped by a cookie. A guest or
 * a key for some collections may not read this: rejects with `out_of_scope`.
 */
export async function requireReader(request: Request): Promise<CurrentUser> {
  const holder = await holderOf(request)
  if (holder === null) return requireUser()
  if (holder.reach !== null) throw new ApiError('out_of_scope')
  return asUser(holder.userId)
}

/**
 * As `requireReader`, and for keys for some collections too, and for guests unless `keys` alone: the caller holds them to `reach`
 * (`within`).
 */
export async function requireShared(request: Request, who: 'keys' | 'guests' = 'guests'): Promise<Reader> {
  const holder = await holderOf(request)
  if (holder !== null) return { ...asUser(holder.userId), reach: holder.reach }
  const held = await session()
  if (held?.guest && who === 'guests') {
    await refuseOtherPages(held)
    return { id: held.guest.of, readOnly: true, reach: reachOfPages(held.guest.pages) }
  }
  return { ...(await userOf(held)), reach: null }
}

/** The word that shows next-auth that a page of this server signs in: the one in this browser's cookie, which proxy.ts sets on a first page. */
export async function pageCsrf(): Promise<string> {
  const name = authCookies(publicOrigin()).csrfToken?.name ?? ''
  return (await cookies()).get(name)?.value.split('|')[0] ?? ''
}
