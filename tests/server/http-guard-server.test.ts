import http, { createServer, type IncomingHttpHeaders, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { sendRaw, statusOf } from '@/tests/setup/raw'

// The guard around a server of a few lines; tests/api/http-guard.test.ts has it around the app.
const { guard, guardServers }: { guard(server: Server, environment: object): Server; guardServers(environment: object): void } =
  await import(fileURLToPath(new URL('../../scripts/http-guard.mjs', import.meta.url)))
const servers: Server[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A guarded server, what reached it, and what the bytes of a request are answered. */
async function guarded(environment: object = {}, answer: RequestListener = (_request, response) => response.end('the app')) {
  const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = []
  const see = ({ url, headers }: IncomingMessage) => seen.push({ url, headers })
  const server = guard(
    createServer((request, response) => {
      see(request)
      answer(request, response)
    }),
    environment,
  )
  server.on('upgrade', (request, socket) => see(request) && socket.end('upgraded'))
  server.on('connect', (request, socket) => see(request) && socket.end('connected'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = (line: string, headers = '', { name = host, ms = 1500, end = 'Connection: close\r\n' } = {}) =>
    sendRaw(`http://${host}`, `${line} HTTP/1.1\r\nHost: ${name}\r\n${end}${headers}\r\n`, ms)
  return { seen, host, ask, server }
}

test('what is refused never reaches the app, and is told in the form that was asked for', async () => {
  const { seen, ask } = await guarded()
  const api = await ask('GET /api/health', '', { name: 'evil.example' })
  expect(statusOf(api)).toBe(421)
  expect(api).toContain('{"code":"misdirected",')
  const page = await ask('GET /night', '', { name: 'evil.example' })
  expect(statusOf(page)).toBe(421)
  expect(page).toContain('set APP_URL')
  expect(page).not.toContain('misdirected')
  for (const [answer, type] of [
    [api, 'application/json'],
    [page, 'text/plain; charset=utf-8'],
  ]) {
    expect(answer).toContain(`Content-Type: ${type}\r\n`)
    expect(answer).toContain('Cache-Control: no-store\r\n')
    expect(answer).toContain('X-Content-Type-Options: nosniff\r\n')
    expect(answer).toContain("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
    expect(answer).not.toContain('\r\nAllow:')
  }
  const method = await ask('TRACE /')
  expect([statusOf(method), /\r\nAllow: (.*)\r\n/.exec(method)?.[1]]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'])
  expect(seen).toEqual([])
})

test('what may go on does, without what cannot be believed of it', async () => {
  const { seen, ask } = await guarded()
  const headers = 'X-Forwarded-Host: evil.example\r\nX-Forwarded-For: 203.0.113.5\r\n'
  expect(await ask('GET /night?day=2026-11-01', headers)).toContain('the app')
  expect(seen).toMatchObject([{ url: '/night?day=2026-11-01', headers: { 'x-forwarded-for': '203.0.113.5' } }])
  expect(seen[0]?.headers).not.toHaveProperty('x-forwarded-host')
})

test('nothing is upgraded or tunnelled, but for what next dev needs while it is that', async () => {
  const websocket = 'Upgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n'
  const upgrade = { end: 'Connection: Upgrade\r\n', ms: 20_000 }
  const begun = performance.now()
  const { seen, ask } = await guarded()
  for (const path of ['/', '/_next/webpack-hmr', '/api/health']) expect(await ask(`GET ${path}`, websocket, upgrade)).toBe('')
  expect(await ask('CONNECT evil.example:443', '', { name: 'evil.example:443', ms: 20_000 })).toBe('')
  expect(seen).toEqual([])
  const dev = await guarded({ NODE_ENV: 'development' })
  expect(await dev.ask('GET /_next/webpack-hmr', websocket, upgrade)).toBe('upgraded')
  expect(await dev.ask('GET /', websocket, upgrade)).toBe('')
  expect(await dev.ask('CONNECT evil.example:443', '', { name: 'evil.example:443', ms: 20_000 })).toBe('')
  // Closed, and not left hanging.
  expect(performance.now() - begun).toBeLessThan(15_000)
})

describe('time', () => {
  test('a body that does not arrive ends the connection after half a minute, whether it is taken or refused', async () => {
    const { seen, ask } = await guarded({}, () => undefined)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const ended: string[] = []
    const send = async (length: number) =>
      ended.push(await ask('POST /api/keys', `Content-Length: ${length}\r\n\r\n{`, { end: '', ms: 3_600_000 }))
    const all = Promise.all([send(20), send(70_000)])
    await expect.poll(() => seen.length).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(29_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(2000)
    await all
    expect(ended.map(statusOf).sort()).toEqual([0, 413])
  })

  test('a head has ten seconds, and a connection is kept for longer than proxies keep one', async () => {
    const { server } = await guarded()
    expect(server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 600_000, keepAliveTimeout: 130_000, maxHeadersCount: 100 })
  })
})

test('eight reads are answered at once, and the ninth when one of them is', async () => {
  const held: Parameters<RequestListener>[1][] = []
  const { seen, ask } = await guarded({}, (_request, response) => held.push(response))
  const answers = Array.from({ length: 9 }, (_, index) => ask(`${index % 2 ? 'HEAD' : 'GET'} /${index}`, '', { ms: 20_000 }))
  await expect.poll(() => seen.length).toBe(8)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(seen).toHaveLength(8)
  held[0]?.end('x')
  await expect.poll(() => seen.length).toBe(9)
  for (const response of held) response.end('x')
  expect((await Promise.all(answers)).map(statusOf)).toEqual(Array.from({ length: 9 }, () => 200))
})

test('every server that a process makes is guarded, however it is made, and that it is can be told', () => {
  const create = http.createServer
  try {
    guardServers({})
    expect(globalThis).toHaveProperty('ringsideGuarded', true)
    const answer: RequestListener = (_request, response) => response.end()
    for (const server of [http.createServer(answer), http.createServer({ keepAlive: true }, answer)]) {
      expect(server.headersTimeout).toBe(10_000)
      expect(server.listeners('request')).toEqual([answer])
    }
  } finally {
    http.createServer = create
    Reflect.deleteProperty(globalThis, 'ringsideGuarded')
  }
})
