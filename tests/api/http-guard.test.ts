import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendRaw, statusOf } from '@/tests/setup/raw'
import { type Ringside, startRingside } from '@/tests/setup/ringside'

let ringside: Ringside
let host = ''
const answers: string[] = []
async function ask(bytes: string, ms?: number): Promise<string> {
  const answer = await sendRaw(ringside.url, bytes, ms)
  answers.push(answer)
  return answer
}
const get = (target: string, headers = '', method = 'GET') =>
  ask(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${headers}\r\n`)

beforeAll(async () => {
  ringside = await startRingside({ APP_URL: 'https://ring.example.org' })
  host = new URL(ringside.url).host
}, 300_000)
afterAll(() => ringside?.stop())

describe('what is no request of a browser’s is refused before the app', () => {
  test.each(['TRACE', 'PROPFIND', 'PURGE', 'M-SEARCH'])('%s is 405', async (method) => {
    const answer = await get('/', '', method)
    expect(statusOf(answer)).toBe(405)
    expect(answer).toMatch(/\r\nAllow: GET, HEAD, POST/i)
  })

  test.each(['/%zz', '/%', '/%c0%af', '/api/oura/v2/usercollection/%e0%a4%a'])('%s is 400', async (target) => {
    expect(statusOf(await get(target))).toBe(400)
  })

  test.each(['/api/%00', '/connect%00.png', '/api/oura/v2/usercollection/sleep%00'])('%s is 404', async (target) => {
    expect(statusOf(await get(target))).toBe(404)
  })

  test.each(['http://evil.example/', 'https://ring.example.org/', '//evil.example/', '/\\evil.example', '*', 'connect'])(
    'the target %s is 400',
    async (target) => {
      const answer = await get(target)
      expect(statusOf(answer)).toBe(400)
      expect(answer).not.toMatch(/location:/i)
    },
  )

  test('CONNECT gets nothing', async () => {
    expect(await ask(`CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n`)).toBe('')
  })

  test('two Hosts, no Host, a body of two lengths are 400', async () => {
    expect(statusOf(await ask(`GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`))).toBe(400)
    expect(statusOf(await ask(`GET / HTTP/1.1\r\nHost: ${host}\r\nhost: ${host}\r\n\r\n`))).toBe(400)
    expect(statusOf(await ask('GET / HTTP/1.1\r\n\r\n'))).toBe(400)
    expect(statusOf(await ask('GET / HTTP/1.0\r\n\r\n'))).toBe(400)
    const both = 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
    expect(statusOf(await ask(`POST /api/keys HTTP/1.1\r\nHost: ${host}\r\n${both}`))).toBe(400)
  })

  test.each([
    'evil.example',
    'localhost',
    '127.0.0.1',
    'localhost:1',
    'ring.example.org:3000',
    'ring.example.org.evil.example',
    '10.0.0.1',
    ' ',
  ])('Host: “%s” is 421, and says what to set', async (name) => {
    const answer = await ask(`GET /connect HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`)
    expect(statusOf(answer)).toBe(421)
    expect(answer).toContain('APP_URL')
  })

  test('its own names are taken: the one people open, this machine', async () => {
    const { port } = new URL(ringside.url)
    for (const name of ['ring.example.org', 'RING.example.ORG', `localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect(`${name} ${statusOf(await ask(`GET /api/health HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`))}`).toBe(`${name} 200`)
  })

  test('a connection is kept for longer than a proxy keeps one that is idle', async () => {
    const answer = await fetch(`${ringside.url}/api/health`)
    expect(answer.headers.get('keep-alive')).toBe('timeout=130')
  })

  test('an upgrade is closed', async () => {
    const websocket = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n'
    for (const target of ['/', '/_next/webpack-hmr', '/api/health'])
      expect(await ask(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${websocket}\r\n`)).toBe('')
  })

  test('a body that says it is too large is 413 before it has arrived, and none is waited for without end', async () => {
    for (const length of ['65537', '999999999999'])
      expect(statusOf(await get('/api/keys', `Content-Type: application/json\r\nContent-Length: ${length}\r\n`, 'POST'))).toBe(413)
    expect(statusOf(await get('/api/keys', 'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}', 'POST'))).toBe(403)
  })

  test('the header with which Next marks its own requests is refused', async () => {
    expect(statusOf(await get('/data', 'x-middleware-subrequest: proxy:proxy:proxy:proxy:proxy\r\n'))).toBe(400)
    expect(statusOf(await get('/api/connection', 'X-Middleware-Subrequest: 1\r\n'))).toBe(400)
  })

  test('a name that is forwarded and not ours reaches nothing', async () => {
    const answer = await get('/', 'X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n')
    expect(answer).not.toContain('evil')
    const signIn = await get('/api/auth/signin', 'X-Forwarded-Host: evil.example\r\n')
    expect(signIn).toMatch(/location:/i)
    expect(signIn).not.toContain('evil')
  })

  test('a head that does not end is answered within a quarter of a minute', async () => {
    const begun = performance.now()
    expect(statusOf(await ask(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `, 20_000))).toBe(408)
    expect(performance.now() - begun).toBeLessThan(15_000)
  })

  test('more headers than a hundred do not get in, nor long ones', async () => {
    const headers = (count: number) => Array.from({ length: count }, (_, index) => `X-H${index}: 1\r\n`).join('')
    expect(statusOf(await get('/api/health', headers(90)))).toBe(200)
    expect(statusOf(await get('/api/health', headers(110)))).toBe(431)
    expect(statusOf(await get('/api/health', 'X-Long: '.concat('x'.repeat(20_000), '\r\n')))).toBe(431)
  })
})

test('the app does not start without its guard', async () => {
  await expect(startRingside({}, { guarded: false })).rejects.toThrow(/Start Ringside with npm start/)
}, 60_000)

test('no refusal tells how the server is made', () => {
  expect(answers.length).toBeGreaterThan(30)
  for (const answer of answers) expect(answer).not.toMatch(/node_modules|\n {4}at |next\.?js|express|server: /i)
})
