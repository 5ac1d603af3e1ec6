import { afterAll, beforeAll, expect, test } from 'vitest'
import { ouraDocument } from '@/tests/fixtures/oura-document'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { ALL_SCOPES } from '@/tests/stand-in/account'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'
import { example, METHODS, ROUTES } from './routes'

const TOKENS = { ann: 'canary-token-of-ann-31', bob: 'canary-token-of-bob-32', eve: 'canary-token-of-eve-33' }
type Name = keyof typeof TOKENS
const STEPS: Record<Name, number> = { ann: 10_111, bob: 20_222, eve: 30_333 }
const UNSHARED: Record<Name, string> = { ann: 'workout', bob: 'session', eve: 'tag' }
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

const DAY = '2026-11-01'
/** Under the same id where people give ids themselves: only whose it is tells one from the other. */
const SAME = 'the-same-id-0001'
type Sent = readonly [method: string, body: object]
/**
 * How a person comes to have something of their own at an address, told apart from everybody else's: by what the person sends there, or
 * by what Oura holds of them, or by signing in. Null: it has nothing of a person. A route without a line here fails the test.
 */
const FILL: Record<string, null | 'oura' | 'session' | ((name: Name) => Sent)> = {
  '/api/[...path]': null,
  '/api/auth/[...nextauth]': null,
  '/api/connection': 'oura',
  '/api/coverage': 'oura',
  '/api/coverage/days': 'oura',
  '/api/devices': 'session',
  '/api/erase': null,
  '/api/experiments': (name) => [
    'POST',
    { id: SAME, question: `canary-of-${name}`, metric: 'steps', design: 'before_after', start_day: DAY, phase_days: 7, phases: 1 },
  ],
  '/api/experiments/checks': (name) => ['PUT', { experiment_id: SAME, day: DAY, done: name === 'ann' }],
  '/api/explain': 'oura',
  '/api/export': 'oura',
  '/api/guest-links': (name) => ['POST', { name: `canary-of-${name}`, shown_name: `canary-of-${name}`, pages: ['day'], days: 3 }],
  '/api/health': null,
  // How much of a file has arrived.
  '/api/import': (name) => ['POST', { id: SAME, at: 0, data: Buffer.alloc(STEPS[name]).toString('base64') }],
  '/api/invites': null,
  '/api/keys': (name) => ['POST', { name: `canary-of-${name}` }],
  '/api/oura-app': null,
  '/api/oura/v2/usercollection/[collection]': 'oura',
  '/api/oura/v2/usercollection/[collection]/[document_id]': 'oura',
  '/api/oura/v2/usercollection/personal_info': 'oura',
  '/api/people': null,
  '/api/rhythm': 'oura',
  '/api/settings': (name) => [
    'PUT',
    { locale: 'en', theme: name === 'ann' ? 'dark' : 'light', distance: 'km', temperature: 'c', clock: '24' },
  ],
  // How far a sync is changes by itself.
  '/api/sync': null,
  '/api/tag-days': (name) => ['POST', tagOf(name)],
  '/api/tags': (name) => ['POST', tagOf(name)],
  '/api/trend-marks': 'oura',
  '/api/trends': 'oura',
}
const tagOf = (name: Name) => ({ id: SAME, at: `${DAY}T12:00:00+01:00`, name: `canary-of-${name}`, note: `canary-of-${name}` })

/** What Oura holds of a person: other numbers of the same days, and of one a day more. */
function storeOf(name: Name) {
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: name, email: `canary-of-${name}@example.org` }) })
  const steps = STEPS[name]
  const days = name === 'ann' ? [DAY] : [DAY, '2026-11-02']
  const class_5_min = (name === 'ann' ? '1' : '4').repeat(288)
  for (const day of days) store.put('daily_activity', { ...ouraDocument('daily_activity', day), steps, class_5_min })
  store.put('rest_mode_period', { ...ouraDocument('rest_mode_period', days.at(-1) ?? DAY), id: SAME, end_day: days.at(-1) })
  return store
}

/** Something of a person's own in every place that takes something; answers the ids it was given, and the person's own. */
async function fill(name: Name): Promise<{ ids: string[]; userId: string }> {
  const who = await signIn(name)
  const ids = new Set([SAME, `daily_activity-${DAY}`])
  for (const [route, how] of Object.entries(FILL)) {
    if (typeof how !== 'function') continue
    const [method, body] = how(name)
    // The same tag is what both addresses are about.
    const made = await who.send(method, route.replace('tag-days', 'tags'), body)
    expect(made.status, `${method} ${route}`).toBeLessThan(300)
    const { id } = (await made.json().catch(() => null)) ?? {}
    if (typeof id === 'string') ids.add(id)
  }
  for (const { id } of (await (await who.ask('/api/devices')).json()).data) ids.add(id)
  await expect.poll(async () => (await (await who.ask('/api/sync')).json()).state, { timeout: 60_000 }).toBe('idle')
  return { ids: [...ids], userId: (await (await who.ask('/api/auth/session')).json()).user.id }
}

const reads = Object.entries(ROUTES).flatMap(([route, methods]) =>
  methods.GET && !['public', 'owner'].includes(methods.GET) ? [route] : [],
)
const addressOf = (route: string) => example(route).replace('/none', `/daily_activity-${DAY}`)
const answered = async (name: Name, route: string) => {
  const response = await as(name).ask(addressOf(route))
  // Without the times of day at which the server itself did something.
  const text = (await response.text()).replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"|"sha256":"\w+"|"(?:fetched|checked|made)_at":\d+/g, '')
  return { status: response.status, text }
}
/** Everything a person can read, by route. */
async function everything(name: Name): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const route of reads.filter((path) => FILL[path] !== null)) texts[route] = (await answered(name, route)).text
  return texts
}

beforeAll(async () => {
  const account = (name: Name) => ({
    name,
    tokens: [TOKENS[name]],
    store: storeOf(name),
    scopes: ALL_SCOPES.filter((scope) => scope !== UNSHARED[name]),
  })
  oura = await startStandIn({ accounts: [account('ann'), account('bob'), account('eve')] })
  ringside = await startRingside({ OURA_API_URL: oura.url, SIGN_UPS: 'open' })
}, 300_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

test('what every route has of a person is known here', () => {
  expect(Object.keys(FILL).sort()).toEqual(Object.keys(ROUTES).sort())
})

test('every route and method with another’s id, or one that is missing, changes nothing of theirs and shows nothing', async () => {
  const { ids, userId } = await fill('bob')
  expect(ids.length).toBeGreaterThanOrEqual(5)
  const before = await everything('bob')
  expect(JSON.stringify(before)).toContain('canary-of-bob')
  await signIn('eve')
  for (const route of Object.keys(ROUTES).filter((path) => !path.includes('nextauth'))) {
    for (const method of METHODS) {
      for (const id of [...ids, 'missing']) {
        const path = example(route).replace('/none', `/${id}`)
        for (const asked of method === 'GET' ? [path, `${path}${path.includes('?') ? '&' : '?'}user_id=${userId}`] : [path]) {
          const said = `${method} ${asked}`
          const body = {
            id,
            experiment_id: id,
            user_id: userId,
            confirm: 'DELETE',
            name: 'x',
            at: `${DAY}T12:00:00+01:00`,
            token: TOKENS.eve,
          }
          const send = () => (method === 'GET' ? as('eve').ask(asked) : as('eve').send(method, asked, body))
          let response = await send()
          // What ends a person's own session is theirs to do.
          if (response.status === 401) {
            await signIn('eve')
            response = await send()
          }
          expect(response.status, said).toBeLessThan(500)
          const text = await response.text()
          expect(text, said).not.toMatch(new RegExp(`canary-of-bob|${STEPS.bob}|${userId}`))
        }
      }
    }
  }
  expect(await everything('bob')).toEqual(before)
}, 240_000)

test('five hundred requests of two people, interleaved: each reads their own', async () => {
  await fill('ann')
  const alone = { ann: await everything('ann'), bob: await everything('bob') }
  // Were both the same somewhere, the other's answer would not be noticed.
  for (const [route, text] of Object.entries(alone.bob)) expect(alone.ann[route], route).not.toBe(text)
  const answers = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      const name = index % 2 ? ('ann' as const) : ('bob' as const)
      const route = reads[(index >> 1) % reads.length] ?? ''
      return { name, route, ...(await answered(name, route)) }
    }),
  )
  for (const { name, route, status, text } of answers) {
    expect(`${route} ${status}`).not.toMatch(/ (401|403|404|422|429|5\d\d)$/)
    if (FILL[route] !== null) expect(text, `${name} ${route}`).toBe(alone[name][route])
  }
}, 120_000)
