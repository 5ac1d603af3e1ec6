import 'server-only'
import type { CookiesOptions } from 'next-auth'

const QUARTER_HOUR = 900

/**
 * next-auth's cookies, named once from the public origin: over https `__Host-` and Secure, so that no other host and no plain connection
 * can set or see them; over http (this machine, a home network) plain names, since browsers refuse the others there.
 */
export function authCookies(publicOrigin: string): Partial<CookiesOptions> {
  const secure = publicOrigin.startsWith('https://')
  const cookie = (name: string, maxAge?: number) => ({
    name: `${secure ? '__Host-' : ''}ringside.${name}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, ...(maxAge === undefined ? {} : { maxAge }) },
  })
  return {
    sessionToken: cookie('session'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf'),
    pkceCodeVerifier: cookie('pkce', QUARTER_HOUR),
    state: cookie('state', QUARTER_HOUR),
    nonce: cookie('nonce', QUARTER_HOUR),
  }
}

/** A path of this server that a browser may be sent to after signing in or out; `/` for anything else. */
export function safePath(target: unknown, publicOrigin: string): string {
  if (typeof target !== 'string' || target.length > 2000) return '/'
  const url = URL.parse(target, publicOrigin)
  return url !== null && url.origin === publicOrigin && !url.username && !url.password ? `${url.pathname}${url.search}${url.hash}` : '/'
}
