import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'
import { type Access, example, METHODS, ROUTES, routeFiles } from './routes'

const ANN = 'canary-token-of-ann-4f1d'
const BOB = 'canary-token-of-bob-77aa'
let oura: StandIn
let ringside: Ringside
let ann: Visitor
let bob: Visitor
let demo: Visitor
let annKey = ''
const answers: string[] = []
const visit = () => visitor(ringside.url, (text) => answers.push(text))

beforeAll(async () => {
  const account = (name: string, token: string) => ({
    name,
    tokens: [token],
    store: overlayStore({ ...emptyStore, personalInfo: () => ({ id: name }) }),
  })
  oura = await startStandIn({ accounts: [account('ann', ANN), account('bob', BOB)] })
  ringside = await startRingside({ OURA_API_URL: oura.url, SIGN_UPS: 'open', DEMO: 'on' })
  ann = visit()
  bob = visit()
  demo = visit()
  for (const response of [await ann.signIn('token', { token: ANN }), await bob.signIn('token', { token: BOB }), await demo.signIn('demo')])
    expect(await response.json()).toEqual({ url: '/' })
  annKey = (await (await ann.send('POST', '/api/keys', { name: 'test' })).json()).key
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

const cases = Object.entries(ROUTES).flatMap(([route, methods]) =>
  METHODS.map((method) => ({ route, method, access: methods[method] ?? null }) as const),
)
const closed = cases.filter(({ access }) => access !== null && access !== 'public' && access !== 'signed')
const changing = cases.filter(({ method, access }) => access !== null && access !== 'signed' && method !== 'GET')

test('every route file has a line in the table, and every line a file', () => {
  expect(routeFiles()).toEqual(Object.keys(ROUTES).sort())
})

test.each(cases.filter(({ access }) => access === null))('$method $route is 405 with the methods there are', async ({ route, method }) => {
  const response = method === 'GET' ? await ann.ask(example(route)) : await ann.send(method, example(route), {})
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toContain('OPTIONS')
  expect(await response.json()).toMatchObject({ code: 'method_not_allowed' })
})

test.each(['/api/nowhere', '/api/oura/v1/sleep', '/api/oura/v2/usercollection/a/b/c'])(
  '%s is nothing, said as an error like every other',
  async (path) => {
    for (const response of [await ann.ask(path), await ann.send('POST', path, {})]) {
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ code: 'not_found', detail: 'There is nothing at this address.' })
    }
  },
)

describe('nothing personal without a session', () => {
  const forged = () => {
    const other = visit()
    for (const [name, value] of ann.cookies) other.cookies.set(name, name.includes('session') ? `${value.slice(0, -4)}AAAA` : value)
    return other
  }
  const junk = () => {
    const other = visit()
    for (const value of ['%', 'null', 'eyJhbGciOiJub25lIn0.e30.']) other.cookies.set('ringside.session', value)
    return other
  }
  /** A session that was good a moment ago, and whose row was set back since. */
  const setBack = (column: 'last_seen_at' | 'ends_at', to: number) => async () => {
    const late = visit()
    const rows = () => new Sqlite(join(ringside.folder, 'data', 'ringside.db'))
    const ids = (db: Sqlite.Database) =>
      (db.prepare('select id_hash from session').all() as { id_hash: string }[]).map((row) => row.id_hash)
    const [db, before] = [rows(), new Set<string>()]
    for (const id of ids(db)) before.add(id)
    await late.signIn('demo')
    expect((await late.ask('/api/connection')).status).toBe(200)
    const id = ids(db).find((one) => !before.has(one))
    expect(db.prepare(`update session set ${column} = ? where id_hash = ?`).run(to, id).changes).toBe(1)
    db.close()
    return late
  }
  async function signedOut() {
    const copy = visit()
    const leaving = visit()
    await leaving.signIn('demo')
    for (const [name, value] of leaving.cookies) copy.cookies.set(name, value)
    expect((await copy.ask('/api/connection')).status).toBe(200)
    expect((await leaving.signOut()).headers.get('clear-site-data')).toBe('"storage"')
    return copy
  }

  test.each([
    ['none', async () => visit()],
    ['a forged one', async () => forged()],
    ['junk', async () => junk()],
    ['one that was signed out elsewhere', signedOut],
    ['one that nobody has used for 90 days', setBack('last_seen_at', Date.now() - 90 * 86_400_000 - 1000)],
    ['one that is a year old', setBack('ends_at', Date.now() - 1000)],
  ])('with %s', async (_, who) => {
    const stranger = await who()
    for (const { route, method } of closed) {
      const held = new Map(stranger.cookies)
      const response = method === 'GET' ? await stranger.ask(example(route)) : await stranger.send(method, example(route))
      expect(`${method} ${route} ${response.status}`).toBe(`${method} ${route} 401`)
      expect(await response.json()).toEqual({ code: 'unauthenticated', detail: expect.any(String) })
      for (const [name, value] of held) stranger.cookies.set(name, value)
    }
    expect(await (await stranger.ask('/api/auth/session')).json()).toEqual({})
  })

  test.each(['Bearer rs_', `Bearer rs_${'a'.repeat(43)}`, 'Bearer %', 'Bearer', 'Basic YTpi', `Bearer ${ANN}`, ''])(
    'with the header Authorization: %s',
    async (authorization) => {
      for (const { route, method, access } of closed) {
        const response = await visit().ask(example(route), {
          method,
          headers: { authorization, origin: ringside.url, 'content-type': 'application/json' },
        })
        expect(`${method} ${route} ${access} ${response.status}`).toBe(`${method} ${route} ${access} 401`)
      }
    },
  )

  test('what speaks to a proxy in front is no key: a session beside it reads', async () => {
    const response = await ann.ask('/api/connection', { headers: { authorization: 'Basic YW5uOmxldG1laW4=' } })
    expect(response.status).toBe(200)
  })

  test('a key that does not work is not helped by a cookie that does', async () => {
    const response = await ann.ask('/api/connection', { headers: { authorization: `Bearer rs_${'a'.repeat(43)}` } })
    expect(response.status).toBe(401)
  })
})

test('an API key reads what readers read, and nothing else', async () => {
  const allowed: Record<Access, boolean> = {
    public: true,
    reader: true,
    key: true,
    shared: true,
    session: false,
    writer: false,
    owner: false,
    signed: false,
  }
  for (const { route, method, access } of closed) {
    const headers = { authorization: `Bearer ${annKey}`, origin: ringside.url, 'content-type': 'application/json' }
    const response = await visit().ask(example(route), { method, headers })
    if (access !== null && allowed[access]) expect(`${route} ${response.status}`).not.toMatch(/ (401|403|5\d\d)$/)
    else expect(`${method} ${route} ${response.status}`).toBe(`${method} ${route} 401`)
  }
})

test('a key to some collections reads those and what comes from them, and nothing else', async () => {
  const { key } = await (await ann.send('POST', '/api/keys', { name: 'some', collections: ['daily_sleep'] })).json()
  const headers = { authorization: `Bearer ${key}`, origin: ringside.url, 'content-type': 'application/json' }
  const ask = (path: string, method = 'GET') => visit().ask(path, { method, headers })
  for (const { route, method, access } of closed) {
    const response = await ask(example(route), method)
    // Coverage and the export name or leave out collections by themselves; the other examples are of what this key does not reach.
    const open = route === '/api/coverage' || route === '/api/export'
    const closes = access === 'session' || access === 'writer' || access === 'owner'
    expect(`${method} ${route} ${response.status}`).toBe(`${method} ${route} ${closes ? 401 : open ? 200 : 403}`)
    if (response.status === 403) expect(await response.json()).toMatchObject({ code: 'out_of_scope' })
  }
  expect((await ask('/api/oura/v2/usercollection/daily_sleep')).status).toBe(200)
  expect((await ask('/api/oura/v2/usercollection/daily_sleep/none')).status).toBe(404)
  expect((await ask('/api/oura/v2/usercollection/nonsense')).status).toBe(404)
  const trends = (metrics: string) => ask(`/api/trends?metrics=${metrics}&from=2026-11-01&to=2026-11-02`)
  expect((await trends('sleep_score,sleep_score_timing')).status).toBe(200)
  expect((await trends('sleep_score,total_sleep')).status).toBe(403)
  const { data }: { data: { collection: string }[] } = await (await ask(example('/api/coverage'))).json()
  expect(new Set(data.map(({ collection }) => collection))).toEqual(new Set(['daily_sleep']))
  const exported = await (await ask('/api/export')).text()
  expect(exported).not.toContain('personal_info')
  expect(await (await ann.ask('/api/export')).text()).toContain('personal_info')
})

describe('a guest sees the pages of their link, and nothing else', () => {
  async function guestOf(pages: string[]) {
    const link = await (await ann.send('POST', '/api/guest-links', { name: 'Dr. Meyer', shown_name: 'Ann', pages, days: 7 })).json()
    const guest = visit()
    expect((await guest.signIn('guest', { code: link.url.split('#')[1] })).status).toBe(200)
    return { guest, id: link.id }
  }

  test('of all pages: what these read, by every route and method', async () => {
    const { guest } = await guestOf(['day', 'night', 'trends'])
    for (const { route, method, access } of closed) {
      const response = method === 'GET' ? await guest.ask(example(route)) : await guest.send(method, example(route))
      if (access === 'shared') expect(`${method} ${route} ${response.status}`).not.toMatch(/ (401|403|5\d\d)$/)
      else {
        expect(`${method} ${route} ${response.status}`).toBe(`${method} ${route} 403`)
        expect(await response.json()).toMatchObject({ code: 'out_of_scope' })
      }
    }
    expect((await guest.ask('/api/oura/v2/usercollection/ring_configuration')).status).toBe(403)
    expect(await (await guest.ask('/api/auth/session')).json()).toMatchObject({ guest: { name: 'Ann', pages: ['day', 'night', 'trends'] } })
    expect(await (await guest.ask('/api/oura-app')).json()).toMatchObject({ changeable: false, client_id: null })
    expect((await guest.send('PUT', '/api/oura-app', { client_id: 'x', client_secret: 'y' })).status).toBe(403)
  })

  test.each([
    [
      'day',
      [
        '/',
        '/api/oura/v2/usercollection/heartrate',
        '/api/tags?from=2026-11-01&to=2026-11-02',
        '/api/tag-days?from=2026-11-01&to=2026-11-02',
      ],
      [
        '/night',
        '/trends',
        '/data',
        '/api/oura/v2/usercollection/vO2_max',
        '/api/trends?metrics=total_calories&from=2026-11-01&to=2026-11-02',
      ],
    ],
    [
      'night',
      [
        '/night',
        '/api/oura/v2/usercollection/sleep',
        '/api/tags?from=2026-11-01&to=2026-11-02',
        '/api/tag-days?from=2026-11-01&to=2026-11-02',
      ],
      ['/', '/trends', '/data', '/api/oura/v2/usercollection/daily_activity', '/api/oura/v2/usercollection/heartrate'],
    ],
    [
      'trends',
      ['/trends', '/api/trends?metrics=steps,vo2_max&from=2026-11-01&to=2026-11-02', '/api/tag-days?from=2026-11-01&to=2026-11-02'],
      ['/', '/night', '/data', '/api/oura/v2/usercollection/sleep', '/api/tags?from=2026-11-01&to=2026-11-02'],
    ],
  ])('of the page %s alone', async (page, open, shut) => {
    const { guest } = await guestOf([page])
    for (const path of open) expect(`${path} ${(await guest.ask(path)).status}`).toBe(`${path} 200`)
    for (const path of shut) expect(`${path} ${(await guest.ask(path)).status}`).toMatch(/ (403|307)$/)
  })

  test('until the link is withdrawn: from the next request on', async () => {
    const { guest, id } = await guestOf(['day'])
    expect((await guest.ask('/api/oura/v2/usercollection/sleep')).status).toBe(200)
    expect((await bob.send('DELETE', '/api/guest-links', { id })).status).toBe(404)
    expect((await ann.send('DELETE', '/api/guest-links', { id })).status).toBe(204)
    expect((await guest.ask('/api/oura/v2/usercollection/sleep')).status).toBe(401)
  })
})

test('what is Oura’s is nobody’s here, whoever asks and from wherever', async () => {
  const signed = cases.filter(({ access }) => access === 'signed')
  expect(signed.map(({ method, route }) => `${method} ${route}`)).toEqual(['GET /api/webhooks/oura', 'POST /api/webhooks/oura'])
  for (const { route, method } of signed)
    for (const who of [ann, bob, demo, visit()]) {
      const response = method === 'GET' ? await who.ask(example(route)) : await who.send(method, example(route), { id: 'x' })
      expect(`${method} ${route} ${response.status}`).toBe(`${method} ${route} 403`)
      expect(await response.json()).toEqual({ code: 'forbidden', detail: 'This address is for Oura.' })
    }
})

test('what concerns everybody is the owner’s alone', async () => {
  for (const { route, method } of closed.filter(({ access }) => access === 'owner')) {
    const response =
      method === 'GET' ? await bob.ask(example(route)) : await bob.send(method, example(route), { id: 'x', confirm: 'DELETE' })
    expect(`${method} ${route} ${response.status}`).toBe(`${method} ${route} 403`)
    expect(await response.json()).toMatchObject({ code: 'forbidden' })
  }
  expect((await ann.ask('/api/people')).status).toBe(200)
})

test('the demo ring can be read and not be changed', async () => {
  for (const { route, method, access } of closed) {
    const response = method === 'GET' ? await demo.ask(example(route)) : await demo.send(method, example(route))
    if (access === 'writer' || access === 'owner') {
      expect(`${method} ${route} ${response.status}`).toBe(`${method} ${route} 403`)
      expect(await response.json()).toMatchObject({ code: 'read_only' })
    } else expect(`${method} ${route} ${response.status}`).not.toMatch(/ (401|403|5\d\d)$/)
  }
  // Its visitors share one user, and are not told of each other.
  expect(await (await demo.ask('/api/devices')).json()).toEqual({ data: [], address: null })
})

describe('cross-site requests change nothing', () => {
  const from = (headers: Record<string, string>) => headers
  test.each([
    ['a form', () => from({ 'content-type': 'application/x-www-form-urlencoded', origin: ringside.url })],
    ['a multipart form', () => from({ 'content-type': 'multipart/form-data; boundary=x', origin: ringside.url })],
    ['text/plain', () => from({ 'content-type': 'text/plain', origin: ringside.url })],
    ['text/plain that mentions JSON', () => from({ 'content-type': 'text/plain; application/json', origin: ringside.url })],
    ['no content type', () => from({ origin: ringside.url, 'content-type': '' })],
    ['no origin', () => from({ 'content-type': 'application/json' })],
    ['a foreign origin', () => from({ 'content-type': 'application/json', origin: 'https://evil.example' })],
    ['the null origin', () => from({ 'content-type': 'application/json', origin: 'null' })],
    ['another port of this machine', () => from({ 'content-type': 'application/json', origin: 'http://127.0.0.1:1' })],
    ['a sibling site', () => from({ 'content-type': 'application/json', origin: ringside.url, 'sec-fetch-site': 'same-site' })],
    ['a foreign site', () => from({ 'content-type': 'application/json', origin: ringside.url, 'sec-fetch-site': 'cross-site' })],
  ])('from %s', async (_, headers) => {
    const before = await Promise.all(['/api/keys', '/api/settings'].map(async (path) => (await ann.ask(path)).text()))
    const calls = oura.requests.length
    const { csrfToken } = await (await ann.ask('/api/auth/csrf')).json()
    const body = JSON.stringify({
      csrfToken,
      token: ANN,
      name: 'x',
      locale: 'ja',
      theme: 'dark',
      distance: 'mi',
      temperature: 'f',
      clock: '12',
    })
    const paths = changing.flatMap(({ route, method }) =>
      route.includes('nextauth')
        ? ['callback/token', 'callback/device', 'callback/guest', 'callback/demo', 'signout'].map((action) => [
            method,
            `/api/auth/${action}`,
          ])
        : [[method, example(route)]],
    )
    for (const [method = '', path = ''] of paths) {
      const response = await ann.ask(path, { method, body, headers: headers() })
      expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 403`)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(await response.json()).toMatchObject({ code: 'cross_site' })
    }
    expect(await Promise.all(['/api/keys', '/api/settings'].map(async (path) => (await ann.ask(path)).text()))).toEqual(before)
    expect(oura.requests.slice(calls).filter(({ path }) => path.endsWith('personal_info'))).toEqual([])
  })
})

describe('one user never sees or changes what is another’s', () => {
  test('keys: each lists and revokes only their own', async () => {
    const { id, key } = await (await bob.send('POST', '/api/keys', { name: 'of bob' })).json()
    expect(await (await ann.ask('/api/keys')).text()).not.toContain(id)
    for (const target of [id, 'missing', '', '../x']) expect((await ann.send('DELETE', '/api/keys', { id: target })).status).toBe(404)
    expect((await visit().ask('/api/connection', { headers: { authorization: `Bearer ${key}` } })).status).toBe(200)
    expect((await bob.send('DELETE', '/api/keys', { id })).status).toBe(204)
    expect((await visit().ask('/api/connection', { headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
  })

  test('settings are each person’s own', async () => {
    const mine = { locale: 'ja', theme: 'dark', distance: 'mi', temperature: 'f', clock: '12' }
    expect((await ann.send('PUT', '/api/settings', mine)).status).toBe(200)
    expect(await (await ann.ask('/api/settings')).json()).toEqual({ ...mine, freeDays: 'sat_sun', sleepNeed: 'usual' })
    // A page that has been open for long sends what is changed there, and nothing over what was changed elsewhere since.
    expect(await (await ann.send('PUT', '/api/settings', { clock: '24' })).json()).toMatchObject({ ...mine, clock: '24' })
    expect(await (await ann.ask('/api/settings')).json()).toMatchObject({ ...mine, clock: '24' })
    expect((await ann.send('PUT', '/api/settings', mine)).status).toBe(200)
    expect(await (await bob.ask('/api/settings')).json()).toMatchObject({ locale: 'en', distance: 'km' })
    expect((await ann.send('PUT', '/api/settings', { ...mine, locale: 'xx' })).status).toBe(422)
    expect((await ann.send('PUT', '/api/settings', {})).status).toBe(422)
  })

  test('another’s token does not replace mine', async () => {
    const response = await ann.send('PUT', '/api/connection', { token: BOB })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('another Oura account') })
    expect((await ann.send('PUT', '/api/connection', { token: ANN })).status).toBe(200)
  })
})

test('what next-auth offers beside signing in and out is not here', async () => {
  for (const path of ['_log', 'verify-request', 'callback/token', 'callback/other', 'signin/token', 'x', 'csrf/x'])
    expect(`${path} ${(await ann.ask(`/api/auth/${path}`)).status}`).toBe(`${path} 404`)
  for (const path of ['_log', 'session', 'signin/token', 'callback/other', 'callback/__proto__'])
    expect(`${path} ${(await ann.send('POST', `/api/auth/${path}`, { csrfToken: 'x' })).status}`).toBe(`${path} 404`)
  const away = await visit().ask('/api/auth/signin?callbackUrl=https://evil.example/')
  expect(away.headers.get('location')).not.toContain('evil')
})

test('answers are kept out of caches and carry what keeps browsers safe', async () => {
  for (const path of ['/api/connection', '/api/health', '/api/keys', '/api/none', '/connect']) {
    const { headers, status } = await ann.ask(path)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
    if (path.startsWith('/api') && status === 200) {
      expect(headers.get('cache-control')).toBe('private, no-store')
      expect(headers.get('vary')).toContain('Cookie, Authorization')
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    }
  }
  expect((await ann.ask('/_next/image?url=%2Ficon.svg&w=64&q=75')).status).toBe(404)
})

test('the build offers no Server Action to call', () => {
  const { node, edge } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  expect([node, edge]).toEqual([{}, {}])
})

test('a nonce is used once, and every script of a page carries it', async () => {
  const nonces = new Set<string>()
  for (let load = 0; load < 50; load++) {
    const response = await visit().ask('/connect')
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? ''
    const scripts = [...(await response.text()).matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(50)
})

test('the scripts that start a page carry the hash of what is served', async () => {
  const html = await (await visit().ask('/connect')).text()
  const hashed = [...html.matchAll(/<script[^>]*src="([^"]+)"[^>]* integrity="sha256-([^"]+)"/g)]
  expect(hashed.length).toBeGreaterThan(2)
  for (const [, source = '', hash] of hashed) {
    const served = Buffer.from(await (await visitor(ringside.url).ask(source)).arrayBuffer())
    expect(createHash('sha256').update(served).digest('base64')).toBe(hash)
  }
})

test('a body that is too large is 413, said or not', async () => {
  const big = JSON.stringify({ name: 'x'.repeat(100_000) })
  const headers = { 'content-type': 'application/json', origin: ringside.url }
  expect((await ann.ask('/api/keys', { method: 'POST', body: big, headers })).status).toBe(413)
  const chunked: RequestInit & { duplex: 'half' } = { method: 'POST', body: new Blob([big]).stream(), headers, duplex: 'half' }
  expect((await ann.ask('/api/keys', chunked)).status).toBe(413)
})

test('HEAD is GET without its body', async () => {
  const head = await ann.ask('/api/connection', { method: 'HEAD' })
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
  expect((await visit().ask('/api/connection', { method: 'HEAD' })).status).toBe(401)
})

test('the log says which route was asked, and never for what', async () => {
  for (const name of ['canary-path-5b1e', 'sleep/canary-path-5b1e', 'sleep?next_token=canary-path-5b1e'])
    await ann.ask(`/api/oura/v2/usercollection/${name}`)
  await expect.poll(() => ringside.log()).toContain('"/api/oura/v2/usercollection/[collection]/[document_id]"')
  expect(ringside.log()).not.toContain('canary-path')
})

test('no answer of all these told how the server is made', () => {
  expect(answers.length).toBeGreaterThan(100)
  for (const text of answers) expect(text).not.toMatch(/node_modules|\.next\/server|\n {4}at |SQLITE_|select .* from |\/tmp\//i)
})
