import 'server-only'
import { type IncomingMessage, Server } from 'node:http'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

const isRequest = (value: unknown): value is IncomingMessage =>
  typeof value === 'object' && value !== null && 'socket' in value && 'headers' in value

const shared = globalThis as typeof globalThis & { ringsidePeers?: true }

/**
 * From now on `X-Forwarded-For` is what a proxy on this machine says, and from anybody else the address of their connection: Next takes
 * the header from whoever sends it, and the limits on tries count by it.
 */
export function trustOnlyLocalProxies(): void {
  if (shared.ringsidePeers) return
  shared.ringsidePeers = true
  const emit = Server.prototype.emit
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]) {
    const [request] = args
    if (event === 'request' && isRequest(request)) {
      const peer = request.socket.remoteAddress ?? ''
      if (!LOOPBACK.test(peer)) request.headers['x-forwarded-for'] = peer
    }
    return Reflect.apply(emit, this, [event, ...args])
  }
}
