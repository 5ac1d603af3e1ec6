import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

let oura: StandIn
let ringside: Ringside
let ann: Visitor
let demo: Visitor

const tea = {
  id: 'tea-0000-0001',
  question: 'Does tea go with more HRV? 🍵',
  metric: 'average_hrv',
  design: 'alternating',
  start_day: '2026-11-02',
  phase_days: 7,
  phases: 4,
}
const list = async (who: Visitor) => (await (await who.ask('/api/experiments')).json()).data

beforeAll(async () => {
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: 'ann' }) })
  oura = await startStandIn({ accounts: [{ name: 'ann', tokens: ['token-of-ann-5c2e'], store }] })
  ringside = await startRingside({ OURA_API_URL: oura.url, DEMO: 'on' })
  ann = visitor(ringside.url)
  demo = visitor(ringside.url)
  expect((await ann.signIn('token', { token: 'token-of-ann-5c2e' })).ok).toBe(true)
  expect((await demo.signIn('demo')).ok).toBe(true)
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

test('an experiment is begun once, noted, ended, exported and deleted', async () => {
  const begun = await ann.send('POST', '/api/experiments', tea)
  expect([begun.status, await begun.json()]).toEqual([201, { id: tea.id }])
  expect((await ann.send('POST', '/api/experiments', tea)).status).toBe(200)
  const check = { experiment_id: tea.id, day: '2026-11-03', done: true }
  expect((await ann.send('PUT', '/api/experiments/checks', check)).status).toBe(204)
  expect(await list(ann)).toMatchObject([{ ...tea, end_day: null, checks: [{ day: '2026-11-03', done: true }] }])
  expect((await ann.send('PUT', '/api/experiments', { id: tea.id, end_day: '2026-11-10' })).status).toBe(204)
  const lines = (await (await ann.ask('/api/export')).text()).trimEnd().split('\n')
  expect(JSON.parse(lines.find((line) => line.startsWith('{"kind":"experiment"')) ?? '{}')).toMatchObject({ ...tea, end_day: '2026-11-10' })
  expect(lines.some((line) => line.startsWith('{"kind":"experiment_check"'))).toBe(true)
  expect((await ann.send('DELETE', '/api/experiments', { id: tea.id })).status).toBe(204)
  expect(await list(ann)).toEqual([])
})

test.each([
  ['POST', '/api/experiments', { ...tea, metric: 'mood' }, 422, /unknown/],
  ['POST', '/api/experiments', { ...tea, question: '' }, 422, /1 to 120 characters/],
  ['POST', '/api/experiments', { ...tea, phase_days: 5 }, 422, /7, 14 or 28/],
  ['PUT', '/api/experiments', { id: 'never-there', end_day: null }, 404, /no such experiment/],
  ['PUT', '/api/experiments/checks', { experiment_id: 'never-there', day: '2026-11-03', done: true }, 404, /no such experiment/],
])('%s %s with %j is refused with a sentence', async (method, path, body, status, detail) => {
  const answer = await ann.send(method, path, body)
  expect([answer.status, (await answer.json()).detail]).toEqual([status, expect.stringMatching(detail)])
})

test('the demo ring has experiments of its own and takes no others', { timeout: 30_000 }, async () => {
  const ids = async () => (await list(demo)).map(({ id }: { id: string }) => id).sort()
  await expect.poll(ids, { timeout: 20_000 }).toEqual(['demo-coffee', 'demo-meditation'])
  expect((await demo.send('POST', '/api/experiments', tea)).status).toBe(403)
  expect((await demo.send('DELETE', '/api/experiments', { id: 'demo-coffee' })).status).toBe(403)
})
