// What no handler of the app can refuse, because Next answers it first or not at all: guards a node:http server in front of it.
// Loaded before Next by scripts/guarded.mjs; needs no node_modules.
import http from 'node:http'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { inTurns } from './http-turns.mjs'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
const EVERYWHERE = new Set(['', '::', '0.0.0.0'])
const SECOND = 1000
const MINUTE = 60 * SECOND

/** How large a body may say it is (bytes), and how long it may take to arrive (ms). Handlers count on their own what has no length. */
const LONGEST_BODY = { bytes: 64 * 1024, ms: 30 * SECOND }

const isLoopback = (address) => LOOPBACK.test(address ?? '')
/** An address as it stands in a URL. */
const inUrl = (address) => (isIP(address) === 6 ? `[${address.replace(/%.*$/, '')}]` : address)
const ownAddresses = () =>
  Object.values(networkInterfaces()).flatMap((entries) => (entries ?? []).map(({ address }) => inUrl(address.toLowerCase())))

/**
 * Whether `host` (of a Host header) names this server: the host of APP_URL, the name it was told to listen on, this machine by itself,
 * or, where it listens beyond that, one of the machine's own addresses. Any other name could be a stranger's, rebound to this machine.
 */
export function isOurHost(host, { appUrl, listensOn, port, addresses = ownAddresses }) {
  const asked = host.toLowerCase()
  const own = URL.parse(appUrl ?? '')
  // Some proxies and clients name the usual port too.
  if (own && (own.host === asked || (own.port === '' && asked === `${own.host}:${own.protocol === 'https:' ? 443 : 80}`))) return true
  // Browsers leave the port out where it is the usual one.
  const name = asked.endsWith(`:${port}`) ? asked.slice(0, -1 - String(port).length) : Number(port) === 80 ? asked : null
  if (name === null) return false
  if (['localhost', '127.0.0.1', '[::1]', inUrl(listensOn).toLowerCase()].includes(name)) return true
  return (EVERYWHERE.has(listensOn) || !(isLoopback(listensOn) || listensOn === 'localhost')) && addresses().includes(name)
}

const REFUSALS = {
  400: ['bad_request', 'This request is not in order.'],
  404: ['not_found', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This server does not take that method.'],
  413: ['too_large', 'This request is too large.'],
  421: ['misdirected', 'This server does not go by that name. Its owner can set APP_URL to the address that people open.'],
}

/** The status with which a request is refused before the app sees it; null for one that may go on. `rules` as for isOurHost. */
export function refusalOf(request, rules) {
  const { method, url, rawHeaders, headers } = request
  if (!METHODS.has(method)) return 405
  if (!/^\/(?![/\\])/.test(url)) return 400
  const [path] = url.split('?')
  try {
    if (decodeURIComponent(path).includes('\0')) return 404
  } catch {
    return 400
  }
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  if (hosts.length !== 1) return 400
  if (!isOurHost(headers.host, rules)) return 421
  if (Number(headers['content-length'] ?? 0) > LONGEST_BODY.bytes) return 413
  // Says that a request is one of Next's own; nobody outside has a reason to.
  return headers['x-middleware-subrequest'] === undefined ? null : 400
}

/**
 * Leaves of the headers about forwarding what can be believed: all that a proxy on this machine says, and of anybody else the address of
 * their connection. A name that a proxy hands on counts as the request's own, and has to be ours.
 */
export function believe(request, rules) {
  const { headers, socket } = request
  if (isLoopback(socket.remoteAddress)) {
    const forwarded = headers['x-forwarded-host']
    if (forwarded !== undefined && !isOurHost(forwarded, rules)) delete headers['x-forwarded-host']
    return
  }
  for (const name of Object.keys(headers)) if (name === 'forwarded' || name.startsWith('x-forwarded-')) delete headers[name]
  headers['x-forwarded-for'] = socket.remoteAddress ?? ''
}

function refuse(request, response, status) {
  const [code, detail] = REFUSALS[status]
  const isApi = /^\/api\//.test(request.url)
  response.writeHead(status, {
    'Content-Type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...(status === 405 ? { Allow: [...METHODS].join(', ') } : {}),
  })
  response.end(isApi ? JSON.stringify({ code, detail }) : detail)
  // What is still on its way is read away, so that the answer arrives; never for longer than an ordinary body may take.
  request.resume()
  hurry(request, LONGEST_BODY.ms)
}

/** Ends the connection of a request that has not arrived whole after `ms`; how long its answer takes is another matter. */
export function hurry(request, ms) {
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy()
  }, ms)
  timer.unref()
  for (const end of ['end', 'close']) request.once(end, () => clearTimeout(timer))
}

/** Guards a server that is not listening yet. `environment` is read at each request: Next fills it in from its .env files later. */
export function guard(server, environment) {
  server.headersTimeout = 10 * SECOND
  // The longest of all limits; shorter ones are kept a request each.
  server.requestTimeout = 10 * MINUTE
  // Longer than proxies keep an idle connection (nginx a minute, Caddy two): else a request of theirs meets one that is just being closed.
  server.keepAliveTimeout = 130 * SECOND
  server.maxHeadersCount = 100
  const turn = inTurns()
  const emit = server.emit
  server.emit = function (event, ...args) {
    const [request, second] = args
    if (event === 'upgrade' || event === 'connect') {
      // `next dev` talks to its pages over a WebSocket.
      if (event === 'upgrade' && environment.NODE_ENV === 'development' && request.url.startsWith('/_next/'))
        return Reflect.apply(emit, this, [event, ...args])
      second.destroy()
      return true
    }
    if (event === 'request') {
      const { APP_URL: appUrl, HOST: listensOn = '127.0.0.1' } = environment
      const rules = { appUrl, listensOn, port: request.socket.localPort }
      const status = refusalOf(request, rules)
      if (status !== null) {
        refuse(request, second, status)
        return true
      }
      believe(request, rules)
      hurry(request, LONGEST_BODY.ms)
      turn(request, second, () => Reflect.apply(emit, this, [event, ...args]))
      return true
    }
    return Reflect.apply(emit, this, [event, ...args])
  }
  return server
}

/** From now on every node:http server that this process makes is guarded, as the environment says. */
export function guardServers(environment) {
  const create = http.createServer
  http.createServer = (options, listener) => {
    const [given, answer] = typeof options === 'function' ? [{}, options] : [options ?? {}, listener]
    // Late heads and bodies are looked for this often.
    return guard(create({ ...given, connectionsCheckingInterval: 2 * SECOND }, answer), environment)
  }
  globalThis.ringsideGuarded = true
}
