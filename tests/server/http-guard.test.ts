import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sendRaw, statusOf } from '@/tests/setup/raw'

type Rules = { appUrl?: string; listensOn: string; port: number; addresses?: () => string[] }
type Asked = { socket: { remoteAddress: string }; headers: IncomingHttpHeaders }
type Line = { method: string; url: string; rawHeaders: string[]; headers: IncomingHttpHeaders }
const guard: {
  isOurHost(host: string, rules: Rules): boolean
  believe(request: Asked, rules: Rules): void
  refusalOf(request: Line, rules: Rules): number | null
  hurry(request: IncomingMessage, ms: number): void
} = await import(fileURLToPath(new URL('../../scripts/http-guard.mjs', import.meta.url)))
const addresses = () => ['127.0.0.1', '192.168.1.7', '[fd00::7]']
const home = { listensOn: '0.0.0.0', port: 3000, addresses }

test.each([
  ['127.0.0.1:3000', home, true],
  ['localhost:3000', home, true],
  ['192.168.1.7:3000', home, true],
  ['[fd00::7]:3000', home, true],
  ['192.168.1.7', home, false],
  ['192.168.1.7', { ...home, port: 80 }, true],
  ['192.168.1.7:3001', home, false],
  ['192.168.1.8:3000', home, false],
  ['nas:3000', home, false],
  ['nas:3000', { ...home, appUrl: 'http://nas:3000' }, true],
  ['rebound.example:3000', home, false],
  ['192.168.1.7.rebound.example:3000', home, false],
  ['192.168.1.7:3000@rebound.example', home, false],
  ['192.168.1.7:3000', { ...home, listensOn: '127.0.0.1' }, false],
  ['192.168.1.7:3000', { ...home, listensOn: 'localhost' }, false],
  ['192.168.1.7:3000', { ...home, listensOn: '192.168.1.7' }, true],
  ['box.lan:3000', { ...home, listensOn: 'box.lan' }, true],
  ['ring.example.org', { ...home, appUrl: 'https://ring.example.org' }, true],
  ['ring.example.org:443', { ...home, appUrl: 'https://ring.example.org' }, true],
  ['ring.example.org:80', { ...home, appUrl: 'https://ring.example.org' }, false],
  ['ring.example.org:443', { ...home, appUrl: 'https://ring.example.org:8443' }, false],
  ['', home, false],
])('Host %s, listening as %o: %s', (host, rules, ours) => {
  expect(guard.isOurHost(host, rules)).toBe(ours)
})

const line = (more: Partial<Line> = {}, headers: IncomingHttpHeaders = {}): Line => ({
  method: 'GET',
  url: '/',
  rawHeaders: ['Host', 'localhost:3000'],
  headers: { host: 'localhost:3000', ...headers },
  ...more,
})

test.each([
  [null, line()],
  [null, line({ url: '/night?day=%zz' })],
  [null, line({ url: '/%e2%9c%93/%2f%5c' })],
  [null, line({}, { 'content-length': '65536' })],
  [405, line({ method: 'TRACE' })],
  [405, line({ method: 'CONNECT' })],
  [400, line({ url: '/%zz' })],
  [404, line({ url: '/a%00b' })],
  [400, line({ url: 'http://localhost:3000/' })],
  [400, line({ url: '//evil.example' })],
  [400, line({ url: '/\\evil.example' })],
  [400, line({ rawHeaders: ['Host', 'localhost:3000', 'hOST', 'localhost:3000'] })],
  [400, line({ rawHeaders: ['Accept', 'host'] })],
  [421, line({}, { host: 'evil.example' })],
  [413, line({}, { 'content-length': '65537' })],
  [400, line({}, { 'x-middleware-subrequest': '' })],
])('%s for %o', (status, request) => {
  expect(guard.refusalOf(request, home)).toBe(status)
})

function believed(peer: string, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const request = { socket: { remoteAddress: peer }, headers: { ...headers } }
  guard.believe(request, { ...home, appUrl: 'https://ring.example.org' })
  return request.headers
}
const said = {
  'x-forwarded-for': '10.0.0.1',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '1',
  forwarded: 'for=10.0.0.1',
  accept: '*/*',
}

test.each(['203.0.113.5', '2001:db8::1', '192.168.1.7', '::ffff:192.168.1.7'])('%s cannot say that it is somebody else', (peer) => {
  expect(believed(peer, said)).toEqual({ 'x-forwarded-for': peer, accept: '*/*' })
  expect(believed(peer, {})).toEqual({ 'x-forwarded-for': peer })
})

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('a proxy on %s is believed, but for a name that is not ours', (peer) => {
  const { 'x-forwarded-host': _, ...rest } = said
  expect(believed(peer, said)).toEqual(rest)
  const ours = { ...said, 'x-forwarded-host': 'ring.example.org' }
  expect(believed(peer, ours)).toEqual(ours)
})

test('a body has to arrive in time, while an answer may take as long as it likes', async () => {
  const server = createServer((request, response) => {
    guard.hurry(request, 100)
    setTimeout(() => response.end('late'), 400)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}`
  const head = 'HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
  expect(statusOf(await sendRaw(url, `GET / ${head}\r\n`))).toBe(200)
  expect(statusOf(await sendRaw(url, `POST / ${head}Content-Length: 2\r\n\r\n{}`))).toBe(200)
  const begun = performance.now()
  expect(await sendRaw(url, `POST / ${head}Content-Length: 20\r\n\r\n{}`)).toBe('')
  expect(performance.now() - begun).toBeLessThan(350)
  server.close()
})
