import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const TOKEN = 'canary-token-of-ann-90aa'
let oura: StandIn
let ringside: Ringside
beforeAll(async () => {
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: 'ann' }) })
  oura = await startStandIn({ accounts: [{ name: 'ann', tokens: [TOKEN], store }] })
  ringside = await startRingside({ OURA_API_URL: oura.url })
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

test('keys rotate under load: no read fails, everything is on the new key, and the old ones can go', async () => {
  const file = join(ringside.folder, 'secrets.json')
  const keys = () => String(JSON.parse(readFileSync(file, 'utf8')).DATA_KEYS).split(',')
  const ann = visitor(ringside.url)
  expect((await ann.signIn('token', { token: TOKEN })).status).toBe(200)

  let over = false
  let reads = 0
  const failed: number[] = []
  const readers = Array.from({ length: 8 }, async (_, index) => {
    while (!over) {
      const path = index === 0 ? '/api/sync' : index % 2 ? '/api/connection' : '/api/oura/v2/usercollection/personal_info'
      const response = index === 0 ? await ann.send('POST', path) : await ann.ask(path)
      if (!response.ok) failed.push(response.status)
      reads += 1
    }
  })
  const reader = new Sqlite(join(ringside.folder, 'data', 'ringside.db'), { readonly: true })
  const sealed = () => String(reader.prepare('select access_ct from connection where kind = ?').pluck().get('token'))
  for (const id of ['k2', 'k3']) {
    const { status } = spawnSync(process.execPath, ['scripts/rotate-key.mjs'], { env: { ...process.env, SECRETS_FILE: file } })
    expect(status).toBe(0)
    await expect.poll(() => sealed().split('.')[1], { timeout: 15_000 }).toBe(id)
  }
  over = true
  await Promise.all(readers)
  reader.close()
  expect(failed).toEqual([])
  expect(reads).toBeGreaterThan(50)
  expect(ringside.log().split('keys.rotated').length - 1).toBe(2)

  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), DATA_KEYS: keys()[0] }), { mode: 0o600 })
  await ringside.restart()
  const before = oura.requests.length
  expect((await ann.send('POST', '/api/sync')).status).toBe(202)
  await expect.poll(() => oura.requests.slice(before).length, { timeout: 15_000 }).toBeGreaterThan(0)
  expect(await (await ann.ask('/api/connection')).json()).toMatchObject({ kind: 'token', state: 'fresh' })
}, 120_000)
