import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoStore } from './demo-store'
import { overlayStore } from './document-store'
import type { App } from './oauth'
import { type StandIn, startStandIn } from './stand-in'

const BACK = 'http://localhost:3000/api/auth/callback/oura'
const NEW: App = { clientId: 'new', clientSecret: 'new-secret', server: 'moi', redirectUris: [BACK] }
const OLD: App = { clientId: 'old', clientSecret: 'old-secret', server: 'cloud', redirectUris: [BACK], scopes: ['daily', 'personal'] }
const PATHS = {
  moi: { authorize: '/oauth/v2/ext/oauth-authorize', token: '/oauth/v2/ext/oauth-token', revoke: '/oauth/v2/ext/oauth-revoke' },
  cloud: { authorize: '/oauth/authorize', token: '/oauth/token', revoke: '/oauth/revoke' },
}
let now = Date.now()
let standIn: StandIn
beforeAll(async () => {
  const store = overlayStore(demoStore({ seed: 1, now: () => now, years: 1 }))
  standIn = await startStandIn({ accounts: [{ name: 'ann', tokens: [], store }], apps: [NEW, OLD], now: () => now })
})
beforeEach(() => Object.assign(standIn.oauth.rules, { omitScope: false, omitIss: false, reuse: 'refuse' }))
afterAll(() => standIn.close())

const post = (path: string, fields: Record<string, string> | URLSearchParams) =>
  fetch(`${standIn.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
const asking = (app: App, scope: string, more: Record<string, string> = {}) => ({
  response_type: 'code',
  client_id: app.clientId,
  redirect_uri: BACK,
  scope,
  state: 's',
  ...more,
})
async function consent(app: App, scope: string, granted: string[], more: Record<string, string> = {}): Promise<URL> {
  const form = new URLSearchParams({ ...asking(app, scope, more), account: 'ann', answer: 'allow', ...more })
  for (const name of granted) form.append('granted', name)
  return new URL((await post(PATHS[app.server].authorize, form)).headers.get('location') ?? 'about:blank')
}
const code = async (app: App, more: Record<string, string> = {}) => {
  const scope = app.server === 'moi' ? 'extapi:daily' : 'daily'
  return (await consent(app, scope, [scope], more)).searchParams.get('code') ?? ''
}
const exchange = (app: App, value: string, more: Record<string, string> = {}, server: 'moi' | 'cloud' = app.server) =>
  post(PATHS[server].token, {
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    redirect_uri: BACK,
    code: value,
    ...more,
  })
const refresh = (app: App, token: string, server: 'moi' | 'cloud' = app.server) =>
  post(PATHS[server].token, { grant_type: 'refresh_token', client_id: app.clientId, client_secret: app.clientSecret, refresh_token: token })
const ask = (bearer: string, path = 'personal_info') =>
  fetch(`${standIn.url}/v2/usercollection/${path}`, { headers: { authorization: `Bearer ${bearer}` } })
const tokens = async (app: App) =>
  (await (await exchange(app, await code(app))).json()) as {
    access_token: string
    refresh_token: string
    scope?: string
    expires_in: number
  }

describe.each([NEW, OLD])('the server of the application “$clientId”', (app) => {
  test('a page of scopes, a code, a pair, data', async () => {
    const scope = app.server === 'moi' ? 'extapi:daily extapi:personal' : 'daily personal'
    const page = await (await fetch(`${standIn.url}${PATHS[app.server].authorize}?${new URLSearchParams(asking(app, scope))}`)).text()
    for (const name of scope.split(' ')) expect(page).toContain(`value="${name}"`)
    const back = await consent(app, scope, scope.split(' ').slice(0, 1))
    expect(back.searchParams.get('state')).toBe('s')
    expect(back.searchParams.get('iss')).toBe(app.server === 'moi' ? `${standIn.url}/oauth/v2/ext/oauth-anonymous` : null)
    const pair = await (await exchange(app, back.searchParams.get('code') ?? '')).json()
    expect(pair).toMatchObject({ token_type: 'bearer', expires_in: 2_592_000, scope: scope.split(' ')[0] })
    expect((await ask(pair.access_token)).status).toBe(200)
    expect((await ask(pair.access_token, 'daily_sleep')).status).toBe(200)
    expect(await (await ask(pair.access_token, 'workout')).json()).toEqual({ detail: 'Token is not authorized access workout scope.' })
  })

  test('a code works once, and again ends what it gave', async () => {
    const value = await code(app)
    const pair = await (await exchange(app, value)).json()
    expect((await exchange(app, value)).status).toBe(400)
    expect((await ask(pair.access_token)).status).toBe(401)
  })

  test('a code dies of age, of another address, of a wrong secret', async () => {
    const late = await code(app)
    now += 601_000
    expect(await (await exchange(app, late)).json()).toMatchObject({ error: 'invalid_grant' })
    const elsewhere = await code(app)
    expect((await exchange(app, elsewhere, { redirect_uri: `${BACK}/` })).status).toBe(400)
    expect((await exchange(app, elsewhere)).status).toBe(400)
    const wrong = await code(app)
    expect((await exchange(app, wrong, { client_secret: 'x' })).status).toBe(401)
    expect((await exchange(app, wrong)).status).toBe(400)
  })

  test('at the other server: 401 for a code, which is burnt, and 400 for a refresh', async () => {
    const other = app.server === 'moi' ? 'cloud' : 'moi'
    const value = await code(app)
    expect((await exchange(app, value, {}, other)).status).toBe(401)
    expect(await (await exchange(app, value)).json()).toMatchObject({ error: 'invalid_grant' })
    const pair = await tokens(app)
    const answer = await refresh(app, pair.refresh_token, other)
    expect([answer.status, (await answer.json()).error]).toEqual([400, 'invalid_request'])
    expect((await refresh(app, pair.refresh_token)).status).toBe(200)
  })

  test('a refresh token works once; what it gave goes on', async () => {
    const first = await tokens(app)
    const second = await (await refresh(app, first.refresh_token)).json()
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(await (await refresh(app, first.refresh_token)).json()).toMatchObject({ error: 'invalid_grant' })
    expect((await ask(second.access_token)).status).toBe(200)
    standIn.oauth.rules.reuse = 'revoke-grant'
    await refresh(app, first.refresh_token)
    expect((await ask(second.access_token)).status).toBe(401)
  })

  test('an access token ends in time, by revocation, and when the person takes it back', async () => {
    const pair = await tokens(app)
    now += 2_592_001_000
    expect((await ask(pair.access_token)).status).toBe(401)
    const next = await (await refresh(app, pair.refresh_token)).json()
    const query = app.server === 'cloud' ? `?access_token=${next.access_token}` : ''
    const client = { client_id: app.clientId, client_secret: app.clientSecret, token: next.refresh_token }
    expect((await post(`${PATHS[app.server].revoke}${query}`, client)).status).toBe(200)
    expect((await ask(next.access_token)).status).toBe(401)
    const taken = await tokens(app)
    standIn.oauth.withdraw('ann')
    expect((await ask(taken.access_token)).status).toBe(401)
    expect((await refresh(app, taken.refresh_token)).status).toBe(400)
  })

  test('no is no, and an unknown address or application is told to the person', async () => {
    const back = await consent(app, '', [], { answer: 'deny' })
    expect(back.searchParams.get('error')).toBe('access_denied')
    const path = `${standIn.url}${PATHS[app.server].authorize}`
    for (const wrong of [{ redirect_uri: `${BACK}/` }, { client_id: 'nobody' }])
      expect((await fetch(`${path}?${new URLSearchParams(asking(app, '', wrong))}`, { redirect: 'manual' })).status).toBe(400)
  })

  test('`scope` can be missing in the answer', async () => {
    standIn.oauth.rules.omitScope = true
    expect(await tokens(app)).not.toHaveProperty('scope')
  })
})

test('PKCE is held to where it was begun', async () => {
  const verifier = 'v'.repeat(43)
  const pkce = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' }
  expect((await exchange(NEW, await code(NEW, pkce), { code_verifier: verifier })).status).toBe(200)
  expect((await exchange(NEW, await code(NEW, pkce), { code_verifier: `${verifier}x` })).status).toBe(400)
  expect((await exchange(NEW, await code(NEW, pkce))).status).toBe(400)
})

test('scopes without their prefix are granted to nobody at moi; those an application lacks are refused', async () => {
  const bare = await consent(NEW, 'daily', ['daily'])
  const pair = await (await exchange(NEW, bare.searchParams.get('code') ?? '')).json()
  expect((await ask(pair.access_token, 'daily_sleep')).status).toBe(401)
  expect((await consent(OLD, 'daily stress', ['daily'])).searchParams.get('error')).toBe('invalid_scope')
})

test('no token and no secret stands in what it noted', async () => {
  const pair = await tokens(OLD)
  await post(`/oauth/revoke?access_token=${pair.access_token}`, {})
  const noted = JSON.stringify([standIn.requests, standIn.oauth.calls])
  for (const secret of [pair.access_token, pair.refresh_token, OLD.clientSecret]) expect(noted).not.toContain(secret)
})
