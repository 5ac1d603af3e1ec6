import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DatabaseOptions, emptyDatabase } from '@/tests/setup/databases'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const TOKEN = 'canary-outage-7c12'
let oura: StandIn
let ringside: Ringside
let place: { options: DatabaseOptions; remove: () => Promise<void> }
/** The database goes away with every connection to it, or comes back. */
async function becomes(there: boolean): Promise<void> {
  const url = new URL(place.options.databaseUrl ?? '')
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const [from, to] = there ? [`${name}_away`, name] : [name, `${name}_away`]
  await client.query(`alter database ${from} with allow_connections false`)
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from])
  await expect.poll(() => client.query(`alter database ${from} rename to ${to}`).then(() => 'renamed', String)).toBe('renamed')
  await client.query(`alter database ${to} with allow_connections true`)
  await client.end()
}

beforeAll(async () => {
  place = await emptyDatabase('postgres')
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: 'oura-ann' }) })
  oura = await startStandIn({ accounts: [{ name: 'ann', tokens: [TOKEN], store }] })
  ringside = await startRingside({ OURA_API_URL: oura.url, DATABASE_URL: place.options.databaseUrl ?? '' })
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
  await place?.remove()
})

test('while the database does not answer nobody is told that they are signed out, and nobody is', async () => {
  const ann = visitor(ringside.url)
  expect((await ann.signIn('token', { token: TOKEN })).status).toBe(200)
  const cookies = new Map(ann.cookies)
  await becomes(false)
  for (const path of ['/api/connection', '/api/tags?from=2026-11-01&to=2026-11-02', '/api/auth/session']) {
    const answer = await ann.ask(path)
    expect([path, answer.status, (await answer.json()).code]).toEqual([path, 503, 'storage_unavailable'])
  }
  expect((await ann.send('PUT', '/api/settings', {})).status).toBe(503)
  expect(ann.cookies).toEqual(cookies)
  expect((await ann.ask('/api/health')).status).toBe(503)
  await becomes(true)
  await expect.poll(async () => (await ann.ask('/api/connection')).status, { timeout: 15_000 }).toBe(200)
  expect((await (await ann.ask('/api/auth/session')).json()).user).toBeTruthy()
}, 60_000)
