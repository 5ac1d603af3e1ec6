import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { exchangeCode, type OAuthApp, refreshPair, revokeGrant } from '@/lib/server/oauth'
import { OAuthRefusal } from '@/lib/server/oauth-refusal'

type Asked = { path: string; query: URLSearchParams; form: URLSearchParams }
const asked: Asked[] = []
let answer: (response: ServerResponse) => void = (response) => response.end()
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const url = new URL(request.url ?? '', 'http://x')
  asked.push({ path: url.pathname, query: url.searchParams, form: new URLSearchParams(Buffer.concat(chunks).toString()) })
  answer(response)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
// Before anything has read the environment, which is read once.
Object.assign(process.env, { OURA_API_URL: url, OURA_CLOUD_URL: url, OURA_MOI_URL: url })
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked.length = 0
})

const app: OAuthApp = { clientId: 'app', clientSecret: 'secret-of-the-app' }
const says = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  answer = (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}
const PAIR = { access_token: 'access-1', refresh_token: 'refresh-1', token_type: 'bearer', expires_in: 3600 }
const refresh = (at: 'moi' | 'cloud' = 'moi') => refreshPair({ server: at, app }, 'refresh-0')
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof OAuthRefusal ? [error.kind, error.wait] : String(error)),
  )

describe('what a token endpoint answers', () => {
  test.each([
    [200, 'no json', {}, 'lost'],
    [200, {}, {}, 'lost'],
    [200, { ...PAIR, access_token: 'with\nnewline' }, {}, 'lost'],
    [200, { ...PAIR, access_token: '' }, {}, 'lost'],
    [200, { ...PAIR, access_token: 'x'.repeat(5000) }, {}, 'lost'],
    [200, { ...PAIR, refresh_token: 'ünicode' }, {}, 'lost'],
    [200, { ...PAIR, padding: 'x'.repeat(70_000) }, {}, 'lost'],
    [201, PAIR, {}, 'lost'],
    [400, { error: 'invalid_grant' }, {}, 'grant'],
    [400, { error: 'invalid_request' }, {}, 'request'],
    [400, { error: 'invalid_client' }, {}, 'client'],
    [400, { error: 'unauthorized_client' }, {}, 'client'],
    [401, 'no json', {}, 'client'],
    [403, '<html>', {}, 'request'],
    [500, { error: 'invalid_grant' }, {}, 'lost'],
    [503, '', {}, 'lost'],
    [302, '', { location: '/elsewhere' }, 'lost'],
  ])('%i %j %j: %s', async (status, body, headers, kind) => {
    says(status, body, headers)
    expect(await refused(refresh())).toEqual([kind, null])
    // Not to where it is sent on, with the token and the application's secret.
    expect(asked.map(({ path }) => path)).toEqual(['/oauth/v2/ext/oauth-token'])
  })

  test.each([
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '-20' }, null],
    [{ date: 'Fri, 27 Nov 2026 09:59:00 GMT', 'retry-after': 'Fri, 27 Nov 2026 10:00:00 GMT' }, 60_000],
    [{ date: 'Fri, 27 Nov 2026 09:59:00 GMT', 'x-ratelimit-reset': String(Date.UTC(2026, 10, 27, 9, 59, 30) / 1000) }, 30_000],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('429 with %j spends nothing, and is waited for', async (headers, wait) => {
    says(429, '', headers)
    expect(await refused(refresh())).toEqual(['limited', wait])
  })

  test('one that is cut off may have been heard', async () => {
    answer = (response) => response.destroy()
    expect(await refused(refresh())).toEqual(['lost', null])
  })

  test.each([
    [{}, { accessToken: 'access-1', refreshToken: 'refresh-1', scopes: null, lifeMs: 3_600_000 }],
    [{ expires_in: '7200' }, { lifeMs: 7_200_000 }],
    [{ expires_in: undefined }, { lifeMs: 86_400_000 }],
    [{ expires_in: 0 }, { lifeMs: 86_400_000 }],
    [{ expires_in: -5 }, { lifeMs: 86_400_000 }],
    [{ expires_in: 'soon' }, { lifeMs: 86_400_000 }],
    [{ refresh_token: undefined }, { refreshToken: null }],
    [{ refresh_token: null }, { refreshToken: null }],
    [{ scope: 'extapi:heartrate extapi:daily daily' }, { scopes: ['daily', 'heartrate'] }],
    [{ scope: 'extapi:spo2Daily daily' }, { scopes: ['daily', 'spo2'] }],
    [{ scope: 'tag,daily' }, { scopes: ['daily', 'tag'] }],
    [{ scope: '' }, { scopes: [] }],
    [{ scope: null }, { scopes: null }],
  ])('a pair with %j', async (more, pair) => {
    says(200, { ...PAIR, ...more })
    expect(await refresh()).toMatchObject(pair)
    expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-0',
      client_id: 'app',
      client_secret: 'secret-of-the-app',
    })
  })
})

test('a code goes to the server it came from, with where it was sent back to and the verifier of this browser', async () => {
  says(200, PAIR)
  const callback = new URLSearchParams({ code: 'the-code' })
  const { validateAuthResponse } = await import('oauth4webapi')
  const { serverOf } = await import('@/lib/server/oauth-servers')
  const looked = validateAuthResponse(serverOf('cloud').metadata, { client_id: 'app' }, callback)
  const redirectUri = 'http://localhost:3000/back'
  await exchangeCode({ server: 'cloud', app }, { callback: looked, redirectUri, verifier: 'v'.repeat(43) })
  await exchangeCode({ server: 'cloud', app }, { callback: looked, redirectUri, verifier: null })
  expect(asked.map(({ path }) => path)).toEqual(['/oauth/token', '/oauth/token'])
  const sent = {
    grant_type: 'authorization_code',
    code: 'the-code',
    redirect_uri: redirectUri,
    client_id: 'app',
    client_secret: app.clientSecret,
  }
  expect(asked.map(({ form }) => Object.fromEntries(form))).toEqual([{ ...sent, code_verifier: 'v'.repeat(43) }, sent])
})

describe('handing a grant back', () => {
  const tokens = { access: 'access-1', refresh: 'refresh-1' }

  test('the refresh token to the newer server, the access token to the older one, which reads it from the address', async () => {
    says(200, '')
    expect(await revokeGrant({ server: 'moi', app }, tokens)).toBe(true)
    expect(await revokeGrant({ server: 'moi', app }, { ...tokens, refresh: null })).toBe(true)
    expect(await revokeGrant({ server: 'cloud', app }, tokens)).toBe(true)
    expect(asked.map(({ path, query, form }) => [path, query.get('access_token'), form.get('token'), form.get('token_type_hint')])).toEqual(
      [
        ['/oauth/v2/ext/oauth-revoke', null, 'refresh-1', 'refresh_token'],
        ['/oauth/v2/ext/oauth-revoke', null, 'access-1', 'access_token'],
        ['/oauth/revoke', 'access-1', 'access-1', 'access_token'],
      ],
    )
  })

  test.each([
    [204, true, true],
    [401, false, true],
    [400, false, false],
    [500, false, false],
  ])('%i: taken by the newer server %s, by the older one %s', async (status, moi, cloud) => {
    says(status, '')
    expect([await revokeGrant({ server: 'moi', app }, tokens), await revokeGrant({ server: 'cloud', app }, tokens)]).toEqual([moi, cloud])
  })

  test('that fails on the way is not taken, and nobody is thrown at', async () => {
    answer = (response) => response.destroy()
    expect(await revokeGrant({ server: 'moi', app }, tokens)).toBe(false)
  })
})

// The last: from here on nobody listens.
test('where nobody listens nothing was spent, and nothing handed back', async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(await refused(refresh())).toEqual(['unreachable', null])
  expect(await revokeGrant({ server: 'cloud', app }, { access: 'access-1', refresh: null })).toBe(false)
})
