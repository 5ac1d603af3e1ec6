import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { keepGrant } from '@/lib/server/connection-token'
import { ensureUser } from '@/lib/server/db/users'
import { createLog } from '@/lib/server/log'
import { freshBearer } from '@/lib/server/oauth-refresh'
import { testDatabase } from '../setup/databases'
import { pointAtOura } from '../setup/oauth-env'

let calls = 0
let meanwhile: (() => Promise<void>) | null = null
const server = createServer(async (_request, response) => {
  calls++
  if (meanwhile) {
    await meanwhile()
    meanwhile = null
    response.writeHead(400, { 'content-type': 'application/json' })
    return response.end('{"error":"invalid_grant"}')
  }
  if (calls > 20) return response.writeHead(500).end()
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({
      access_token: 'the-same-access-token',
      refresh_token: `r${calls}-${randomBytes(9).toString('hex')}`,
      token_type: 'bearer',
      expires_in: 86_400,
    }),
  )
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
pointAtOura(url)
afterAll(() => server.close())
const db = await testDatabase('sqlite')

test('a server that renews with the same access token is asked once, though Oura refuses that token', async () => {
  const now = Date.now()
  await ensureUser(db, { id: 'ann', oura_user_id: 'ann', role: 'owner' }, 0)
  const { serverOf } = await import('@/lib/server/oauth-servers')
  const pair = { accessToken: 'the-same-access-token', refreshToken: 'r0', scopes: null, lifeMs: 86_400_000 }
  await keepGrant(db, 'ann', { pair, scopes: ['daily'], clientId: 'app', tokenUrl: serverOf('moi').metadata.token_endpoint }, now)
  const tools = { db, now: Date.now, log: createLog('info', { write: () => {} }) }
  await freshBearer(tools, 'ann', 'the-same-access-token').catch(() => undefined)
  expect(calls).toBeLessThanOrEqual(2)
})

test('one that lost to a grant that is due itself renews that one, and does not wait for itself', async () => {
  calls = 0
  const now = Date.now()
  await ensureUser(db, { id: 'bob', oura_user_id: 'bob', role: 'member' }, 0)
  const { serverOf } = await import('@/lib/server/oauth-servers')
  const give = (accessToken: string, refreshToken: string) =>
    keepGrant(
      db,
      'bob',
      {
        pair: { accessToken, refreshToken, scopes: null, lifeMs: -1 },
        scopes: ['daily'],
        clientId: 'app',
        tokenUrl: serverOf('moi').metadata.token_endpoint,
      },
      now,
    )
  await give('access-one', 'refresh-one')
  meanwhile = () => give('access-two', 'refresh-two')
  const tools = { db, now: Date.now, log: createLog('info', { write: () => {} }) }
  const late = new Promise((resolve) => setTimeout(resolve, 3000, 'still waiting'))
  expect(await Promise.race([freshBearer(tools, 'bob'), late])).toBe('the-same-access-token')
})
