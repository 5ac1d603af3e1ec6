import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { consent } from '@/tests/setup/consent'
import { filesBelow, type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const TOKEN = 'canary-pasted-9b21'
const NEW = { clientId: 'new-app', clientSecret: 'canary-secret-new-55', server: 'moi' as const }
const OLD = { clientId: 'old-app', clientSecret: 'canary-secret-old-66', server: 'cloud' as const }
let oura: StandIn
let ringside: Ringside
const answers: string[] = []
const visit = (): Visitor => visitor(ringside.url, (text) => answers.push(text))
const enter = (who: Visitor, app: { clientId: string; clientSecret: string; server: string }) =>
  who.send('PUT', '/api/oura-app', { client_id: app.clientId, client_secret: app.clientSecret, server: app.server })
async function start(who: Visitor, fields: Record<string, string> = {}): Promise<string> {
  const { csrfToken } = await (await who.ask('/api/auth/csrf')).json()
  return (await (await who.send('POST', '/api/auth/signin/oura', { csrfToken, ...fields })).json()).url
}
/** The browser follows Oura's redirect; answers where it ends. */
const follow = async (who: Visitor, back: URL | null) =>
  (await who.ask(`/api/auth/callback/oura${back?.search ?? ''}`)).headers.get('location')?.replace('#oura', '')
const connect = async (who: Visitor, answer?: Parameters<typeof consent>[1], fields?: Record<string, string>) =>
  follow(who, await consent(await start(who, fields), answer))
const connection = async (who: Visitor) => (await who.ask('/api/connection')).json()
const userOf = async (who: Visitor) => (await (await who.ask('/api/auth/session')).json()).user?.id

beforeAll(async () => {
  const account = (name: string, tokens: string[] = []) => ({
    name,
    tokens,
    store: overlayStore({ ...emptyStore, personalInfo: () => ({ id: `oura-${name}` }) }),
  })
  oura = await startStandIn({ accounts: [account('ann', [TOKEN]), account('bob')] })
  ringside = await startRingside({ OURA_API_URL: oura.url, OURA_CLOUD_URL: oura.url, OURA_MOI_URL: oura.url })
  const redirectUris = [`http://localhost:${new URL(ringside.url).port}/api/auth/callback/oura`]
  oura.oauth.apps.push({ ...NEW, redirectUris }, { ...OLD, redirectUris })
}, 300_000)
afterEach(() => {
  oura.clearFaults()
  Object.assign(oura.oauth.rules, { codeSeconds: 600, omitScope: false, omitIss: false })
})
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

test('without an application there is no way to Oura, and the page says whose it is to set up', async () => {
  const who = visit()
  const { csrfToken } = await (await who.ask('/api/auth/csrf')).json()
  expect((await who.send('POST', '/api/auth/signin/oura', { csrfToken })).status).toBe(404)
  expect(await (await who.ask('/api/oura-app')).json()).toMatchObject({ configured: null, client_id: null, changeable: true })
})

test.each([
  [{ client_id: '', client_secret: 'x' }],
  [{ client_id: 'a b', client_secret: 'x' }],
  [{ client_id: 'a', client_secret: 'x'.repeat(300) }],
  [{ client_id: 'a', client_secret: 'x', server: 'evil' }],
])('%o is no application', async (body) => {
  expect((await visit().send('PUT', '/api/oura-app', body)).status).toBe(422)
})

describe('the application is entered in the app', () => {
  test('its secret is never told again, and Oura is asked for every scope the archive needs', async () => {
    const who = visit()
    const saved = await enter(who, NEW)
    expect(await saved.json()).toMatchObject({ configured: 'here', client_id: NEW.clientId, server: 'moi' })
    const url = new URL(await start(who))
    expect(url.pathname).toBe('/oauth/v2/ext/oauth-authorize')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.searchParams.get('state')?.length).toBeGreaterThan(20)
    expect(url.searchParams.get('scope')?.split(' ').sort()).toEqual(
      ['daily', 'heart_health', 'heartrate', 'personal', 'ring_configuration', 'session', 'spo2', 'stress', 'tag', 'workout'].map(
        (name) => `extapi:${name}`,
      ),
    )
  })

  test('no: nothing was shared', async () => {
    expect(await connect(visit(), { allow: false })).toBe('/connect?problem=denied')
  })

  test('a wrong secret, an app of the other server, a code too old, an address Oura does not know', async () => {
    await enter(visit(), { ...NEW, clientSecret: 'canary-wrong' })
    expect(await connect(visit())).toBe('/connect?problem=client')
    await enter(visit(), NEW)
    const [app] = oura.oauth.apps
    Object.assign(app ?? {}, { server: 'cloud' })
    const who = visit()
    const sent = await start(who, { server: 'cloud' })
    Object.assign(app ?? {}, { server: 'moi' })
    // Where the old address leads to an application that has moved: no page that could lead back.
    expect(await consent(sent)).toBeNull()
    oura.oauth.rules.codeSeconds = 0
    expect(await connect(visit())).toBe('/connect?problem=code')
    oura.oauth.rules.codeSeconds = 600
    const registered = app?.redirectUris.splice(0) ?? []
    expect(await consent(await start(visit()))).toBeNull()
    app?.redirectUris.push(...registered)
  })

  test('an application that lacks a scope', async () => {
    const [app] = oura.oauth.apps
    Object.assign(app ?? {}, { scopes: ['daily', 'personal'] })
    expect(await connect(visit())).toBe('/connect?problem=scope')
    Object.assign(app ?? {}, { scopes: undefined })
  })

  test('a forged state, a stranger’s name, a tampered cookie, a callback out of nowhere: Oura is never asked', async () => {
    const before = oura.oauth.calls.length
    for (const [name, value, problem] of [
      ['state', 'forged', 'state'],
      ['iss', 'https://evil.example', 'stranger'],
    ] as const) {
      const who = visit()
      const back = await consent(await start(who))
      back?.searchParams.set(name, value)
      expect(await follow(who, back)).toBe(`/connect?problem=${problem}`)
      expect(await userOf(who)).toBeUndefined()
    }
    for (const name of ['state', 'pkce']) {
      const who = visit()
      const back = await consent(await start(who))
      const cookie = [...who.cookies.keys()].find((key) => key.endsWith(`.${name}`)) ?? ''
      who.cookies.set(cookie, `${who.cookies.get(cookie)?.slice(0, -6)}AAAAAA`)
      expect(await follow(who, back)).toBe('/connect?problem=used')
      expect(await userOf(who)).toBeUndefined()
    }
    const back = await consent(await start(visit()))
    expect(await follow(visit(), back)).toBe('/connect?problem=used')
    expect(await follow(visit(), new URL('http://x/'))).toBe('/connect?problem=no_code')
    expect(await follow(visit(), new URL('http://x/?error=invalid_request'))).toBe('/connect?problem=refused')
    expect(await follow(visit(), new URL('http://x/?error=server_error'))).toBe('/connect?problem=upstream_failed')
    expect(oura.oauth.calls.length).toBe(before)
  })

  test('Oura does not answer: said, and nothing is asked twice', async () => {
    const before = oura.oauth.calls.length
    oura.fault({ kind: 'cut', collection: 'oauth-token' })
    expect(await connect(visit())).toBe('/connect?problem=upstream_unreachable')
    expect(oura.oauth.calls.length).toBe(before + 1)
  })

  test('two tabs: the one that was begun last goes through', async () => {
    const who = visit()
    const [first, second] = [await start(who), await start(who)]
    const [one, two] = [await consent(first, { allow: true }), await consent(second, { allow: true })]
    expect(await follow(who, one)).toBe('/connect?problem=state')
    expect(await follow(who, two)).toBe('/connect?connected=oura')
  })
})

describe('yes', () => {
  let ann: Visitor

  test('a person without a token is connected, and owns the server; the callback works once', async () => {
    ann = visit()
    const back = await consent(await start(ann), { without: ['stress'] })
    expect(await follow(ann, back)).toBe('/connect?connected=oura')
    const body = await connection(ann)
    expect(body).toMatchObject({ kind: 'oauth', missing_scopes: ['stress'] })
    expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(29 * 86_400_000)
    expect(await (await ann.ask('/api/oura/v2/usercollection/personal_info')).json()).toMatchObject({ id: 'oura-ann' })
    expect(await follow(ann, back)).toBe('/connect?problem=used')
    expect(await connection(ann)).toMatchObject({ kind: 'oauth' })
  })

  test('now the application is the owner’s alone', async () => {
    expect((await enter(visit(), NEW)).status).toBe(403)
    // However often strangers try: that costs the owner nothing.
    await Promise.all(Array.from({ length: 70 }, () => enter(visit(), NEW)))
    expect(await (await visit().ask('/api/oura-app')).json()).toMatchObject({ changeable: false, client_id: null, configured: 'here' })
    expect((await enter(ann, NEW)).status).toBe(200)
  })

  test('another account: not on this device, and not on this server; what Oura gave is handed back', async () => {
    const revoked = () => oura.oauth.calls.filter(({ what, status }) => what === 'revoke' && status === 200).length
    const before = revoked()
    expect(await connect(ann, { account: 'bob' })).toBe('/connect?problem=other_account')
    expect(await connect(visit(), { account: 'bob' })).toBe('/connect?problem=forbidden')
    await expect.poll(revoked).toBe(before + 2)
    expect(await connection(ann)).toMatchObject({ kind: 'oauth' })
  })

  test('token → Oura → token → the older server: one archive, one person', async () => {
    const id = await userOf(ann)
    const other = visit()
    expect((await other.signIn('token', { token: TOKEN })).status).toBe(200)
    expect(await userOf(other)).toBe(id)
    expect(await connection(ann)).toMatchObject({ kind: 'token' })
    expect(await connect(ann)).toBe('/connect?connected=oura')
    expect(await userOf(ann)).toBe(id)
    expect(await connection(ann)).toMatchObject({ kind: 'oauth', missing_scopes: [] })
    expect((await enter(ann, OLD)).status).toBe(200)
    const url = new URL(await start(ann))
    expect([url.pathname, url.searchParams.get('code_challenge')]).toEqual(['/oauth/authorize', null])
    expect(await follow(ann, await consent(url.href))).toBe('/connect?connected=oura')
    expect(oura.oauth.calls.at(-1)).toEqual({ server: 'cloud', what: 'authorization_code', status: 200, error: null })
    expect(await userOf(ann)).toBe(id)
    await enter(ann, NEW)
  })

  test('an answer without `scope` is no missing scope; one without `iss` is exchanged where the person was sent', async () => {
    Object.assign(oura.oauth.rules, { omitScope: true, omitIss: true })
    expect(await connect(ann)).toBe('/connect?connected=oura')
    expect(oura.oauth.calls.at(-1)).toMatchObject({ server: 'moi', status: 200 })
    expect(await connection(ann)).toMatchObject({ missing_scopes: [] })
  })

  test('by hand: the address of the page that did not open', async () => {
    const back = await consent(await start(ann))
    expect(await (await ann.send('POST', '/api/auth/callback/oura', { address: 'no address' })).json()).toEqual({ problem: 'no_code' })
    expect(await (await ann.send('POST', '/api/auth/callback/oura', { address: ` ${back?.href}\n` })).json()).toEqual({ problem: null })
    expect(await connection(ann)).toMatchObject({ kind: 'oauth' })
    const foreign = { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://evil.example' } }
    expect((await ann.ask('/api/auth/callback/oura', { ...foreign, body: '{}' })).status).toBe(403)
  })

  test('disconnecting hands the grant back to Oura and keeps the archive', async () => {
    const before = oura.oauth.calls.length
    expect(await (await ann.send('DELETE', '/api/connection')).json()).toEqual({ oura: true })
    expect(oura.oauth.calls.slice(before)).toContainEqual({ server: 'moi', what: 'revoke', status: 200, error: null })
    expect(await connection(ann)).toMatchObject({ kind: null })
    expect((await ann.ask('/api/oura/v2/usercollection/personal_info')).status).toBe(200)
    expect(await connect(ann)).toBe('/connect?connected=oura')
  })

  test('the environment’s application is nobody’s to change', async () => {
    await ringside.restart({ OURA_CLIENT_ID: NEW.clientId, OURA_CLIENT_SECRET: NEW.clientSecret })
    expect((await enter(ann, OLD)).status).toBe(403)
    expect(await (await ann.ask('/api/oura-app')).json()).toMatchObject({ configured: 'environment', changeable: false, client_id: null })
    expect(await connect(ann)).toBe('/connect?connected=oura')
  })
})

test('Oura says yes but not whose ring it is: said, handed back, and nobody is signed in', async () => {
  oura.fault({ kind: 'status', status: 503, collection: 'personal_info' })
  const who = visit()
  expect(await connect(who)).toBe('/connect?problem=upstream_unreachable')
  expect(await userOf(who)).toBeUndefined()
  await expect.poll(() => oura.oauth.calls.at(-1)?.what).toBe('revoke')
})

test('no secret and no token is in an answer, a log or a file', () => {
  const said = [
    ...answers,
    ringside.log(),
    ...filesBelow(join(ringside.folder, 'data')).map(({ content }) => content.toString('latin1')),
  ].join('\n')
  const tokens = oura.oauth.issued()
  expect(tokens.length).toBeGreaterThan(10)
  for (const secret of [...tokens, NEW.clientSecret, OLD.clientSecret, TOKEN]) expect(said.includes(secret)).toBe(false)
})
