import 'server-only'
import { headers } from 'next/headers'
import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { authCookies, safePath } from './auth-cookies'
import { appendAudit } from './db/audit'
import { database } from './db/kysely'
import { env, publicOrigin } from './env'
import { asApiError } from './error-answer'
import { log } from './log'
import { secrets } from './secrets'
import { ABSOLUTE, beginSession, endSession, isLiveSession } from './session'
import { connectByToken } from './token-sign-in'
import { DEMO_USER } from './user'

// next-auth hands a refusal on only as the message of an error: ours is the code of the ApiError, which `auth-answer.ts` reads again.
async function orCode(signIn: () => Promise<{ id: string }>): Promise<{ id: string }> {
  try {
    return await signIn()
  } catch (error) {
    const told = asApiError(error, Date.now())
    if (told.code === 'internal') log().error('sign_in_failed', { error })
    throw new Error(told.retryAfter === null ? told.code : `${told.code}:${told.retryAfter}`)
  }
}

const token = CredentialsProvider({
  id: 'token',
  credentials: { token: { label: 'Token', type: 'password' } },
  authorize: (credentials) => orCode(async () => ({ id: await connectByToken(await database(), credentials?.token, Date.now()) })),
})

const demo = CredentialsProvider({ id: 'demo', credentials: {}, authorize: () => ({ id: DEMO_USER }) })

/** How next-auth works here: a cookie that holds a user id and a session id, and a row that says whether they still count. */
export function authOptions(): AuthOptions {
  const origin = publicOrigin()
  return {
    providers: env().DEMO === 'on' ? [token, demo] : [token],
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
          const live = typeof sub === 'string' && typeof sid === 'string' && (await isLiveSession(db, sub, sid, Date.now()))
          // next-auth answers this with an empty session and takes the cookie back.
          if (!live || (sub === DEMO_USER && env().DEMO === 'off')) throw new Error('This session has ended.')
          return { sub, sid }
        }
        const provider = account?.provider ?? 'unknown'
        const sid = await beginSession(db, { userId: user.id, provider, device: (await headers()).get('user-agent') }, Date.now())
        if (user.id !== DEMO_USER) await appendAudit(db, user.id, 'login', { provider }, Date.now())
        log().info('login', { user: user.id, kind: provider })
        return { sub: user.id, sid }
      },
      session: async ({ session: { expires }, token: { sub } }) => ({ expires, ...(sub === undefined ? {} : { user: { id: sub } }) }),
      redirect: async ({ url, baseUrl }) => `${baseUrl}${safePath(url, baseUrl)}`,
    },
    events: {
      async signOut({ token: held }) {
        if (typeof held?.sub !== 'string' || typeof held.sid !== 'string') return
        const db = await database()
        await endSession(db, held.sub, held.sid, Date.now())
        if (held.sub !== DEMO_USER) await appendAudit(db, held.sub, 'logout', null, Date.now())
        log().info('logout', { user: held.sub })
      },
    },
  }
}
