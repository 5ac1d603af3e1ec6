import 'server-only'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[[\da-f:]+\])$/

/**
 * Whether a request was sent by a page of this server: the browser says so itself (`Sec-Fetch-Site`), or its `Origin` is `appUrl`, or the
 * address it was sent to. The latter counts only for localhost and plain addresses: a name could be anybody's, rebound to this machine.
 */
export function isSameOrigin(headers: Headers, appUrl: string | undefined): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = URL.parse(headers.get('origin') ?? '')
  if (!origin || !/^https?:$/.test(origin.protocol)) return false
  if (origin.origin === appUrl) return true
  return origin.host === headers.get('host') && (LOOPBACK.test(origin.hostname) || ADDRESS.test(origin.hostname))
}
