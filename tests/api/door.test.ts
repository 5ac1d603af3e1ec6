import { existsSync, readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consent } from '@/tests/setup/consent'
import { sendRaw, statusOf } from '@/tests/setup/raw'
import { filesBelow, type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const MINUTE = 60_000
const RESTARTS = Number(process.env.RINGSIDE_RESTARTS ?? 3)
const TOKEN = 'canary-token-of-ann-7c1f'
const APP = { clientId: 'app', clientSecret: 'canary-client-secret-4d2e', server: 'moi' as const }
let oura: StandIn
let ringside: Ringside
let ann: Visitor
let bob: Visitor
const seen: string[] = []
const visit = () => visitor(ringside.url, (text) => seen.push(text))

beforeAll(async () => {
  const account = (name: string, tokens: string[]) => ({
    name,
    tokens,
    store: overlayStore({ ...emptyStore, personalInfo: () => ({ id: name }) }),
  })
  // Oura's clock is ten minutes ahead of this machine's.
  oura = await startStandIn({ now: () => Date.now() + 10 * MINUTE, accounts: [account('ann', [TOKEN]), account('bob', [])] })
  ringside = await startRingside({ OURA_API_URL: oura.url, OURA_CLOUD_URL: oura.url, OURA_MOI_URL: oura.url, SIGN_UPS: 'open', DEMO: 'on' })
  oura.oauth.apps.push({ ...APP, redirectUris: [`http://localhost:${new URL(ringside.url).port}/api/auth/callback/oura`] })
  ann = visit()
  expect((await ann.signIn('token', { token: TOKEN })).status).toBe(200)
  bob = visit()
  await ann.send('PUT', '/api/oura-app', { client_id: APP.clientId, client_secret: APP.clientSecret, server: APP.server })
  const { csrfToken } = await (await bob.ask('/api/auth/csrf')).json()
  const { url } = await (await bob.send('POST', '/api/auth/signin/oura', { csrfToken })).json()
  const back = await consent(url, { account: 'bob' })
  expect((await bob.ask(`/api/auth/callback/oura${back?.search ?? ''}`)).headers.get('location')).toBe('/connect?connected=oura')
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

describe('health tells the truth, and no more than a visitor may know', () => {
  test('strangers and the demo ring hear one word', async () => {
    const demo = visit()
    await demo.signIn('demo')
    for (const who of [visit(), demo]) expect(await (await who.ask('/api/health')).json()).toEqual({ status: 'ok' })
  })

  test('a clock that is ten minutes off is said to who lives here, on the page of data and in the log once', async () => {
    await expect.poll(async () => (await (await ann.ask('/api/health')).json()).warnings, { timeout: 15_000 }).toContain('clock')
    const health = await (await ann.ask('/api/health')).json()
    expect(Math.abs(health.clock_skew_seconds + 600)).toBeLessThan(10)
    expect(Date.parse(health.last_sync_at)).toBeGreaterThan(Date.now() - MINUTE)
    expect(health.disk_free_bytes).toBeGreaterThan(0)
    expect(ringside.log().split('"event":"clock.off"')).toHaveLength(2)
    expect(await (await ann.ask('/api/connection')).json()).toMatchObject({ kind: 'token', state: 'fresh' })
  })
})

describe('nothing but the table of collections reaches Oura', () => {
  const names = [
    '..%2f..%2foauth%2ftoken',
    '..%252f..%252fpersonal_info',
    '%2e%2e',
    '..%5c..%5cx',
    'http:%2f%2fevil.example%2f',
    '%2f%2fevil.example',
    'sleep%0d%0aHost:%20evil.example',
    'sleep%0a',
    'sleep%20',
    'SLEEP',
    'sleep;x',
    'sleep%3fx=1',
    'sleep%23',
    '__proto__',
    'constructor',
    'toString',
    '%ef%bc%b3leep',
    'sleep%00',
    'sleep%2f..%2fpersonal_info',
    'a'.repeat(4000),
  ]
  test.each(names)('the collection %s', async (name) => {
    const before = [oura.requests.length, oura.oauth.calls.length] as const
    for (const path of [name, `${name}/x`, `sleep/${name}`]) {
      const { host } = new URL(ringside.url)
      const cookie = [...ann.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
      const head = `Host: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n`
      const answer = await sendRaw(ringside.url, `GET /api/oura/v2/usercollection/${path} HTTP/1.1\r\n${head}\r\n`, 5000)
      seen.push(answer)
      expect([308, 400, 404, 422]).toContain(statusOf(answer))
      expect(answer).not.toMatch(/^location: (https?:)?\/\/(?!127|localhost)/im)
    }
    // A sync may be under way beside this; it asks for what stands in the table.
    for (const { path } of oura.requests.slice(before[0])) expect(path).toMatch(/^\/v2\/usercollection\/\w+$/)
    expect(oura.oauth.calls.length).toBe(before[1])
  })
})

test('what is secret is on no page, in no script, no log, no export and no file', async () => {
  const scripts = new Set<string>()
  for (const who of [ann, bob]) {
    for (const path of [
      '/',
      '/night',
      '/trends',
      '/data',
      '/connect',
      '/none',
      '/manifest.webmanifest',
      '/sw.js',
      '/api/export',
      '/api/none',
    ]) {
      for (const headers of [{}, { rsc: '1' }]) {
        const text = await (await who.ask(path, { headers })).text()
        for (const [, script] of text.matchAll(/"(\/_next\/static\/[^"?]+\.js)/g)) if (script) scripts.add(script)
      }
    }
  }
  expect(scripts.size).toBeGreaterThan(5)
  for (const script of scripts) await ann.ask(script)
  const kept = JSON.parse(readFileSync(join(ringside.folder, 'secrets.json'), 'utf8'))
  const issued = oura.oauth.issued()
  expect(issued.length).toBeGreaterThanOrEqual(2)
  const key = Buffer.from(String(kept.DATA_KEYS).slice(3), 'base64')
  const plain = [TOKEN, APP.clientSecret, kept.NEXTAUTH_SECRET, ...issued]
  const canaries = [
    ...plain,
    ...plain.flatMap((text) => [Buffer.from(text).toString('base64').replace(/=+$/, ''), Buffer.from(text).toString('hex')]),
    ...(['base64', 'base64url', 'hex', 'latin1'] as const).map((encoding) => key.toString(encoding)),
  ]
  // As an owner would back it up, while it runs.
  const file = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
  file.exec(`vacuum into '${join(ringside.folder, 'data', 'copy.bak')}'`)
  file.close()
  const stored = filesBelow(join(ringside.folder, 'data'))
  expect(stored.map(({ file: name }) => name).join()).toMatch(/ringside\.db-wal/)
  const said = [...seen, ringside.log()].join('\n')
  for (const canary of canaries) {
    expect(said.includes(canary)).toBe(false)
    for (const { file: name, content } of stored) expect(content.includes(Buffer.from(canary, 'latin1')) && name).toBe(false)
  }
})

test('what happened is written down: who came, who went, what was taken along', async () => {
  expect((await visit().signIn('token', { token: 'canary-wrong-token' })).status).toBe(401)
  const second = visit()
  second.headers.set('x-forwarded-for', '198.51.100.7')
  expect((await second.signIn('token', { token: TOKEN })).status).toBe(200)
  expect((await second.send('POST', '/api/keys', { name: 'for a script' })).status).toBe(201)
  expect((await second.signOut()).status).toBe(200)
  expect((await bob.send('DELETE', '/api/connection')).status).toBe(200)
  const file = new Sqlite(join(ringside.folder, 'data', 'ringside.db'), { readonly: true })
  const rows = file.prepare('select event, user_id, detail from audit').all() as { event: string; user_id: string; detail: string | null }[]
  file.close()
  const events = new Set(rows.map(({ event }) => event))
  for (const event of ['login', 'login_refused', 'logout', 'connect', 'disconnect', 'export', 'key_made', 'oura_app_changed'])
    expect(events).toContain(event)
  expect(JSON.stringify(rows)).not.toContain('canary')
})

test('all of a log is lines of JSON, of a page that fails too, and each line that a request caused carries its id', async () => {
  await ringside.restart({ LOG_LEVEL: 'debug' })
  const before = ringside.log().length
  const db = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
  db.exec('alter table daily_metric rename to canary_metric')
  const failed = await ann.ask('/trends', { headers: { accept: 'text/html' } })
  const refused = await ann.ask('/api/trends?metrics=average_hrv&from=2026-01-01&to=2026-01-31&bucket=day')
  db.exec('alter table canary_metric rename to daily_metric')
  db.close()
  expect([failed.status, refused.status]).toEqual([500, 500])
  await visit().ask('/api/connection', { headers: { cookie: 'ringside.session=eyJhbGciOiJkaXIi.junk' } })
  const second = visit()
  await second.signIn('token', { token: TOKEN })
  await second.signOut()
  const lines = ringside
    .log()
    .slice(before)
    .split('\n')
    // What Next says of itself at a start, before there is a log.
    .filter((line) => !/^($|▲ |- |✓ )/.test(line))
    .map((line) => JSON.parse(line) as Record<string, string>)
  for (const { time, level, event } of lines) {
    expect(Date.parse(time ?? '')).toBeGreaterThan(0)
    expect(level).toMatch(/^(debug|info|warn|error|fatal)$/)
    expect(event).toMatch(/^[\w.]+$/)
  }
  const of = (event: string) => lines.filter((line) => line.event === event)
  for (const event of ['request', 'request_failed', 'page_failed', 'login', 'logout', 'auth_error']) {
    expect(of(event).length, event).toBeGreaterThan(0)
    for (const { request } of of(event)) expect(request).toMatch(/^[\da-f-]{36}$/)
  }
  expect(of('page_failed').map(({ request }) => request)).toContain(failed.headers.get('x-request-id'))
  expect(of('request_failed').map(({ request }) => request)).toContain(refused.headers.get('x-request-id'))
  // What the database said of it may quote a value.
  expect(JSON.stringify(lines)).not.toContain('no such table')
}, 60_000)

test('ten thousand requests of strangers make no two megabytes of log, and every line is JSON', async () => {
  await ringside.restart({ LOG_LEVEL: 'info' })
  const before = ringside.log().length
  const agent = new Agent({ keepAlive: true, maxSockets: 40 })
  const junk: [string, Record<string, string>][] = [
    ['/api/connection', {}],
    ['/api/connection', { cookie: 'ringside.session=eyJhbGciOiJkaXIi.junk' }],
    ['/api/auth/session', { cookie: `ringside.session=${'x'.repeat(500)}` }],
    ['/api/keys', { authorization: 'Bearer %' }],
    ['/api/oura/v2/usercollection/none', { authorization: `Bearer rs_${'a'.repeat(43)}` }],
    ['/api/auth/callback/token', {}],
    ['/api/auth/callback/oura?code=x&state=y', {}],
    ['/api/auth/_log', {}],
    ['/%zz', {}],
    ['/api/health', { host: 'evil.example' }],
  ]
  const ask = ([path, headers]: [string, Record<string, string>]) =>
    new Promise<void>((resolve) => {
      const asked = get(`${ringside.url}${path}`, { agent, headers }, (answer) => answer.resume().once('close', resolve))
      asked.once('error', () => resolve())
    })
  for (let round = 0; round < 250; round++)
    await Promise.all(Array.from({ length: 40 }, (_, index) => ask(junk[index % junk.length] ?? ['/', {}])))
  agent.destroy()
  const written = ringside.log().slice(before)
  expect(written.length).toBeLessThan(2_000_000)
  for (const line of written.split('\n').filter(Boolean)) expect(JSON.parse(line)).toMatchObject({ event: expect.any(String) })
  expect((await ann.ask('/api/connection')).status).toBe(200)
}, 180_000)

test(`asked to end ${RESTARTS} times under load, it finishes what it began, folds the log of the database in and ends well`, async () => {
  const wal = join(ringside.folder, 'data', 'ringside.db-wal')
  const cookie = [...ann.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  for (let restart = 0; restart < RESTARTS; restart++) {
    const broken: string[] = []
    let answered = 0
    let end = Number.POSITIVE_INFINITY
    const ask = (path: string) =>
      new Promise<void>((resolve) => {
        const at = performance.now()
        const asked = get(`${ringside.url}${path}`, { agent: false, headers: { cookie } }, (answer) => {
          answer.resume()
          answer.once('close', () => {
            if (!answer.complete || answer.statusCode !== 200) broken.push(`${path} ${answer.statusCode} ${answer.complete}`)
            answered += 1
            resolve()
          })
        })
        asked.once('error', (error) => {
          // Whoever comes at the end is turned away, and so is whoever a busy machine had not listened to yet; the others are not.
          if (at < end - 1000 || !('code' in error && ['ECONNREFUSED', 'ECONNRESET'].includes(String(error.code))))
            broken.push(`${path} ${error.message}`)
          resolve()
        })
      })
    // Eight readers, each of whom asks again once they were answered. The first answers of a server take it many times as long as others.
    const paths = ['/api/connection', '/api/export', '/', '/api/trends?metrics=steps&from=2026-01-01&to=2026-11-02']
    for (const path of paths) await ask(path)
    const readers = [...paths, ...paths].map(async (path) => {
      while (performance.now() < end) await ask(path)
    })
    await new Promise((resolve) => setTimeout(resolve, 2000))
    end = performance.now()
    const { code, ms } = await ringside.end()
    await Promise.all(readers)
    expect(broken).toEqual([])
    expect(answered).toBeGreaterThan(10)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(10_000)
    expect(existsSync(wal)).toBe(false)
    const begun = performance.now()
    await ringside.restart()
    expect(performance.now() - begun).toBeLessThan(8000)
  }
  expect((await ann.ask('/api/connection')).status).toBe(200)
}, 240_000)

test('while another program holds the database: writes are refused, reads go on, health says so, and it recovers by itself', async () => {
  const file = new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
  // Another program holds the file for writing, longer than anybody waits.
  file.exec('begin immediate')
  const refused = await ann.send('POST', '/api/keys', { name: 'while locked' })
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ code: 'storage_unavailable' })
  expect((await visit().ask('/api/health')).status).toBe(503)
  expect((await ann.ask('/api/connection')).status).toBe(200)
  file.exec('rollback')
  file.close()
  await expect.poll(async () => (await visit().ask('/api/health')).status, { timeout: 15_000 }).toBe(200)
  expect((await ann.send('POST', '/api/keys', { name: 'after' })).status).toBe(201)
}, 180_000)
