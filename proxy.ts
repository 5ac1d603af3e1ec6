import { type NextRequest, NextResponse } from 'next/server'
import { authCookies, newCsrf } from '@/lib/server/auth-cookies'
import { development, env, publicOrigin } from '@/lib/server/env'
import { secrets } from '@/lib/server/secrets'

// What every page may load: this server's own files, and the scripts and styles that carry this answer's nonce.
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The cookie that signing in from this page will need, for a browser that opens one and has none. */
function csrfFor(request: NextRequest) {
  const cookie = authCookies(publicOrigin()).csrfToken
  const opensPage = request.method === 'GET' && request.headers.get('accept')?.includes('text/html')
  return cookie && opensPage && !request.cookies.has(cookie.name) ? cookie : null
}

/** Puts the content security policy and an id on every answer, and the csrf cookie on a first page. Nobody is let in or kept out here: that is the business of the handlers. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const csp = policy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', csp)
  const id = crypto.randomUUID()
  headers.set('x-request-id', id)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', csp)
  response.headers.set('X-Request-Id', id)
  const csrf = csrfFor(request)
  if (csrf) response.cookies.set(csrf.name, newCsrf(secrets().sessionSecret), csrf.options)
  if (env().APP_URL?.startsWith('https://')) response.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  return response
}

export const config = { matcher: '/((?!_next/static/).*)' }
