import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportBody } from '@/lib/api'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { demoStore } from '@/tests/stand-in/demo-store'
import { overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const now = () => Date.UTC(2026, 10, 23, 9, 30)
let oura: StandIn
let old: Ringside
let fresh: Ringside

beforeAll(async () => {
  const store = overlayStore(demoStore({ seed: 1, now, years: 0.3 }))
  oura = await startStandIn({
    now,
    accounts: [
      { name: 'ann', tokens: ['token-of-ann'], store },
      { name: 'bob', tokens: ['token-of-bob'], store: overlayStore({ ...store, personalInfo: () => ({ id: 'bob' }) }) },
    ],
  })
  old = await startRingside({ OURA_API_URL: oura.url, SIGN_UPS: 'open' })
  fresh = await startRingside({ OURA_API_URL: oura.url, SIGN_UPS: 'open' })
}, 300_000)
afterAll(async () => {
  await old?.stop()
  await fresh?.stop()
  await oura?.close()
})

async function signedIn(ringside: Ringside, token: string): Promise<Visitor> {
  const who = visitor(ringside.url)
  expect((await who.signIn('token', { token })).status).toBe(200)
  return who
}
const statusOf = async (who: Visitor): Promise<ImportBody> => (await who.ask('/api/import')).json()

async function settled(who: Visitor): Promise<ImportBody> {
  for (;;) {
    const run = await statusOf(who)
    if (!['checking', 'writing', 'deriving'].includes(run.state)) return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function send(who: Visitor, bytes: Buffer, id: string): Promise<void> {
  for (let at = 0; at < bytes.length; at += 45_000) {
    const answer = await who.send('POST', '/api/import', { id, at, data: bytes.subarray(at, at + 45_000).toString('base64') })
    expect(answer.status, await answer.clone().text()).toBe(200)
  }
  expect((await who.send('POST', '/api/import', { id, size: bytes.length })).status).toBe(202)
}

const linesOf = (text: string) =>
  new Set(
    text
      .split('\n')
      .filter((line) => /"kind":"(document|samples|tag)"/.test(line))
      .map((line) => line.replace(/"fetched_at":\d+/, '')),
  )

test('from one server to another over HTTP, where the same person has connected; killed on the way', async () => {
  const ann = await signedIn(old, 'token-of-ann')
  const note = { id: 'note-of-ann', at: '2026-11-20T21:00:00+01:00', code: null, name: 'Bath', note: null }
  expect((await ann.send('POST', '/api/tags', note)).status).toBe(201)
  // The days around today; how much of the history is here by then does not matter.
  await expect.poll(async () => (await (await ann.ask('/api/export')).text()).length, { timeout: 60_000 }).toBeGreaterThan(2e6)
  await ann.send('DELETE', '/api/connection', { confirm: 'DISCONNECT' })
  const file = await (await ann.ask('/api/export')).text()

  const anna = await signedIn(fresh, 'token-of-ann')
  await anna.send('DELETE', '/api/connection', { confirm: 'DISCONNECT' })
  const id = randomUUID()
  await send(anna, gzipSync(file), id)
  await fresh.restart()
  expect(await settled(anna)).toMatchObject({ id, state: 'done', problem: null, outcome: { tags: 1 } })
  const mine = linesOf(await (await anna.ask('/api/export')).text())
  expect([...linesOf(file)].filter((line) => !mine.has(line))).toEqual([])
  // Once more, and nothing of it is new.
  expect((await anna.send('DELETE', '/api/import', { id })).status).toBe(204)
  expect(await statusOf(anna)).toMatchObject({ id: null, state: 'none' })
  await send(anna, Buffer.from(file), randomUUID())
  expect(await settled(anna)).toMatchObject({
    state: 'done',
    outcome: { documents: { added: 0, newer: 0, set_aside: 0 }, tags: 0, days: 0 },
  })

  // Somebody else here is refused the same file, and hears nothing of the first one.
  const bob = await signedIn(fresh, 'token-of-bob')
  expect(await statusOf(bob)).toMatchObject({ id: null, state: 'none' })
  await send(bob, gzipSync(file), randomUUID())
  expect(await settled(bob)).toMatchObject({ state: 'refused', problem: { code: 'other_account', line: null } })
  expect(await (await bob.ask('/api/tags?from=2026-11-01&to=2026-11-22')).json()).toEqual({ data: [] })
  expect(fresh.log()).toContain('"event":"import.done"')
  expect(fresh.log()).not.toContain('Bath')
}, 180_000)

test('what is no part of a file is told in one sentence', async () => {
  const ann = await signedIn(old, 'token-of-ann')
  for (const [sent, status] of [
    [{}, 422],
    [{ id: randomUUID(), at: 0 }, 422],
    [{ id: randomUUID(), at: 5, data: 'AAAA' }, 422],
    [{ id: randomUUID(), size: 5 }, 404],
    [{ id: randomUUID(), confirm: 'IMPORT' }, 404],
    [{ id: randomUUID(), at: 0, data: 'A'.repeat(70_000) }, 413],
    [{ id: randomUUID(), at: 300 * 1024 * 1024, data: 'AAAA' }, 413],
  ] as const) {
    const answer = await ann.send('POST', '/api/import', sent)
    expect(answer.status).toBe(status)
    expect((await answer.json()).detail).toMatch(/^[^\n]+\.$/)
  }
  expect((await ann.send('DELETE', '/api/import', { id: randomUUID() })).status).toBe(404)
})
