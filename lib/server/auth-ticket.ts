import 'server-only'
import { NextRequest } from 'next/server'
import NextAuth, { type AuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import { authCookies } from './auth-cookies'
import { authOptions } from './auth-options'
import { sayingTrouble } from './auth-trouble'
import { publicOrigin } from './env'
import { secrets } from './secrets'

/** Whose session a request carries, and which; whether it still counts is the business of its row. */
export type Ticket = { sub: string; sid: string }

/** The ticket of this request's session cookie; null without one that is ours. */
export async function ticketOf({ cookies }: { cookies: Pick<NextRequest['cookies'], 'get'> }): Promise<Ticket | null> {
  const name = authCookies(publicOrigin()).sessionToken?.name ?? ''
  const payload = await decode({ token: cookies.get(name)?.value ?? '', secret: secrets().sessionSecret }).catch(() => null)
  return typeof payload?.sub === 'string' && typeof payload.sid === 'string' ? { sub: payload.sub, sid: payload.sid } : null
}

/** The id of the session that a request of somebody signed in belongs to. */
export const sidOf = async (request: NextRequest): Promise<string> => (await ticketOf(request))?.sid ?? ''

/** next-auth's own answer to a request for `/api/auth/{segments}`. */
export const passOn = (request: NextRequest, segments: string[], options: AuthOptions = authOptions()): Promise<Response> =>
  sayingTrouble(options, (asked) => NextAuth(asked)(request, { params: Promise.resolve({ nextauth: segments }) }))

/** The same request as a POST of JSON, with these fields alone. */
export function asPost(request: NextRequest, fields: Record<string, unknown>): NextRequest {
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  const url = new URL(request.nextUrl.pathname, request.nextUrl.origin)
  return new NextRequest(url, { method: 'POST', headers, body: JSON.stringify({ ...fields, json: 'true' }) })
}
