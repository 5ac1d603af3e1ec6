import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

let oura: StandIn
let ringside: Ringside
let ann: Visitor
let demo: Visitor

const bath = { id: 'b-0000-0001', at: '2026-11-02T01:30:00+09:00', code: null, name: 'Cold bath 🛁', note: 'two\nlines' }
const DAY = '/api/tags?from=2026-11-01&to=2026-11-01'
const list = async () => (await ann.ask(DAY)).json()

beforeAll(async () => {
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: 'ann' }) })
  oura = await startStandIn({ accounts: [{ name: 'ann', tokens: ['token-of-ann-4f1d'], store }] })
  ringside = await startRingside({ OURA_API_URL: oura.url, DEMO: 'on' })
  ann = visitor(ringside.url)
  demo = visitor(ringside.url)
  expect((await ann.signIn('token', { token: 'token-of-ann-4f1d' })).ok).toBe(true)
  expect((await demo.signIn('demo')).ok).toBe(true)
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

test('a tag is set once however often it is sent, changed, taken away and put back', async () => {
  expect((await ann.send('POST', '/api/tags', bath)).status).toBe(201)
  expect((await ann.send('POST', '/api/tags', bath)).status).toBe(200)
  expect(await list()).toMatchObject({ data: [{ ...bath, day: '2026-11-01' }] })
  expect((await ann.send('PUT', '/api/tags', { ...bath, note: null })).status).toBe(200)
  expect((await list()).data[0].note).toBeNull()
  expect((await ann.send('DELETE', '/api/tags', { id: bath.id })).status).toBe(204)
  expect(await list()).toEqual({ data: [] })
  expect((await ann.send('PUT', '/api/tags', bath)).status).toBe(200)
  expect((await list()).data).toHaveLength(1)
})

test('its day is among the days of all tags, and it is in the export', async () => {
  const days = await (await ann.ask('/api/tag-days?from=2026-10-25&to=2026-11-05')).json()
  expect(days).toEqual({ data: [{ key: 'name:cold bath 🛁', name: 'Cold bath 🛁', source: 'local', days: ['2026-11-01'] }] })
  const lines = (await (await ann.ask('/api/export')).text()).trimEnd().split('\n')
  expect(JSON.parse(lines.find((line) => line.startsWith('{"kind":"tag"')) ?? '{}')).toMatchObject({ id: bath.id, note: 'two\nlines' })
})

test.each([
  ['yet to come', { ...bath, id: 'future-01', at: '2089-01-01T00:00:00Z' }, 422, /yet to come/],
  ['too long', { ...bath, id: 'long-0001', note: 'x'.repeat(10_001) }, 422, /10000 characters or fewer/],
  ['far too long', { ...bath, id: 'long-0001', note: 'x'.repeat(70_000) }, 413, /too large/],
  ['with nothing in it', { ...bath, id: 'empty-001', name: '\u0007', note: '' }, 422, /a name or a note/],
  ['that is no object', [], 422, /./],
])('a tag %s is refused with a sentence', async (_what, body, status, detail) => {
  const answer = await ann.send('POST', '/api/tags', body)
  expect([answer.status, (await answer.json()).detail]).toEqual([status, expect.stringMatching(detail)])
})

test('what was never set cannot be changed', async () => {
  expect((await ann.send('PUT', '/api/tags', { ...bath, id: 'never-there' })).status).toBe(404)
})

test('the demo ring can be looked at: its tags have days, and it takes none', async () => {
  expect((await demo.send('POST', '/api/tags', bath)).status).toBe(403)
  const { data } = await (await demo.ask('/api/tag-days?from=2020-01-01&to=2030-01-01')).json()
  expect(data.map((tag: { name: string }) => tag.name)).toEqual(expect.arrayContaining(['Coffee', 'Alcohol', 'Podcast']))
})
