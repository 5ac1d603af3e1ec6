import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { CookiesOptions } from 'next-auth'
import { publicOrigin } from './env'

const QUARTER_HOUR = 900

/**
 * next-auth's cookies, named once from the public origin: over https `__Host-` and Secure, so that no other host and no plain connection
 * can set or see them; over http (this machine, a home network) plain names, since browsers refuse the others there.
 */
export function authCookies(origin: string): Partial<CookiesOptions> {
  const secure = origin.startsWith('https://')
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

/**
 * A new value for next-auth's csrf cookie, made as it makes one: a random word and the word's hash with the session secret. A page that
 * brings it along spares its reader a request before signing in.
 */
export function newCsrf(sessionSecret: string): string {
  const word = randomBytes(32).toString('hex')
  return `${word}|${createHash('sha256').update(`${word}${sessionSecret}`).digest('hex')}`
}

/** A path of this server that a browser may be sent to after signing in or out; `/` for anything else. */
export function safePath(target: unknown, origin: string): string {
  if (typeof target !== 'string' || target.length > 2000) return '/'
  const url = URL.parse(target, origin)
  return url !== null && url.origin === origin && !url.username && !url.password ? `${url.pathname}${url.search}${url.hash}` : '/'
}

/** Headers that make a browser forget this server: all of its storage, and the session's cookie even where that header counts for nothing (http). */
export function forgotten(origin: string = publicOrigin()): Headers {
  const name = authCookies(origin).sessionToken?.name
  const secure = origin.startsWith('https://') ? '; Secure' : ''
  return new Headers({
    'Clear-Site-Data': '"cache", "cookies", "storage"',
    'Set-Cookie': `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`,
  })
}
