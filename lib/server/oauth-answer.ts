import 'server-only'
import type { Kysely } from 'kysely'
import { NextRequest } from 'next/server'
import { z } from 'zod'
import type { ErrorCode, SignInProblem } from '@/lib/api'
import { ApiError } from './api-error'
import { authCookies } from './auth-cookies'
import { authOptions } from './auth-options'
import { asPost, passOn, ticketOf } from './auth-ticket'
import { clientAddress } from './client-address'
import { SealError } from './crypto'
import { appendAudit } from './db/audit'
import { database } from './db/kysely'
import type { Database } from './db/schema'
import { entrySchema, readEntry, type SentEntry } from './entry'
import { publicOrigin } from './env'
import { type ConfiguredApp, findApp } from './oauth-app'
import { type Attempt, ouraProvider } from './oauth-provider'
import { type OuraServer, serverOf } from './oauth-servers'
import { countTry } from './rate-limit'
import { readJson } from './request-body'
import { endSession, liveSession } from './session'

const startSchema = entrySchema.extend({ csrfToken: z.string().optional(), server: z.enum(['moi', 'cloud']).optional() })
const pastedSchema = z.object({ address: z.string() })
/** No answer of Oura's is longer. */
const LONGEST_ADDRESS = 4000
const gone = z.object({ url: z.string() })

/**
 * What goes along to Oura and back: where this browser was sent, for a callback that does not say, and by what right somebody new comes
 * in. Nothing is believed on its word: the code has to fit, and the right is looked at again.
 */
const alongSchema = entrySchema.extend({ server: z.enum(['moi', 'cloud']) })

function alongCookie() {
  const state = authCookies(publicOrigin()).state
  return { name: `${state?.name}-along`, secure: state?.options.secure ? '; Secure' : '' }
}

function broughtAlong(request: NextRequest): z.infer<typeof alongSchema> | undefined {
  try {
    return alongSchema.parse(JSON.parse(Buffer.from(request.cookies.get(alongCookie().name)?.value ?? '', 'base64url').toString()))
  } catch {
    return undefined
  }
}

/** With its key lost nobody can sign in at Oura, so that not even the owner could enter the application anew: the way on is the environment. */
async function appOf(db: Kysely<Database>): Promise<ConfiguredApp> {
  const app = await findApp(db).catch((error: unknown) => {
    if (!(error instanceof SealError)) throw error
    throw new ApiError(
      'misconfigured',
      'The key to the secret of this server’s application at Oura is lost; restore its secrets file, or set OURA_CLIENT_ID and OURA_CLIENT_SECRET.',
    )
  })
  if (!app) throw new ApiError('not_found', 'This server has no application at Oura yet; enter it on the page of connecting.')
  return app
}

async function attemptOf(
  request: NextRequest,
  { server: sentTo, ...sent }: SentEntry & { server?: OuraServer | undefined },
  callback: URLSearchParams,
): Promise<Attempt> {
  const db = await database()
  const ticket = await ticketOf(request)
  await countTry(db, 'oura', { session: ticket?.sid.slice(0, 16) ?? null, address: clientAddress(request.headers) })
  const app = await appOf(db)
  const entry = await readEntry(db, sent, request.headers)
  const session = ticket && (await liveSession(db, ticket.sub, ticket.sid, Date.now()))
  // A guest only looks at somebody's pages: connecting here, they are somebody else.
  const current = session && session.guest_link_id === null ? session.user_id : null
  return { db, app, sentTo: sentTo ?? app.server, callback, current, entry, problem: null, userId: null }
}

/** `POST /api/auth/signin/oura { csrfToken, server? }` → `{ url }`: where at Oura the person says yes. */
export async function answerOuraStart(request: NextRequest): Promise<Response> {
  const { csrfToken, ...sent } = await readJson(request, startSchema)
  const attempt = await attemptOf(request, sent, new URLSearchParams())
  const options = { ...authOptions(), providers: [ouraProvider(attempt)] }
  const answer = await passOn(asPost(request, { csrfToken, callbackUrl: '/' }), ['signin', 'oura'], options)
  const { url } = gone.safeParse(await answer.json().catch(() => null)).data ?? { url: '' }
  if (!url.startsWith(serverOf(attempt.sentTo).metadata.authorization_endpoint)) throw new ApiError('no_cookie')
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  const { name, secure } = alongCookie()
  const along = Buffer.from(JSON.stringify({ ...sent, server: attempt.sentTo })).toString('base64url')
  headers.append('set-cookie', `${name}=${along}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax${secure}`)
  return new Response(JSON.stringify({ url }), { status: 200, headers })
}

const DENIALS: Record<string, SignInProblem> = {
  access_denied: 'denied',
  invalid_scope: 'scope',
  invalid_client: 'client',
  unauthorized_client: 'client',
  server_error: 'upstream_failed',
  temporarily_unavailable: 'upstream_failed',
}

/** What stops a callback before next-auth sees it. */
const TOLD: { [Code in ErrorCode]?: SignInProblem } = {
  too_many_requests: 'too_many_requests',
  not_found: 'no_app',
  misconfigured: 'misconfigured',
  setup_code: 'setup_code',
}

/** What comes of a callback: the session's cookies, or why there is none. */
async function finish(request: NextRequest, callback: URLSearchParams): Promise<{ problem: SignInProblem | null; headers: Headers }> {
  const said = callback.get('error')
  if (said !== null) return { problem: (Object.hasOwn(DENIALS, said) && DENIALS[said]) || 'refused', headers: new Headers() }
  if (!callback.has('code')) return { problem: 'no_code', headers: new Headers() }
  // No page of another site brings the cookies of an attempt along (an image of this address, say): nothing of it is counted, or it could
  // keep the person at this browser from connecting.
  if (!request.cookies.has(authCookies(publicOrigin()).state?.name ?? '')) return { problem: 'used', headers: new Headers() }
  const attempt = await attemptOf(request, broughtAlong(request) ?? {}, callback)
  const url = new URL('/api/auth/callback/oura', request.nextUrl.origin)
  url.search = callback.toString()
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  const options = { ...authOptions(), providers: [ouraProvider(attempt)] }
  const ticket = await ticketOf(request)
  const answer = await passOn(new NextRequest(url, { headers }), ['callback', 'oura'], options)
  // next-auth itself stops where the cookies of the attempt are gone: used up by the first callback, or older than a quarter of an hour.
  const problem = attempt.problem ?? (attempt.userId === null ? 'used' : null)
  if (problem === null && ticket) await endSession(attempt.db, ticket.sub, ticket.sid, Date.now())
  if (problem !== null) await appendAudit(attempt.db, null, 'login_refused', { code: problem }, Date.now())
  const cookies = new Headers()
  for (const cookie of answer.headers.getSetCookie()) cookies.append('set-cookie', cookie)
  if (problem === null)
    cookies.append('set-cookie', `${alongCookie().name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${alongCookie().secure}`)
  return { problem, headers: cookies }
}

/** `GET /api/auth/callback/oura?code&state&iss`: Oura sends the person back here; on to the page of connecting, with the outcome. */
export async function answerOuraCallback(request: NextRequest): Promise<Response> {
  const { problem, headers } = await finish(request, new URLSearchParams(request.nextUrl.search)).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error
    const told = TOLD[error.code] ?? 'other'
    return { problem: told, headers: new Headers() }
  })
  headers.set('location', problem === null ? '/connect?connected=oura' : `/connect?problem=${problem}#oura`)
  return new Response(null, { status: 303, headers })
}

/**
 * `POST /api/auth/callback/oura { address }`: the same with the address that the browser could not open, pasted by hand.
 * Answers `{ problem }`, null when all is well.
 */
export async function answerOuraPaste(request: NextRequest): Promise<Response> {
  const { address } = await readJson(request, pastedSchema)
  const query = address.length <= LONGEST_ADDRESS ? URL.parse(address.trim())?.searchParams : null
  const { problem, headers } = query ? await finish(request, query) : { problem: 'no_code' as const, headers: new Headers() }
  return Response.json({ problem }, { headers })
}
