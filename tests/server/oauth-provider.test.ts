import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findConnection } from '@/lib/server/db/connections'
import { findStoredApp, putStoredApp } from '@/lib/server/db/oura-app'
import { findUserByOuraId } from '@/lib/server/db/users'
import { type Attempt, ouraProvider } from '@/lib/server/oauth-provider'
import { serverOf } from '@/lib/server/oauth-servers'
import { stopSyncs } from '@/lib/server/sync'
import { consent } from '../setup/consent'
import { provideDatabase, testDatabase } from '../setup/databases'
import { APP, BACK, ouraWithApps } from './oauth-bench'

// Before anything has read the environment, which is read once.
process.env.LOG_LEVEL = 'silent'
const oura = await ouraWithApps()
const db = await testDatabase('sqlite')
beforeAll(() => provideDatabase(db))
beforeEach(() => {
  oura.oauth.calls.length = 0
})
afterAll(async () => {
  await stopSyncs()
  await oura.close()
})

const VERIFIER = 'v'.repeat(43)
/** What Oura sends somebody back with who said yes; the browser keeps `state` and the verifier. */
async function callback(): Promise<URLSearchParams> {
  const query = new URLSearchParams({
    client_id: APP.clientId,
    redirect_uri: BACK,
    response_type: 'code',
    scope: serverOf('moi').scope,
    state: 'state-of-this-browser',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const back = await consent(`${serverOf('moi').metadata.authorization_endpoint}?${query}`)
  return back?.searchParams ?? new URLSearchParams()
}

const attemptOf = (query: URLSearchParams, more: Partial<Attempt>): Attempt => ({
  db,
  app: { ...APP, from: 'environment' },
  sentTo: 'moi',
  callback: query,
  current: null,
  entry: { mayOwn: true, signUps: 'invited', inviteHash: null },
  problem: null,
  userId: null,
  ...more,
})

async function finish(
  query: URLSearchParams,
  checks: { state?: string; code_verifier?: string } = { state: 'state-of-this-browser', code_verifier: VERIFIER },
  more: Partial<Attempt> = {},
): Promise<Attempt> {
  const attempt = attemptOf(query, more)
  // As next-auth calls it, of which only these are used.
  const { token, userinfo } = ouraProvider(attempt) as unknown as {
    token: { request(context: { checks: object }): Promise<{ tokens: object }> }
    userinfo: { request(): Promise<unknown> }
  }
  try {
    expect(await token.request({ checks })).toEqual({ tokens: {} })
    await userinfo.request()
  } catch (error) {
    if (attempt.problem === null) throw error
  }
  return attempt
}
const sent = () => oura.oauth.calls.map(({ server, what, status }) => `${server} ${what} ${status}`)

describe('a callback', () => {
  test.each([
    ['another state', 'state', { state: 'state-of-another' }],
    ['no state of this browser', 'state', {}],
  ] as const)('with %s: Oura is never asked', async (_, problem, checks) => {
    expect((await finish(await callback(), { ...checks, code_verifier: VERIFIER })).problem).toBe(problem)
    expect(sent()).toEqual([])
  })

  test('without a state, from a stranger, or with anything twice: nor then', async () => {
    const changed = async (change: (query: URLSearchParams) => void) => {
      const query = await callback()
      change(query)
      return (await finish(query)).problem
    }
    expect(await changed((query) => query.delete('state'))).toBe('state')
    const stateless = await callback()
    stateless.delete('state')
    expect((await finish(stateless, { code_verifier: VERIFIER })).problem).toBe('state')
    expect(await changed((query) => query.set('iss', 'https://evil.example'))).toBe('stranger')
    expect(await changed((query) => query.set('iss', ''))).toBe('stranger')
    for (const name of ['state', 'iss', 'code']) expect(await changed((query) => query.append(name, 'another')), name).not.toBeNull()
    expect(sent()).toEqual([])
  })

  test('that another browser began is of no use here', async () => {
    expect((await finish(await callback(), { state: 'state-of-this-browser', code_verifier: 'w'.repeat(43) })).problem).toBe('code')
    expect((await finish(await callback(), { state: 'state-of-this-browser' })).problem).toBe('code')
    expect(sent()).toEqual(['moi authorization_code 400', 'moi authorization_code 400'])
  })
})

test('a code goes where its callback says, wherever the person was sent, and that server is remembered', async () => {
  await putStoredApp(db, { client_id: APP.clientId, secret_ct: 'sealed', server: 'cloud', updated_at: 1 })
  oura.oauth.rules.omitScope = true
  const query = await callback()
  query.set('scope', 'extapi:tag extapi:daily')
  const attempt = await finish(query, undefined, { sentTo: 'cloud', app: { ...APP, server: 'cloud', from: 'here' } })
  expect([attempt.problem, attempt.userId]).toEqual([null, (await findUserByOuraId(db, 'empty'))?.id])
  expect(sent()).toEqual(['moi authorization_code 200'])
  expect(await findStoredApp(db)).toMatchObject({ server: 'moi' })
  expect(await findConnection(db, attempt.userId ?? '')).toMatchObject({
    kind: 'oauth',
    client_id: APP.clientId,
    // What the token's own answer leaves out, the callback has said.
    scopes: 'daily tag',
    token_url: serverOf('moi').metadata.token_endpoint,
  })
})

test('what Oura gave for somebody who is not let in is handed back, and nothing of it kept', async () => {
  const owner = (await findUserByOuraId(db, 'empty'))?.id ?? ''
  const before = await findConnection(db, owner)
  expect((await finish(await callback(), undefined, { current: 'somebody else' })).problem).toBe('other_account')
  await expect.poll(sent).toEqual(['moi authorization_code 200', 'moi revoke 200'])
  expect(await findConnection(db, owner)).toMatchObject({ created_at: before?.created_at })
})

test('the newer server takes a challenge of this browser too, the older one the state alone', () => {
  const checks = (sentTo: Attempt['sentTo']) => ouraProvider(attemptOf(new URLSearchParams(), { sentTo })).checks
  expect([checks('moi'), checks('cloud')]).toEqual([['state', 'pkce'], ['state']])
})
