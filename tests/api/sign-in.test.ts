import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { filesBelow, type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const TOKENS = {
  ann: 'canary-ann-6b1e9c',
  annNew: 'canary-ann-new-20d7',
  bob: 'canary-bob-8c44aa',
  lapsed: 'canary-lapsed-91ff',
  old: 'canary-old-5e5e',
  oldNew: 'canary-old-new-77',
}
const WRONG = 'canary-wrong-4711'
let oura: StandIn
let ringside: Ringside
const answers: string[] = []
let visitors = 0

/** A visitor from an address of its own, so that the limit on pastes counts each alone. */
function visit(address = `127.0.1.${++visitors}`): Visitor {
  const who = visitor(ringside.url, (text) => answers.push(text))
  who.headers.set('x-forwarded-for', address)
  return who
}
const userOf = async (who: Visitor) => (await (await who.ask('/api/auth/session')).json()).user?.id

beforeAll(async () => {
  const account = (
    name: string,
    tokens: string[],
    info: Record<string, unknown> = { id: `oura-${name}`, email: `${name}@example.org` },
  ) => ({
    name,
    tokens,
    store: overlayStore({ ...emptyStore, personalInfo: () => info }),
  })
  oura = await startStandIn({
    accounts: [
      account('ann', [TOKENS.ann, TOKENS.annNew]),
      account('bob', [TOKENS.bob]),
      { ...account('lapsed', [TOKENS.lapsed]), lapsed: true },
      account('old', [TOKENS.old, TOKENS.oldNew], { age: 30, weight: 51.0, height: 1.6, biological_sex: 'male', email: 'Old@example.org' }),
    ],
  })
  ringside = await startRingside({ OURA_API_URL: oura.url, DEMO: 'on' })
}, 300_000)
afterEach(() => oura.clearFaults())
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

describe('what is refused says which way', () => {
  const probes = () => oura.requests.filter(({ path }) => path.endsWith('personal_info')).length

  test.each([
    ['empty', ''],
    ['blank', '   '],
    ['10 kB', 'x'.repeat(10_240)],
    ['not ASCII', 'canary-トークン-1'],
    ['with a line break', 'canary-a\r\nX-Evil: 1'],
    ['with a NUL', 'canary-a\u0000b-long'],
  ])('a token that is %s, before Oura is asked', async (_, token) => {
    const before = probes()
    const response = await visit().signIn('token', { token })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'invalid' })
    expect(probes()).toBe(before)
  })

  test('a token that Oura does not know', async () => {
    const who = visit()
    const response = await who.signIn('token', { token: WRONG })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'token_rejected' })
    expect(await userOf(who)).toBeUndefined()
  })

  test('an account without membership', async () => {
    const response = await visit().signIn('token', { token: TOKENS.lapsed })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'membership_lapsed' })
  })

  test('an Oura that asks to wait, and for how long', async () => {
    oura.fault({ kind: 'rate-limit', seconds: 90, collection: 'personal_info' })
    const response = await visit().signIn('token', { token: TOKENS.ann })
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'upstream_limited' })
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(60)
  })

  test.each(['{"detail":"soon"}', '[]', 'null', '{}', '"x"'])('an Oura that answers %s', async (body) => {
    oura.fault({ kind: 'wrong-type', collection: 'personal_info', body })
    const response = await visit().signIn('token', { token: TOKENS.ann })
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ code: 'upstream_unreachable' })
  })

  test('nobody was made, and no token was kept', async () => {
    const kept = filesBelow(join(ringside.folder, 'data')).map(({ content }) => content.toString('latin1'))
    for (const content of kept) expect(content).not.toMatch(/oura-ann|canary/)
    const who = visit()
    await who.signIn('demo')
    expect(await userOf(who)).toBe('demo')
  })
})

describe('the first to connect owns the server', () => {
  test('one paste lasts, and a second one on another device reaches the same archive', async () => {
    const phone = visit()
    expect((await phone.signIn('token', { token: `  ${TOKENS.ann}\n` })).status).toBe(200)
    const laptop = visit()
    expect((await laptop.signIn('token', { token: TOKENS.annNew })).status).toBe(200)
    const id = await userOf(phone)
    expect(id).toMatch(/^[\da-f-]{36}$/)
    expect(await userOf(laptop)).toBe(id)
    await ringside.restart()
    expect(await userOf(phone)).toBe(id)
    expect(await (await phone.ask('/api/connection')).json()).toMatchObject({ kind: 'token' })
    expect(await (await phone.ask('/api/oura/v2/usercollection/personal_info')).json()).toMatchObject({ id: 'oura-ann' })
  })

  test('another account is refused in a plain sentence, unless the server is open', async () => {
    const response = await visit().signIn('token', { token: TOKENS.bob })
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ code: 'forbidden', detail: expect.stringContaining('belongs to somebody else') })
    await ringside.restart({ SIGN_UPS: 'open' })
    expect((await visit().signIn('token', { token: TOKENS.bob })).status).toBe(200)
  })

  test('an account of before there were ids is known by its e-mail', async () => {
    const [one, other] = [visit(), visit()]
    expect((await one.signIn('token', { token: TOKENS.old })).status).toBe(200)
    expect((await other.signIn('token', { token: TOKENS.oldNew })).status).toBe(200)
    expect(await userOf(other)).toBe(await userOf(one))
    for (const { content } of filesBelow(join(ringside.folder, 'data'))) expect(content.toString('latin1')).not.toContain('email:old@')
  })

  test('signing in ends the session before it; disconnecting keeps the archive', async () => {
    const who = visit()
    await who.signIn('demo')
    const before = new Map(who.cookies)
    await who.signIn('token', { token: TOKENS.ann })
    const copy = visit()
    for (const [name, value] of before) copy.cookies.set(name, value)
    expect((await copy.ask('/api/connection')).status).toBe(401)
    expect((await who.send('DELETE', '/api/connection')).status).toBe(200)
    expect(await (await who.ask('/api/connection')).json()).toMatchObject({ kind: null })
    expect((await who.ask('/api/oura/v2/usercollection/personal_info')).status).toBe(200)
    expect((await who.send('PUT', '/api/connection', { token: TOKENS.ann })).status).toBe(200)
    expect(await (await who.ask('/api/connection')).json()).toMatchObject({ kind: 'token' })
    expect((await who.signOut()).status).toBe(200)
    expect(await userOf(who)).toBeUndefined()
  })
})

test('guessing is slow: of fifty tries at least forty have to wait, a restart forgives none, and who is signed in reads on', async () => {
  const reader = visit()
  await reader.signIn('token', { token: TOKENS.ann })
  const guesser = visit('203.0.113.9')
  const statuses: number[] = []
  for (let index = 0; index < 50; index++) {
    const response = await guesser.signIn('token', { token: `${WRONG}-${index}` })
    statuses.push(response.status)
    if (response.status === 429) {
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await response.json()).toMatchObject({ code: 'too_many_requests' })
    }
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(40)
  expect(statuses[0]).toBe(401)
  await ringside.restart()
  expect((await guesser.signIn('token', { token: WRONG })).status).toBe(429)
  reader.headers.set('x-forwarded-for', '203.0.113.9')
  expect((await reader.ask('/api/connection')).status).toBe(200)
})

test('without the demo ring there is no way in for it, and its sessions are over', async () => {
  const who = visit()
  await who.signIn('demo')
  await ringside.restart({ DEMO: 'off' })
  expect((await who.ask('/api/connection')).status).toBe(401)
  expect((await visit().signIn('demo')).status).toBe(404)
  // Nor does anything go on making its days.
  const db = new Sqlite(join(ringside.folder, 'data', 'ringside.db'), { readonly: true })
  expect(db.prepare("select count(*) as count from connection where kind = 'demo'").get()).toEqual({ count: 0 })
  db.close()
})

test('behind https the cookies are __Host- and Secure, and browsers are told to stay there', async () => {
  const origin = 'https://ring.example.org'
  await ringside.restart({ APP_URL: origin })
  const who = visit()
  const headers = { 'content-type': 'application/json', origin }
  const page = await who.ask('/connect', { headers: { accept: 'text/html' } })
  // The page brings the word along and the cookie that goes with it, so that nothing has to be asked before signing in.
  const [, csrfToken] = /<meta name="csrf" content="([0-9a-f]{64})"/.exec(await page.text()) ?? []
  const body = JSON.stringify({ csrfToken, token: TOKENS.ann })
  const response = await who.ask('/api/auth/callback/token', { method: 'POST', headers, body })
  expect(response.status).toBe(200)
  const lines = [...page.headers.getSetCookie(), ...response.headers.getSetCookie()]
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) {
    expect(line).toMatch(/^__Host-ringside\.[\w-]+=[^;]*; Path=\/; /)
    for (const attribute of [/; HttpOnly\b/, /; Secure\b/, /; SameSite=Lax\b/i]) expect(line).toMatch(attribute)
    expect(line).not.toContain('Domain')
    expect(line.length).toBeLessThan(4096)
  }
  expect(response.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
  expect((await who.ask('/api/connection')).status).toBe(200)
})

test('a browser that has the cookie keeps it, and what is no page sets none', async () => {
  const who = visit()
  const page = () => who.ask('/connect', { headers: { accept: 'text/html' } })
  const word = async (answer: Response) => /<meta name="csrf" content="([0-9a-f]*)"/.exec(await answer.text())?.[1]
  const first = await word(await page())
  expect(first).toMatch(/^[0-9a-f]{64}$/)
  const again = await page()
  expect(again.headers.getSetCookie()).toEqual([])
  expect(await word(again)).toBe(first)
  expect((await (await who.ask('/api/auth/csrf')).json()).csrfToken).toBe(first)
  // Whatever the sender calls its request, the log calls it by an id of this server.
  const named = await who.ask('/api/connection', { headers: { 'x-request-id': 'canary' } })
  expect(named.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(ringside.log()).toContain(`"request":"${named.headers.get('x-request-id')}"`)
  for (const path of ['/api/health', '/icon.svg', '/manifest.webmanifest'])
    expect((await visit().ask(path, { headers: { accept: '*/*' } })).headers.getSetCookie()).toEqual([])
})

test('the tokens are in no answer, no log, no file and no build', () => {
  const secrets = JSON.parse(readFileSync(join(ringside.folder, 'secrets.json'), 'utf8'))
  const keys = [secrets.NEXTAUTH_SECRET, secrets.DATA_KEYS.slice(3)]
  const canaries = [...Object.values(TOKENS), WRONG, ...keys]
  expect(keys.every((key) => key.length > 40)).toBe(true)
  const said = [...answers, ringside.log()].join('\n')
  const stored = filesBelow(join(ringside.folder, 'data'))
  expect(stored.map(({ file }) => file).join()).toContain('ringside.db')
  for (const canary of canaries) {
    expect(said.includes(canary)).toBe(false)
    for (const { file, content } of [...stored, ...filesBelow('.next/server'), ...filesBelow('.next/static')])
      expect(content.includes(canary) && file).toBe(false)
  }
})

test('every line of the log is JSON with a time, a level and an event', () => {
  const lines = ringside
    .log()
    .split('\n')
    // What Next says of itself before anything is answered, at each start.
    .filter((line) => !/^($|▲ |- |✓ )/.test(line))
  expect(lines.length).toBeGreaterThan(100)
  for (const line of lines) {
    const { time, level, event, request } = JSON.parse(line)
    if (event === 'request' || event.startsWith('log')) expect(request).toMatch(/^[0-9a-f-]{36}$/)
    expect(Date.parse(time)).toBeGreaterThan(0)
    expect(level).toMatch(/^(debug|info|warn|error|fatal)$/)
    expect(event).toMatch(/^[\w.]+$/)
  }
  const events = lines.map((line) => JSON.parse(line).event)
  expect(events).toContain('login')
  expect(events).toContain('logout')
})
