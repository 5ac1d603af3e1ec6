import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { WebhooksBody } from '@/lib/api'
import { ouraDocument } from '@/tests/fixtures/oura-document'
import { consent } from '@/tests/setup/consent'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { emptyStore, overlayStore } from '@/tests/stand-in/document-store'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'
import { type Announcement, signedEvent } from '@/tests/stand-in/webhooks'

const PUBLIC = 'https://ring.example.org'
const SECRET = 'canary-secret-of-the-app-41'
const APP = { clientId: 'app', clientSecret: SECRET, server: 'moi' as const, redirectUris: [`${PUBLIC}/api/auth/callback/oura`] }
const OLD = '2026-03-01'
let oura: StandIn
let ringside: Ringside
let ann: Visitor
let bob: Visitor
const answers: string[] = []
const visit = () => visitor(ringside.url, (text) => answers.push(text))

const storeOf = (name: string) => {
  const store = overlayStore({ ...emptyStore, personalInfo: () => ({ id: `oura-${name}` }) })
  // Under the same ids for both: only whose they are tells them apart.
  store.put('daily_sleep', { ...ouraDocument('daily_sleep', OLD), id: 'the-same', score: 61 })
  store.put('daily_sleep', { ...ouraDocument('daily_sleep', '2026-03-02'), id: 'to-go', score: 62 })
  return store
}
const stores = { ann: storeOf('ann'), bob: storeOf('bob') }

async function signIn(account: 'ann' | 'bob'): Promise<Visitor> {
  const who = visit()
  const { csrfToken } = await (await who.ask('/api/auth/csrf')).json()
  const setup_code = /"code":"([0-9A-Z-]{14})"/.exec(ringside.log())?.[1]
  const { url } = await (await who.send('POST', '/api/auth/signin/oura', { csrfToken, setup_code })).json()
  const back = await consent(url, { account })
  await who.ask(`/api/auth/callback/oura${back?.search ?? ''}`)
  await vi.waitFor(async () => expect((await (await who.ask('/api/sync')).json()).state).toBe('idle'), { timeout: 60_000, interval: 250 })
  return who
}

/** What the server's file says, read beside it. */
function rows<Row>(statement: string): Row[] {
  const file = new Sqlite(join(ringside.folder, 'data', 'ringside.db'), { readonly: true })
  try {
    return file.prepare<[], Row>(statement).all()
  } finally {
    file.close()
  }
}
const kept = () =>
  rows<{ object_id: string; done_at: number | null; oura_user_id: string }>(
    'select object_id, done_at, oura_user_id from webhook_event join "user" on "user".id = user_id order by received_at',
  )
const webhooks = async (): Promise<WebhooksBody> => (await ann.ask('/api/webhooks')).json()
const turn = (on: boolean) => ann.send('PUT', '/api/webhooks', { on })
const scoreOf = async (who: Visitor, id: string) => {
  const response = await who.ask(`/api/oura/v2/usercollection/daily_sleep/${id}`)
  return response.status === 200 ? (await response.json()).score : response.status
}

const EVENT: Announcement = { event_type: 'update', data_type: 'daily_sleep', object_id: 'the-same', user_id: 'oura-ann' }
let serial = 0
/** An event that never came before. */
const fresh = (more: Partial<Announcement> = {}): Announcement => ({ ...EVENT, event_time: `2026-11-28T00:00:00.${serial++}`, ...more })
const post = (sent: { body: string | Blob; headers: Record<string, string> }, more: RequestInit = {}) =>
  visit().ask('/api/webhooks/oura', { method: 'POST', ...sent, ...more })

beforeAll(async () => {
  oura = await startStandIn({
    accounts: [
      { name: 'ann', tokens: [], store: stores.ann },
      { name: 'bob', tokens: [], store: stores.bob },
    ],
    apps: [APP],
    webhooks: { reach: (url) => url.replace(PUBLIC, ringside.url) },
  })
  ringside = await startRingside({
    APP_URL: PUBLIC,
    OURA_API_URL: oura.url,
    OURA_CLOUD_URL: oura.url,
    OURA_MOI_URL: oura.url,
    OURA_CLIENT_ID: APP.clientId,
    OURA_CLIENT_SECRET: SECRET,
    SIGN_UPS: 'open',
    SYNC_INTERVAL_MINUTES: '1440',
    LOG_LEVEL: 'info',
  })
  ann = await signIn('ann')
  bob = await signIn('bob')
}, 300_000)
afterEach(() => oura.clearFaults())
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

describe('before they are switched on', () => {
  test('there are none at Oura, and what is signed all the same is taken and not kept', async () => {
    expect(await webhooks()).toEqual({ missing: null, state: 'off', url: `${PUBLIC}/api/webhooks/oura`, last_event_at: null })
    expect(oura.webhooks.kept).toEqual([])
    expect((await post(signedEvent(fresh(), SECRET))).status).toBe(200)
    expect(kept()).toEqual([])
  })

  test('only the owner sees and turns the switch, and only as it is', async () => {
    expect((await bob.ask('/api/webhooks')).status).toBe(403)
    expect((await bob.send('PUT', '/api/webhooks', { on: true })).status).toBe(403)
    for (const body of [{}, { on: 'yes' }, { on: null }]) expect((await ann.send('PUT', '/api/webhooks', body)).status).toBe(422)
    expect(oura.webhooks.kept).toEqual([])
  })
})

test('switched on, Oura is asked to announce everything, and greeted when it comes', async () => {
  expect((await turn(true)).status).toBe(200)
  await expect.poll(async () => (await webhooks()).state, { timeout: 20_000 }).toBe('on')
  expect(oura.webhooks.kept).toHaveLength(48)
  // What the answer of the handshake told belongs to Oura alone.
  for (const query of ['', '?challenge=x', '?verification_token=&challenge=x', `?verification_token=${'a'.repeat(43)}&challenge=x`]) {
    const response = await visit().ask(`/api/webhooks/oura${query}`)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ code: 'forbidden', detail: 'This address is for Oura.' })
  }
})

describe('refused, and nothing is written', () => {
  const good = () => signedEvent(fresh(), SECRET)
  const cases: [string, () => { body: string; headers: Record<string, string> }][] = [
    ['unsigned', () => ({ ...good(), headers: { 'content-type': 'application/json' } })],
    ['signed with another secret', () => signedEvent(fresh(), 'another')],
    ['a signature of another body', () => ({ ...good(), body: JSON.stringify(fresh()) })],
    [
      'a signature of small letters',
      () => {
        const { body, headers } = good()
        return { body, headers: { ...headers, 'x-oura-signature': headers['x-oura-signature'].toLowerCase() } }
      },
    ],
    [
      'a signature that is too short',
      () => {
        const { body, headers } = good()
        return { body, headers: { ...headers, 'x-oura-signature': headers['x-oura-signature'].slice(1) } }
      },
    ],
    ['six minutes late', () => signedEvent(fresh(), SECRET, Date.now() - 360_000)],
    ['six minutes early', () => signedEvent(fresh(), SECRET, Date.now() + 360_000)],
    [
      'without a timestamp',
      () => {
        const { body, headers } = good()
        return { body, headers: { ...headers, 'x-oura-timestamp': '' } }
      },
    ],
    [
      'a digit moved from the timestamp into the body',
      () => {
        const { body, headers } = signedEvent(fresh(), SECRET, String(Date.now()))
        const at = headers['x-oura-timestamp']
        return { body: `${at.slice(10)}${body}`, headers: { ...headers, 'x-oura-timestamp': at.slice(0, 10) } }
      },
    ],
    ['a list', () => signedEvent('[]', SECRET)],
  ]
  test.each(cases)('%s', async (_, sent) => {
    const before = kept().length
    const response = await post(sent())
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ code: 'forbidden', detail: 'This address is for Oura.' })
    expect(kept()).toHaveLength(before)
  })

  test('more than 64 KiB, said or not: 413', async () => {
    const big = signedEvent(fresh({ event_time: 'x'.repeat(70_000) }), SECRET)
    expect((await post(big)).status).toBe(413)
    const chunked: RequestInit & { duplex: 'half' } = { body: new Blob([big.body]).stream(), duplex: 'half' }
    expect((await post(big, chunked)).status).toBe(413)
    expect(kept().filter(({ object_id }) => object_id !== 'the-same')).toEqual([])
  })

  test('another type of content is no matter: the signature is what counts, and no cookie', async () => {
    const sent = good()
    const stranger = {
      method: 'POST',
      body: sent.body,
      headers: { ...sent.headers, 'content-type': 'text/plain', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    }
    expect(
      (await ann.ask('/api/webhooks/oura', { ...stranger, headers: { ...stranger.headers, 'x-oura-signature': '0'.repeat(64) } })).status,
    ).toBe(403)
    const before = kept().length
    expect((await visit().ask('/api/webhooks/oura', stranger)).status).toBe(200)
    expect(kept()).toHaveLength(before + 1)
  })

  test('a flood: six hundred of them leave neither a change nor a line, and Oura gets through', async () => {
    await expect.poll(() => kept().every(({ done_at }) => done_at !== null), { timeout: 60_000, interval: 250 }).toBe(true)
    await expect.poll(async () => (await (await ann.ask('/api/sync')).json()).state, { timeout: 60_000 }).toBe('idle')
    const timestamp = String(Math.floor(Date.now() / 1000))
    const wrong = { body: JSON.stringify(EVENT), headers: { 'x-oura-signature': 'A'.repeat(64), 'x-oura-timestamp': timestamp } }
    const statuses = new Set<number>()
    const flood = (count: number) =>
      Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const sent = index % 2 ? wrong : { body: '{}' }
          const response = await fetch(`${ringside.url}/api/webhooks/oura`, { method: 'POST', ...sent })
          await response.arrayBuffer()
          statuses.add(response.status)
        }),
      )
    const file = new Sqlite(join(ringside.folder, 'data', 'ringside.db'), { readonly: true })
    // Another number as soon as anybody else has written.
    const version = () => file.pragma('data_version', { simple: true })
    const [lines, before] = [ringside.log().length, version()]
    for (let batch = 0; batch < 4; batch++) await flood(100)
    expect(version()).toBe(before)
    expect(ringside.log()).toHaveLength(lines)
    const flooded = flood(200)
    expect((await post(signedEvent(fresh({ object_id: 'in-a-flood' }), SECRET))).status).toBe(200)
    await flooded
    expect([...statuses]).toEqual([403])
    expect(version()).not.toBe(before)
    expect(kept().at(-1)).toMatchObject({ object_id: 'in-a-flood' })
    file.close()
  }, 150_000)
})

describe('taken', () => {
  test('once, however often it comes; in any order', async () => {
    const [one, two] = [
      signedEvent(fresh({ object_id: 'once' }), SECRET, Date.now() - 60_000),
      signedEvent(fresh({ object_id: 'once' }), SECRET),
    ]
    const before = kept().length
    const statuses = await Promise.all([two, one, one, two, two, one].map(async (sent) => (await post(sent)).status))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(kept()).toHaveLength(before + 2)
    expect(Date.parse((await webhooks()).last_event_at ?? '')).toBeGreaterThan(Date.now() - 10_000)
  })

  test.each([
    ['of somebody unknown', fresh({ user_id: 'oura-nobody' })],
    ['of a type without a collection', fresh({ data_type: 'meal' })],
    ['of a type nobody knows', fresh({ data_type: '__proto__' })],
    ['of an event nobody knows', fresh({ event_type: 'merge' })],
    ['with an id that is none', fresh({ object_id: '../../personal_info' })],
  ] as const)('and not kept: %s', async (_, event) => {
    const before = kept().length
    const response = await post(signedEvent(event, SECRET))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({})
    expect(kept()).toHaveLength(before)
  })

  test('and not kept: what is signed and no JSON', async () => {
    const before = kept().length
    for (const body of ['{', '{}', '{"event_type":1}']) expect((await post(signedEvent(body, SECRET))).status).toBe(200)
    expect(kept()).toHaveLength(before)
  })

  test('no answer and no line holds what was sent', () => {
    for (const text of [...answers, ringside.log()]) expect(text).not.toMatch(/the-same","score|in-a-flood|canary-secret|oura-nobody/)
  })
})

describe('from end to end', () => {
  const soon = { timeout: 60_000, interval: 250 }

  test('an old day that was edited arrives without anybody asking for it; the other person’s stays as it was', async () => {
    for (const store of Object.values(stores)) store.put('daily_sleep', { ...ouraDocument('daily_sleep', OLD), id: 'the-same', score: 77 })
    expect(await oura.webhooks.announce(fresh())).toEqual([200])
    await expect.poll(() => scoreOf(ann, 'the-same'), soon).toBe(77)
    expect(await scoreOf(bob, 'the-same')).toBe(61)
  }, 90_000)

  test('what was deleted is gone here too, for this person alone', async () => {
    for (const store of Object.values(stores)) store.remove('daily_sleep', 'to-go')
    expect(await scoreOf(ann, 'to-go')).toBe(62)
    await oura.webhooks.announce(fresh({ event_type: 'delete', object_id: 'to-go', user_id: 'oura-ann' }))
    await expect.poll(() => scoreOf(ann, 'to-go'), soon).toBe(404)
    expect(await scoreOf(bob, 'to-go')).toBe(62)
  }, 90_000)

  test('a server that is killed after it took an event, and before it asked, asks when it is back', async () => {
    stores.bob.put('daily_sleep', { ...ouraDocument('daily_sleep', OLD), id: 'the-same', score: 88 })
    expect(await oura.webhooks.announce(fresh({ user_id: 'oura-bob' }))).toEqual([200])
    await ringside.kill()
    const asked = () => oura.requests.filter(({ path, account }) => account === 'bob' && path.endsWith('/daily_sleep/the-same')).length
    expect(asked()).toBe(0)
    expect(kept().at(-1)).toMatchObject({ oura_user_id: 'oura-bob', done_at: null })
    await ringside.restart()
    await expect.poll(() => scoreOf(bob, 'the-same'), soon).toBe(88)
    await expect.poll(() => kept().at(-1)?.done_at, soon).not.toBeNull()
    expect(asked()).toBeGreaterThan(0)
  }, 120_000)

  test('an event that never came is made good by the next sync', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    stores.ann.put('daily_sleep', { ...ouraDocument('daily_sleep', yesterday), id: 'unannounced', score: 55 })
    expect(await scoreOf(ann, 'unannounced')).toBe(404)
    await ann.send('POST', '/api/sync')
    await expect.poll(() => scoreOf(ann, 'unannounced'), soon).toBe(55)
  }, 90_000)

  test('switched off, all are taken back', async () => {
    expect(await (await turn(false)).json()).toMatchObject({ state: 'stopping' })
    await expect.poll(async () => (await webhooks()).state, { timeout: 20_000 }).toBe('off')
    expect(oura.webhooks.kept).toEqual([])
  })

  test('where there is no public address it is not offered', async () => {
    await ringside.restart({ APP_URL: '' })
    expect(await (await (await signInAgain()).ask('/api/webhooks')).json()).toMatchObject({ missing: 'https', state: 'off' })
  }, 60_000)
})

/** A home network is another origin, with other cookies; the owner is who connected first. */
async function signInAgain(): Promise<Visitor> {
  const local = `http://localhost:${new URL(ringside.url).port}/api/auth/callback/oura`
  oura.oauth.apps[0]?.redirectUris.push(local)
  const who = await signIn('ann')
  expect((await who.send('PUT', '/api/webhooks', { on: true })).status).toBe(422)
  return who
}
