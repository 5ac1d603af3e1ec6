import 'server-only'
import { headers } from 'next/headers'
import type { AuthOptions, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { authCookies, safePath } from './auth-cookies'
import { appendAudit } from './db/audit'
import { database } from './db/kysely'
import { userOfDeviceCode } from './device-codes'
import { entrySchema, readEntry } from './entry'
import { env, publicOrigin } from './env'
import { asApiError } from './error-answer'
import { type Guest, guestOf, openGuestLink } from './guest-links'
import { log } from './log'
import { secrets } from './secrets'
import { ABSOLUTE, beginSession, endSession, liveSession } from './session'
import { connectByToken } from './token-sign-in'
import { DEMO_USER } from './user'

// next-auth hands a refusal on only as the message of an error: ours is the code of the ApiError, which `auth-answer.ts` reads again.
async function orCode(signIn: () => Promise<User>): Promise<User> {
  try {
    return await signIn()
  } catch (error) {
    const told = asApiError(error, Date.now())
    if (told.code === 'internal') log().error('sign_in_failed', { error })
    throw new Error(told.retryAfter === null ? told.code : `${told.code}:${told.retryAfter}`)
  }
}

const field = { label: '', type: 'password' }

const token = CredentialsProvider({
  id: 'token',
  credentials: { token: field, setup_code: field, invite: field },
  authorize: (sent) =>
    orCode(async () => {
      const db = await database()
      const entry = await readEntry(db, entrySchema.parse({ setup_code: sent?.setup_code, invite: sent?.invite }), await headers())
      return { id: await connectByToken(db, sent?.token, entry, Date.now()) }
    }),
})

const device = CredentialsProvider({
  id: 'device',
  credentials: { code: field },
  authorize: (sent) =>
    orCode(async () => ({ id: await userOfDeviceCode(await database(), sent?.code, (await headers()).get('origin'), Date.now()) })),
})

const guest = CredentialsProvider({
  id: 'guest',
  credentials: { code: field },
  authorize: (sent) => orCode(async () => openGuestLink(await database(), sent?.code, Date.now())),
})

const demo = CredentialsProvider({ id: 'demo', credentials: {}, authorize: () => ({ id: DEMO_USER }) })

// What a session's row said, from the one callback of a request to the other: the cookie itself holds nothing but ids.
const guests = new WeakMap<object, Guest>()

/** How next-auth works here: a cookie that holds a user id and a session id, and a row that says whether they still count. */
export function authOptions(): AuthOptions {
  const origin = publicOrigin()
  return {
    providers: [token, device, guest, ...(env().DEMO === 'on' ? [demo] : [])],
    secret: secrets().sessionSecret,
    // The cookie lasts as long as a session can; that it ends after 90 days without a visit is the row's business.
    session: { strategy: 'jwt', maxAge: ABSOLUTE / 1000 },
    cookies: authCookies(origin),
    useSecureCookies: origin.startsWith('https://'),
    pages: { signIn: '/connect', signOut: '/data', error: '/connect' },
    debug: false,
    // Codes only: what comes with them may quote a cookie, a token or an address.
    logger: {
      error: (code) => log().debug('auth_error', { code }),
      warn: (code) => log().debug('auth_warning', { code }),
      debug: () => undefined,
    },
    callbacks: {
      async jwt({ token: held, user, account }) {
        const db = await database()
        if (!user) {
          const { sub, sid } = held
          const session = typeof sub === 'string' && typeof sid === 'string' ? await liveSession(db, sub, sid, Date.now()) : null
          const visitor = session && (await guestOf(db, session, Date.now()))
          // next-auth answers this with an empty session and takes the cookie back.
          if (!session || visitor === 'over' || (sub === DEMO_USER && env().DEMO === 'off')) throw new Error('This session has ended.')
          const ticket = { sub: session.user_id, sid: String(sid) }
          if (visitor) guests.set(ticket, visitor)
          return ticket
        }
        const provider = account?.provider ?? 'unknown'
        const sid = await beginSession(
          db,
          { userId: user.id, provider, device: (await headers()).get('user-agent'), guest: user.guest },
          Date.now(),
        )
        if (user.id !== DEMO_USER) await appendAudit(db, user.id, 'login', { provider }, Date.now())
        log().info('login', { user: user.id, kind: provider })
        return { sub: user.id, sid }
      },
      // A guest is no user: whoever asks only for the user of a session is told that there is none.
      session: async ({ session: { expires }, token: held }) => {
        const visitor = guests.get(held)
        if (visitor) return { expires, guest: visitor }
        return { expires, ...(held.sub === undefined ? {} : { user: { id: held.sub } }) }
      },
      redirect: async ({ url, baseUrl }) => `${baseUrl}${safePath(url, baseUrl)}`,
    },
    events: {
      async signOut({ token: held }) {
        if (typeof held?.sub !== 'string' || typeof held.sid !== 'string') return
        const db = await database()
        // A cookie that has outlived its session, and perhaps its person (erased), writes nothing down.
        if (!(await endSession(db, held.sub, held.sid, Date.now()))) return
        if (held.sub !== DEMO_USER) await appendAudit(db, held.sub, 'logout', null, Date.now())
        log().info('logout', { user: held.sub })
      },
    },
  }
}
