import 'server-only'
import { NextRequest } from 'next/server'
import { z } from 'zod'
import { ApiError, isErrorCode } from './api-error'
import { safePath } from './auth-cookies'
import { asPost, passOn, ticketOf } from './auth-ticket'
import { clientAddress } from './client-address'
import { appendAudit } from './db/audit'
import { database } from './db/kysely'
import { entrySchema } from './entry'
import { env, publicOrigin } from './env'
import { errorAnswer } from './error-answer'
import { answerOuraCallback, answerOuraPaste, answerOuraStart } from './oauth-answer'
import { countTry } from './rate-limit'
import { readJson } from './request-body'
import { endSession } from './session'
import { readToken } from './token-probe'

// What next-auth may be asked. Everything else it offers (`_log`, session updates, pages of its own) is not here.
const GETS = new Set(['csrf', 'session', 'providers', 'signin', 'signout', 'error'])
const POSTS = new Set(['signout', 'callback/token', 'callback/device', 'callback/guest', 'callback/demo'])

const form = entrySchema.extend({
  csrfToken: z.string().optional(),
  callbackUrl: z.string().optional(),
  token: z.unknown().optional(),
  // Longer than any of ours: as unknown as any other that is none.
  code: z
    .string()
    .transform((code) => (code.length > 100 ? '' : code))
    .optional(),
})

const COUNTED: Record<string, 'paste' | 'code'> = { 'callback/token': 'paste', 'callback/device': 'code', 'callback/guest': 'code' }

/** A GET of next-auth, with an address to return to only where it is one of ours. */
export async function answerAuthGet(request: NextRequest, segments: string[]): Promise<Response> {
  if (segments.join('/') === 'callback/oura') return answerOuraCallback(request)
  if (!GETS.has(segments.join('/'))) throw new ApiError('not_found')
  const url = new URL(request.nextUrl.pathname, request.nextUrl.origin)
  const target = request.nextUrl.searchParams.get('callbackUrl')
  if (target !== null) url.searchParams.set('callbackUrl', safePath(target, publicOrigin()))
  return passOn(new NextRequest(url, { headers: request.headers }), segments)
}

/**
 * Signs in or out: `POST /api/auth/callback/token { csrfToken, token, setup_code?, invite? }`, `…/callback/device { csrfToken, code }`,
 * `…/callback/guest { csrfToken, code }`, `…/callback/demo { csrfToken }`, `/api/auth/signout { csrfToken }`. Answers `{ url }`, or
 * `{ code, detail }` with its status: token_rejected 401, membership_lapsed and not_shared 403, upstream_unreachable 502, upstream_limited 503,
 * too_many_requests 429, invalid 422, forbidden 403 (the server has an owner and takes nobody else), cross_site and no_cookie 403, setup_code 403,
 * access_removed 403, code_unknown 404, code_used 410, code_expired 410, code_elsewhere 403.
 */
export async function answerAuthPost(request: NextRequest, segments: string[]): Promise<Response> {
  const action = segments.join('/')
  if (action === 'signin/oura') return answerOuraStart(request)
  if (action === 'callback/oura') return answerOuraPaste(request)
  if (!POSTS.has(action) || (action === 'callback/demo' && env().DEMO === 'off')) throw new ApiError('not_found')
  const sent = await readJson(request, form)
  const ticket = await ticketOf(request)
  const db = await database()
  const who = { session: ticket?.sid.slice(0, 16) ?? null, address: clientAddress(request.headers) }
  const token = action === 'callback/token' ? readToken(sent.token) : undefined
  if (action !== 'signout') await countTry(db, COUNTED[action] ?? 'demo', who)

  const { csrfToken, code, setup_code, invite } = sent
  const fields = { csrfToken, callbackUrl: safePath(sent.callbackUrl, publicOrigin()), token, code, setup_code, invite }
  const answer = await passOn(asPost(request, fields), segments)
  const refusal = refusalOf(
    await answer
      .clone()
      .json()
      .catch(() => null),
  )
  if (refusal) {
    if (action !== 'callback/demo') await appendAudit(db, null, 'login_refused', { code: refusal.code }, Date.now())
    const refused = errorAnswer(refusal)
    return refusal.code === 'token_rejected' ? new Response(refused.body, { status: 401, headers: refused.headers }) : refused
  }
  // A new sign-in is a new session: the one this device had before is over.
  if (ticket && action !== 'signout') await endSession(db, ticket.sub, ticket.sid, Date.now())
  return signed(answer, action === 'signout')
}

const gone = z.object({ url: z.string() })

/** next-auth says why only in the address it would have gone to: `?error=` our code, or `?csrf=true`. */
function refusalOf(answer: unknown): ApiError | null {
  const { success, data } = gone.safeParse(answer)
  const url = success ? URL.parse(data.url, publicOrigin()) : null
  if (!url) return new ApiError('internal')
  if (url.searchParams.has('csrf')) return new ApiError('no_cookie')
  const error = url.searchParams.get('error')
  if (error === null) return null
  const [code = '', wait] = error.split(':')
  if (code === 'forbidden')
    return new ApiError('forbidden', 'This server belongs to somebody else; its owner can let others in with an invitation.')
  return isErrorCode(code) ? new ApiError(code, undefined, wait === undefined ? null : Number(wait)) : new ApiError('internal')
}

function signed(answer: Response, out: boolean): Response {
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  headers.set('Content-Type', 'application/json')
  if (out) headers.set('Clear-Site-Data', '"storage"')
  return new Response(JSON.stringify({ url: '/' }), { status: 200, headers })
}
