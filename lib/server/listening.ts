import 'server-only'
import { networkInterfaces } from 'node:os'
import { clientAddress } from './client-address'
import { type Env, env, publicOrigin } from './env'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/
const EVERY = new Set(['0.0.0.0', '::', '[::]'])
/** Where a home network mostly is; what a VPN or a container calls its own comes after. */
const HOME = [/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./]

const hostOf = (origin: string) => new URL(origin).hostname

/** Whether other machines may reach this server, as far as its configuration says. */
export function listensBeyond({ HOST, APP_URL }: Pick<Env, 'HOST' | 'APP_URL'>): boolean {
  return !LOOPBACK.test(HOST) || (APP_URL !== undefined && !LOOPBACK.test(hostOf(APP_URL)))
}

/** Whether a request may have come from another machine: by the configuration, or because a proxy or a name of another machine brought it. */
export function cameFromBeyond(headers: Headers, from: Pick<Env, 'HOST' | 'APP_URL'> = env()): boolean {
  if (listensBeyond(from)) return true
  const names = [headers.get('host') ?? 'unknown', headers.get('x-forwarded-host') ?? 'localhost']
  const address = clientAddress(headers)
  const near = LOOPBACK.test(address) || address.startsWith('0:0:0:0::')
  return !near || names.some((name) => !LOOPBACK.test(URL.parse(`http://${name}`)?.hostname ?? 'unknown'))
}

function homeAddress(): string | null {
  const addresses = Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
  const rank = (address: string) => HOME.findIndex((range) => range.test(address)) + 1 || HOME.length + 1
  return addresses.sort((a, b) => rank(a) - rank(b))[0] ?? null
}

/**
 * This server's origin as a phone sees it: APP_URL, else the address of this machine in its network; null where only this machine can
 * reach it. `headers` are of a request whose page is open on another device: the address in use there is known to work.
 */
export function phoneOrigin(headers: Headers, from: Pick<Env, 'HOST' | 'PORT' | 'APP_URL'> = env()): string | null {
  const { HOST, PORT, APP_URL } = from
  if (APP_URL !== undefined) return LOOPBACK.test(hostOf(APP_URL)) ? null : APP_URL
  if (LOOPBACK.test(HOST)) return null
  if (!EVERY.has(HOST)) return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
  const used = URL.parse(`http://${headers.get('host') ?? ''}`)
  if (used && IPV4.test(used.hostname) && !LOOPBACK.test(used.hostname)) return used.origin
  const home = homeAddress()
  return home === null ? null : `http://${home}:${PORT}`
}

/** The origin of a link that is handed to somebody else: as their device sees it, else as this one does. */
export const linkOrigin = (headers: Headers): string => phoneOrigin(headers) ?? publicOrigin()
