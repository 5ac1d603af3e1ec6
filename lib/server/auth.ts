import 'server-only'
import { getServerSession } from 'next-auth'
import { ApiError } from './api-error'
import { userOfKey } from './api-keys'
import { authOptions } from './auth-options'
import { database } from './db/kysely'
import { DEMO_USER } from './user'

/** Who asks. `readOnly`: the demo ring, which everybody may look at and nobody may change. */
export type CurrentUser = { id: string; readOnly: boolean }

const asUser = (id: string): CurrentUser => ({ id, readOnly: id === DEMO_USER })

/** The user of this request's session cookie, checked against its row; null without a session that still counts. */
export async function currentUser(): Promise<CurrentUser | null> {
  const session = await getServerSession(authOptions())
  return session?.user ? asUser(session.user.id) : null
}

/** The same, for those who need one: rejects with `unauthenticated`. */
export async function requireUser(): Promise<CurrentUser> {
  const user = await currentUser()
  if (!user) throw new ApiError('unauthenticated')
  return user
}

/** For requests that change something: also rejects the demo ring, with `read_only`. */
export async function requireWriter(): Promise<CurrentUser> {
  const user = await requireUser()
  if (user.readOnly) throw new ApiError('read_only')
  return user
}

/** For reading what was archived: a session, or `Authorization: Bearer rs_…`. A key that does not work is not helped by a cookie. */
export async function requireReader(request: Request): Promise<CurrentUser> {
  const authorization = request.headers.get('authorization')
  if (authorization === null) return requireUser()
  const key = /^Bearer ([\w-]{1,100})$/i.exec(authorization)?.[1]
  const userId = key === undefined ? null : await userOfKey(await database(), key, Date.now())
  if (userId === null) throw new ApiError('unauthenticated')
  return asUser(userId)
}
