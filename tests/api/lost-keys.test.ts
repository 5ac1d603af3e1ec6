import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consent } from '@/tests/setup/consent'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const APP = { clientId: 'lost-app', clientSecret: 'canary-secret-lost-31', server: 'moi' as const }
let oura: StandIn
let ringside: Ringside
const start = async (who: Visitor) => {
  const { csrfToken } = await (await who.ask('/api/auth/csrf')).json()
  return who.send('POST', '/api/auth/signin/oura', { csrfToken })
}
async function connect(who: Visitor): Promise<string | null> {
  const back = await consent((await (await start(who)).json()).url)
  return (await who.ask(`/api/auth/callback/oura${back?.search ?? ''}`)).headers.get('location')
}
const userOf = async (who: Visitor) => (await (await who.ask('/api/auth/session')).json()).user?.id

beforeAll(async () => {
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: 'oura-ann' }) })
  oura = await startStandIn({ accounts: [{ name: 'ann', tokens: [], store }] })
  ringside = await startRingside({ OURA_API_URL: oura.url, OURA_CLOUD_URL: oura.url, OURA_MOI_URL: oura.url })
  oura.oauth.apps.push({ ...APP, redirectUris: [`http://localhost:${new URL(ringside.url).port}/api/auth/callback/oura`] })
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

test('an owner who only ever came by Oura is told how to come back after the secrets were lost, and does', async () => {
  const ann = visitor(ringside.url)
  const { clientId: client_id, clientSecret: client_secret, server } = APP
  expect((await ann.send('PUT', '/api/oura-app', { client_id, client_secret, server })).status).toBe(200)
  expect(await connect(ann)).toBe('/connect?connected=oura')
  const id = await userOf(ann)
  rmSync(join(ringside.folder, 'secrets.json'))
  await ringside.restart()
  const again = visitor(ringside.url)
  // Nobody is signed in any more, and the application is the owner's alone to enter.
  expect(await userOf(ann)).toBeUndefined()
  expect((await again.send('PUT', '/api/oura-app', { client_id, client_secret, server })).status).toBe(403)
  const refused = await start(again)
  expect(await refused.json()).toEqual({ code: 'misconfigured', detail: expect.stringContaining('OURA_CLIENT_ID') })
  expect(await (await again.ask('/connect?problem=misconfigured')).text()).toContain('OURA_CLIENT_ID')
  await ringside.restart({ OURA_CLIENT_ID: client_id, OURA_CLIENT_SECRET: client_secret })
  expect(await connect(again)).toBe('/connect?connected=oura')
  expect(await userOf(again)).toBe(id)
  expect(await (await again.ask('/api/connection')).json()).toMatchObject({ kind: 'oauth', state: 'fresh' })
})
