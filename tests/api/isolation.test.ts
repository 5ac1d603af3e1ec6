import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'
import { example, METHODS, ROUTES } from './routes'

const TOKENS = { ann: 'canary-token-of-ann-31', bob: 'canary-token-of-bob-32', eve: 'canary-token-of-eve-33' }
type Name = keyof typeof TOKENS
let oura: StandIn
let ringside: Ringside
let addresses = 0
const people = new Map<Name, Visitor>()
const as = (name: Name): Visitor => people.get(name) ?? visitor(ringside.url)

async function signIn(name: Name): Promise<Visitor> {
  const who = visitor(ringside.url)
  // The first sets the server up from this machine; the others come from elsewhere, each counted alone.
  if (addresses++ > 0) who.headers.set('x-forwarded-for', `198.51.100.${addresses}`)
  expect((await who.signIn('token', { token: TOKENS[name] })).status).toBe(200)
  people.set(name, who)
  return who
}

/** Something of a person's own in every place that takes something; answers the ids it was given. */
async function fill(name: Name): Promise<string[]> {
  const who = await signIn(name)
  const bodies: Record<string, object> = {
    '/api/keys': { name: `canary-of-${name}` },
    '/api/tags': { id: randomUUID(), at: '2026-11-01T12:00:00+01:00', name: `canary-of-${name}`, note: `canary-of-${name}` },
  }
  const ids: string[] = []
  for (const [path, body] of Object.entries(bodies)) {
    const made = await (await who.send('POST', path, body)).json()
    if (typeof made.id === 'string') ids.push(made.id)
  }
  return ids
}

const reads = Object.entries(ROUTES).flatMap(([route, methods]) =>
  methods.GET && !['public', 'owner'].includes(methods.GET) ? [route] : [],
)
/** Everything a person can read, without the times of day at which the server itself did something. */
async function everything(name: Name): Promise<string> {
  const texts = []
  for (const route of reads.filter((path) => path !== '/api/sync')) texts.push(await (await as(name).ask(example(route))).text())
  return texts.join('\n').replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"|"sha256":"\w+"|"(?:fetched|checked|made)_at":\d+/g, '')
}

beforeAll(async () => {
  const account = (name: Name) => ({
    name,
    tokens: [TOKENS[name]],
    store: overlayStore({ ...emptyStore, personalInfo: () => ({ id: name, email: `canary-of-${name}@example.org` }) }),
  })
  oura = await startStandIn({ accounts: [account('ann'), account('bob'), account('eve')] })
  ringside = await startRingside({ OURA_API_URL: oura.url, SIGN_UPS: 'open' })
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

test('every route and method with another’s id, or one that is missing, changes nothing of theirs and shows nothing', async () => {
  const ids = await fill('bob')
  expect(ids.length).toBeGreaterThanOrEqual(2)
  await expect.poll(async () => (await (await as('bob').ask('/api/sync')).json()).state, { timeout: 20_000 }).toBe('idle')
  const before = await everything('bob')
  expect(before).toContain('canary-of-bob')
  await signIn('eve')
  for (const route of Object.keys(ROUTES).filter((path) => !path.includes('nextauth'))) {
    for (const method of METHODS) {
      for (const id of [...ids, 'missing']) {
        const path = example(route).replace('/none', `/${id}`)
        const said = `${method} ${path}`
        const body = { id, user_id: 'bob', confirm: 'DELETE', name: 'x', at: '2026-11-01T12:00:00+01:00', token: TOKENS.eve }
        let response = method === 'GET' ? await as('eve').ask(path) : await as('eve').send(method, path, body)
        // What ends a person's own session is theirs to do.
        if (response.status === 401) {
          await signIn('eve')
          response = method === 'GET' ? await as('eve').ask(path) : await as('eve').send(method, path, body)
        }
        expect(response.status, said).toBeLessThan(500)
        const text = await response.text()
        expect(text, said).not.toContain('canary-of-bob')
      }
    }
  }
  expect(await everything('bob')).toBe(before)
}, 120_000)

test('five hundred requests of two people, interleaved: each reads their own', async () => {
  await fill('ann')
  const answers = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      const name = index % 2 ? 'ann' : 'bob'
      const route = reads[(index >> 1) % reads.length] ?? ''
      const response = await as(name).ask(example(route))
      return { name, route, status: response.status, text: await response.text() }
    }),
  )
  for (const { name, route, status, text } of answers) {
    expect(`${route} ${status}`).not.toMatch(/ (401|403|429|5\d\d)$/)
    expect(text.includes(`canary-of-${name === 'ann' ? 'bob' : 'ann'}`), `${name} ${route}`).toBe(false)
  }
  for (const name of ['ann', 'bob'] as const)
    expect(answers.filter((answer) => answer.name === name && answer.text.includes(`canary-of-${name}`)).length).toBeGreaterThan(20)
})
