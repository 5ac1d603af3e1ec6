import 'server-only'
import { isIPv4, isIPv6 } from 'node:net'

function groups(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after].map((group) =>
    Number.parseInt(group, 16).toString(16),
  )
}

/**
 * Who is asking, as far as counting goes: an IPv4 address, or the /64 of an IPv6 one (a household has all of it). `X-Forwarded-For`
 * holds the peer (scripts/http-guard.mjs); a proxy on this machine appends its own view, so that nobody outside can choose the last entry.
 */
export function clientAddress(headers: Headers): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  const address = last.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIPv4(address)) return address
  return isIPv6(address) ? `${groups(address).slice(0, 4).join(':')}::/64` : 'unknown'
}
