import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { keepGrant, keepToken, refreshTokenOf } from '@/lib/server/connection-token'
import { deleteConnection, findConnection } from '@/lib/server/db/connections'
import { beginRefresh } from '@/lib/server/db/refreshes'
import { ensureUser } from '@/lib/server/db/users'
import { createLog } from '@/lib/server/log'
import { freshBearer } from '@/lib/server/oauth-refresh'
import { testDatabase } from '../setup/databases'
import { pointAtOura } from '../setup/oauth-env'

// A token endpoint that answers as it is told, and what it was sent.
const sent: string[] = []
let answer: (response: ServerResponse) => void = (response) => response.end()
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  sent.push(new URLSearchParams(body).get('refresh_token') ?? '')
  answer(response)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
pointAtOura(url)
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 10, 23, 12)
const clock = { now: START }
const db = await testDatabase('sqlite', ['ann'])
const tools = { db, now: () => clock.now, log: createLog('info', { write: () => {} }) }
const says = (status: number, body: object, headers: Record<string, string> = {}) => {
  answer = (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
}
/** Ann's grant of a day, of which a minute is left. */
async function granted(refreshToken: string | null = 'refresh-0') {
  await ensureUser(db, { id: 'ann', oura_user_id: 'ann', role: 'owner' }, 0)
  const pair = { accessToken: 'access-0', refreshToken, scopes: null, lifeMs: 24 * HOUR }
  await keepGrant(
    db,
    'ann',
    { pair, scopes: ['daily'], clientId: 'app', tokenUrl: `${url}/oauth/v2/ext/oauth-token` },
    START - 24 * HOUR + MINUTE,
  )
}
const row = async () => {
  const connection = await findConnection(db, 'ann')
  if (!connection) throw new Error('no connection')
  return connection
}
const ask = () => freshBearer(tools, 'ann')
beforeEach(async () => {
  clock.now = START
  sent.length = 0
  await granted()
})

test('where there is no grant (any more), there is no bearer of one', async () => {
  await keepToken(db, 'ann', 'a-pasted-token', START)
  await expect(ask()).rejects.toMatchObject({ kind: 'unreachable' })
  await deleteConnection(db, 'ann')
  await expect(ask()).rejects.toMatchObject({ kind: 'unreachable' })
  expect(sent).toEqual([])
})

test('a grant without a refresh token is used to its end; then somebody has to connect again', async () => {
  await granted(null)
  expect(await ask()).toBe('access-0')
  clock.now += MINUTE
  await expect(ask()).rejects.toMatchObject({ kind: 'token' })
  expect(sent).toEqual([])
})

test('a pair without a new refresh token means the old one to go on, and its life begins when it was asked for', async () => {
  says(200, { access_token: 'access-1', token_type: 'bearer', expires_in: 86_400 })
  const told = answer
  answer = (response) => {
    clock.now += 5 * MINUTE
    told(response)
  }
  expect(await ask()).toBe('access-1')
  const after = await row()
  expect(refreshTokenOf(after)).toBe('refresh-0')
  expect(after).toMatchObject({ issued_at: START, expires_at: START + 24 * HOUR, refresh_owner: null, refresh_intent_at: null })
  clock.now = START + 24 * HOUR
  await ask()
  expect(sent).toEqual(['refresh-0', 'refresh-0'])
})

describe('a refresh that is refused', () => {
  test.each([
    ['100', 100_000],
    ['999999', HOUR],
    [undefined, MINUTE / 2],
  ])('by 429 with Retry-After %s is made again after %i ms, not earlier', async (seconds, wait) => {
    says(429, {}, seconds === undefined ? {} : { 'retry-after': seconds })
    expect(await ask()).toBe('access-0')
    clock.now = START + MINUTE
    if (wait > MINUTE) await expect(ask()).rejects.toMatchObject({ kind: 'limited', retryAt: START + wait })
    clock.now = START + wait - 1
    await ask().catch(() => undefined)
    expect(sent).toHaveLength(1)
    says(200, { access_token: 'access-1', refresh_token: 'refresh-1', token_type: 'bearer' })
    clock.now = START + wait
    expect(await ask()).toBe('access-1')
  })

  test.each([
    [401, {}],
    [400, { error: 'invalid_request' }],
    [403, { error: 'nonsense' }],
  ])('by %i %j is the owner’s to mend, is written down once, and keeps both tokens', async (status, body) => {
    const before = await row()
    const events = async () => (await db.selectFrom('audit').select('detail').where('event', '=', 'refresh_failed').execute()).length
    const noted = await events()
    says(status, body)
    for (let tries = 0; tries < 3; tries++) {
      clock.now += HOUR
      await expect(ask()).rejects.toMatchObject({ kind: 'misconfigured' })
    }
    expect([sent.length, (await events()) - noted]).toEqual([3, 1])
    const { access_ct, refresh_ct } = before
    expect(await row()).toMatchObject({ access_ct, refresh_ct, refresh_failure: 'refused', refresh_fail_count: 3, refresh_owner: null })
  })

  test('after its answer was lost, twice, was interrupted the first time', async () => {
    answer = (response) => response.destroy()
    await ask()
    clock.now += 10 * MINUTE
    await expect(ask()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(await row()).toMatchObject({ refresh_intent_at: START, refresh_failure: 'unreachable' })
    says(400, { error: 'invalid_grant' })
    clock.now += HOUR
    await expect(ask()).rejects.toMatchObject({ kind: 'token' })
    expect(await row()).toMatchObject({ refresh_failure: 'interrupted', refresh_retry_at: null })
    expect(sent).toHaveLength(3)
  })
})

test('a clock that was ahead keeps no refresh waiting once it is right', async () => {
  clock.now = START + 90 * 24 * HOUR
  says(503, {})
  await expect(ask()).rejects.toMatchObject({ kind: 'unreachable' })
  expect((await row()).refresh_retry_at).toBeGreaterThan(START + 89 * 24 * HOUR)
  clock.now = START + 2 * MINUTE
  says(200, { access_token: 'access-1', refresh_token: 'refresh-1', token_type: 'bearer', expires_in: 86_400 })
  expect(await ask()).toBe('access-1')
  // Nor does a lease of somebody elsewhere that was written then.
  await granted()
  clock.now = START + 90 * 24 * HOUR
  const other = { owner: 'other-machine 1 x', dead: null, now: clock.now, lease: 30_000 }
  expect(await beginRefresh(db, await row(), other)).toBe(true)
  clock.now = START
  expect(await ask()).toBe('access-1')
})

test('a refresh token whose key is not here is not sent, and the next one who asks does not wait for its lease', async () => {
  const { refresh_ct } = await row()
  await db
    .updateTable('connection')
    .set({ refresh_ct: refresh_ct?.replace('v1.k1.', 'v1.k9.') ?? null })
    .execute()
  for (let tries = 0; tries < 2; tries++) await expect(ask()).rejects.toMatchObject({ kind: 'misconfigured' })
  expect(await row()).toMatchObject({ refresh_owner: null, refresh_until: null, refresh_intent_at: null, refresh_failure: null })
  expect(sent).toEqual([])
})
