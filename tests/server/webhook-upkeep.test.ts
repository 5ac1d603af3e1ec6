import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Kysely } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { keepGrant, keepToken } from '@/lib/server/connection-token'
import { open, seal } from '@/lib/server/crypto'
import { deleteConnection } from '@/lib/server/db/connections'
import { putStoredApp } from '@/lib/server/db/oura-app'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser, updateUser } from '@/lib/server/db/users'
import { findWebhook, listSubscriptions, putSubscription, switchWebhook, takeWebhookLease, updateWebhook } from '@/lib/server/db/webhooks'
import { erase } from '@/lib/server/erase'
import { moveToActiveKey } from '@/lib/server/key-rotation'
import { createLog } from '@/lib/server/log'
import { SECRET_PLACE } from '@/lib/server/oauth-app'
import { host } from '@/lib/server/oura-client-limits'
import { ouraSubscriptions } from '@/lib/server/oura-subscriptions'
import { answerHandshake } from '@/lib/server/webhook-inbox'
import { type UpkeepTools, WEBHOOK_SECRET_PLACE } from '@/lib/server/webhook-subscriptions'
import { keepUp } from '@/lib/server/webhook-upkeep'
import { describeWebhooks } from '@/lib/server/webhooks'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'
import { type StandIn, startStandIn } from '../stand-in/stand-in'
import { NOW, withoutDisk } from './sync-bench'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const CALLBACK = 'https://ring.example.org/api/webhooks/oura'
const APP = { clientId: 'app', clientSecret: 'canary-secret-of-the-app', server: 'moi' as const, redirectUris: [] }
const OTHER = { clientId: 'other-app', clientSecret: 'canary-secret-of-another', server: 'moi' as const, redirectUris: [] }

// Before anything reads the environment.
Object.assign(process.env, {
  APP_URL: 'https://ring.example.org',
  NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
  DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
})
const close: (() => unknown)[] = []
afterAll(async () => {
  for (const one of close) await one()
})

describe.each(DIALECTS)('subscriptions, kept on %s', async (dialect) => {
  const db = await testDatabase(dialect)
  withoutDisk(db)
  const clock = { now: NOW }
  /** Whether the internet reaches this server. */
  const net = { isOpen: true }
  // What answers Oura's handshake, at an address of its own.
  const door = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://door')
    const answer = net.isOpen ? await answerHandshake(db, searchParams, clock.now).catch(() => null) : null
    response.writeHead(answer ? 200 : 502, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const reach = (url: string) => url.replace('https://ring.example.org', `http://127.0.0.1:${(door.address() as AddressInfo).port}`)
  close.push(() => door.close())

  const enter = (app: { clientId: string; clientSecret: string }) =>
    putStoredApp(db, { client_id: app.clientId, secret_ct: seal(app.clientSecret, SECRET_PLACE), server: 'moi', updated_at: clock.now })
  const grant = (oura: StandIn, clientId = APP.clientId) => {
    const { access_token: accessToken, refresh_token: refreshToken } = oura.oauth.grant(clientId, 'ann')
    return keepGrant(
      db,
      'ann',
      { pair: { accessToken, refreshToken, scopes: null, lifeMs: 30 * DAY }, scopes: null, clientId, tokenUrl: '' },
      clock.now,
    )
  }

  /** An Oura with two applications, an owner who is connected by the first of them, and announcements that are switched on. */
  async function begin({ on = true, one = 'kind' as 'kind' | 'address' } = {}) {
    clock.now += 1000 * DAY
    net.isOpen = true
    await db.deleteFrom('webhook').execute()
    await db.deleteFrom('webhook_subscription').execute()
    const oura = await startStandIn({
      now: () => clock.now,
      accounts: [{ name: 'ann', tokens: [] }],
      apps: [{ ...APP }, { ...OTHER }],
      webhooks: { reach, one },
    })
    close.push(() => oura.close())
    await ensureUser(db, { id: 'ann', oura_user_id: 'ann', role: 'owner' }, clock.now)
    await updateUser(db, 'ann', { role: 'owner', removed_at: null })
    await enter(APP)
    await grant(oura)
    if (on) await switchWebhook(db, true)
    const lines: Record<string, unknown>[] = []
    const sleep = async (ms: number) => {
      clock.now += Math.ceil(ms)
    }
    const time = { now: () => clock.now, sleep }
    const shared = host(time)
    const tools: UpkeepTools = {
      db,
      now: () => clock.now,
      random: () => 0.5,
      log: createLog('info', { write: (line: string) => lines.push(JSON.parse(line)) }),
      subscriptions: (app) => ouraSubscriptions(oura.url, app, { clock: time, host: shared }),
    }
    const asked = () => oura.requests.filter(({ path }) => path.startsWith('/v2/webhook')).map(({ method }) => method)
    const state = async () => (await describeWebhooks(db, clock.now)).state
    /** Looks after them every quarter of a minute, as the server does. */
    const live = async (ms: number, step = 15_000) => {
      for (const end = clock.now + ms; clock.now < end; clock.now += step) await keepUp(tools)
    }
    const there = (clientId = APP.clientId) => oura.webhooks.living(clientId)
    return { oura, tools, lines, asked, state, live, there, up: () => keepUp(tools) }
  }

  test('switched off, nothing is asked; switched on, all forty-eight are made, and then Oura is left in peace', async () => {
    const one = await begin({ on: false })
    await one.live(HOUR)
    expect(one.asked()).toEqual([])
    expect(await one.state()).toBe('off')
    await switchWebhook(db, true)
    expect(await one.state()).toBe('starting')
    await one.up()
    expect(one.there()).toHaveLength(48)
    expect(new Set(one.there().map(({ callback_url }) => callback_url))).toEqual(new Set([CALLBACK]))
    expect(one.there().map(({ data_type }) => data_type)).toContain('vo2_max')
    expect(one.there().map(({ data_type }) => data_type)).not.toContain('meal')
    expect(await one.state()).toBe('on')
    const rows = await listSubscriptions(db)
    expect(rows).toHaveLength(48)
    // Oura names its end without a zone, and means UTC.
    for (const row of rows)
      expect(row).toMatchObject({ expires_at: clock.now + 90 * DAY, renew_at: clock.now + 60 * DAY, id: expect.any(String) })
    expect(one.asked()).toHaveLength(49)
    await one.live(5 * HOUR, MINUTE)
    expect(one.asked()).toHaveLength(49)
    await one.live(2 * HOUR, MINUTE)
    expect(one.asked()).toHaveLength(50)
    expect(JSON.stringify([rows, one.lines])).not.toMatch(/canary/)
  })

  test('the tokens of the handshake are random, each its own, and none is kept', async () => {
    const one = await begin()
    const tokens: string[] = []
    const create = one.tools.subscriptions
    Object.assign(one.tools, {
      subscriptions: (app: typeof APP) => {
        const oura = create(app)
        const watched = (wanted: Parameters<typeof oura.create>[0]) => {
          tokens.push(wanted.verification_token)
          return oura.create(wanted)
        }
        return { ...oura, create: watched }
      },
    })
    await one.up()
    expect(new Set(tokens).size).toBe(48)
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
    const kept = JSON.stringify(await listSubscriptions(db))
    for (const token of tokens) expect(kept).not.toContain(token)
    const params = (token: string, challenge = 'abc') => new URLSearchParams({ verification_token: token, challenge })
    expect(await answerHandshake(db, params(tokens[0] ?? ''), clock.now)).toEqual({ challenge: 'abc' })
    for (const wrong of ['', 'x', `${tokens[0]}x`, (tokens[0] ?? '').slice(1), randomBytes(32).toString('base64url')])
      await expect(answerHandshake(db, params(wrong), clock.now)).rejects.toMatchObject({ code: 'forbidden' })
    for (const challenge of ['', ' ', 'a b', '\n', 'x'.repeat(513)])
      await expect(answerHandshake(db, params(tokens[0] ?? '', challenge), clock.now)).rejects.toMatchObject({ code: 'forbidden' })
    const twice = new URLSearchParams(`verification_token=${tokens[0]}&verification_token=${tokens[0]}&challenge=a`)
    await expect(answerHandshake(db, twice, clock.now)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('they are renewed when two thirds of their life are over, and outlive many lives', async () => {
    const one = await begin()
    await one.up()
    await one.live(59 * DAY, 12 * HOUR)
    expect(one.asked()).not.toContain('PUT')
    await one.live(2 * DAY, 12 * HOUR)
    expect(one.asked().filter((method) => method === 'PUT')).toHaveLength(48)
    for (const { until } of one.there()) expect(until - clock.now).toBeGreaterThan(88 * DAY)
    await one.live(240 * DAY, DAY)
    expect(one.there()).toHaveLength(48)
    expect(one.asked().filter((method) => method === 'POST')).toHaveLength(48)
    expect(one.asked().filter((method) => method === 'PUT').length).toBe(48 * 5)
  })

  test.each([403, 404] as const)('what is lost, one or all of them, is made again; an unknown id is %d', async (unknownId) => {
    const one = await begin()
    one.oura.webhooks.rules.unknownId = unknownId
    await one.up()
    one.oura.webhooks.kept.splice(7, 1)
    expect(one.there()).toHaveLength(47)
    await one.live(7 * HOUR, MINUTE)
    expect(one.there()).toHaveLength(48)
    // The server was off for so long that all have run out.
    clock.now += 100 * DAY
    expect(one.there()).toHaveLength(0)
    await one.up()
    expect(one.there()).toHaveLength(48)
    // Gone between the list and its renewal.
    clock.now += 61 * DAY
    const list = await one.tools.subscriptions(APP).list()
    const create = one.tools.subscriptions
    Object.assign(one.tools, { subscriptions: (app: typeof APP) => ({ ...create(app), list: async () => list }) })
    one.oura.webhooks.kept.splice(3, 1)
    await one.up()
    expect(one.there()).toHaveLength(48)
    expect(await findWebhook(db)).toMatchObject({ problem: null })
  })

  test('a server that Oura cannot reach is told so, and Oura is asked ever more seldom', async () => {
    const one = await begin()
    net.isOpen = false
    await one.up()
    expect(await one.state()).toBe('unreachable')
    // One question is enough to know.
    expect(one.asked()).toEqual(['GET', 'POST'])
    await one.live(DAY, MINUTE)
    expect(one.asked().filter((method) => method === 'POST').length).toBeLessThanOrEqual(13)
    net.isOpen = true
    await one.live(7 * HOUR, MINUTE)
    expect(await one.state()).toBe('on')
    expect(one.there()).toHaveLength(48)
  })

  test('Oura that waits for us until nobody waits for it any more says the same', async () => {
    const one = await begin()
    net.isOpen = false
    one.oura.fault({ kind: 'cut', collection: 'webhook', after: 1, times: 1 })
    await one.up()
    expect(await one.state()).toBe('unreachable')
    expect(one.asked()).toEqual(['GET', 'POST'])
    net.isOpen = true
    // Whoever switches it on once more need not wait.
    await switchWebhook(db, true)
    await one.up()
    expect(await one.state()).toBe('on')
  })

  test('a secret that changed at Oura is refused, until the new one is entered', async () => {
    const one = await begin()
    await one.up()
    const [app] = one.oura.oauth.apps
    Object.assign(app ?? {}, { clientSecret: 'canary-rotated' })
    await one.live(7 * HOUR, MINUTE)
    expect(await one.state()).toBe('refused')
    const asked = one.asked().length
    await one.live(DAY, MINUTE)
    expect(one.asked().length - asked).toBeLessThanOrEqual(14)
    await enter({ clientId: APP.clientId, clientSecret: 'canary-rotated' })
    await updateWebhook(db, { fail_count: 0, retry_at: null })
    await one.up()
    expect(await one.state()).toBe('on')
    expect(one.there()).toHaveLength(48)
    const { secret_ct } = (await findWebhook(db)) ?? {}
    expect(open(secret_ct ?? '', WEBHOOK_SECRET_PLACE)).toBe('canary-rotated')
    expect(await moveToActiveKey(db, clock.now)).toMatchObject({ lost: 0 })
  })

  test.each([
    ['429', { kind: 'rate-limit', seconds: 700, collection: 'webhook' }],
    ['503', { kind: 'status', status: 503, collection: 'webhook' }],
    ['HTML', { kind: 'html', collection: 'webhook' }],
    ['another shape', { kind: 'wrong-type', body: '{"detail":1}', collection: 'webhook' }],
  ] as const)('where Oura answers with %s it is tried again later, and never in a loop', async (_, fault) => {
    const one = await begin()
    const mend = one.oura.fault(fault)
    await one.up()
    expect(await one.state()).toBe('later')
    const first = one.asked().length
    if (fault.kind === 'rate-limit') {
      await one.live(690_000)
      expect(one.asked()).toHaveLength(first)
    }
    await one.live(DAY, MINUTE)
    // Each round may try a read up to five times.
    expect(one.asked().length).toBeLessThanOrEqual(13 * 5)
    mend()
    await one.live(7 * HOUR, MINUTE)
    expect(await one.state()).toBe('on')
    expect(one.there()).toHaveLength(48)
  })

  test('a kind that Oura offers no more costs the others nothing', async () => {
    const one = await begin()
    const { rules } = one.oura.webhooks
    const { types } = rules
    rules.types = types.filter((type) => type !== 'tag')
    await one.up()
    expect(await one.state()).toBe('on')
    expect(one.there()).toHaveLength(45)
    await one.live(5 * HOUR, MINUTE)
    expect(one.asked().filter((method) => method === 'POST')).toHaveLength(48)
    rules.types = types
    await one.live(2 * HOUR, MINUTE)
    expect(one.there()).toHaveLength(48)
  })

  test('what is there already is taken up, also when the process died between the answer and its writing', async () => {
    const one = await begin()
    await one.up()
    const ids = one
      .there()
      .map(({ id }) => id)
      .sort()
    for (const row of await listSubscriptions(db)) await putSubscription(db, { ...row, id: null, expires_at: null, renew_at: null })
    await updateWebhook(db, { retry_at: clock.now })
    await one.up()
    expect((await listSubscriptions(db)).map(({ id }) => id).sort()).toEqual(ids)
    // A database of before, which knows of none.
    await db.deleteFrom('webhook_subscription').execute()
    await db.deleteFrom('webhook').execute()
    await switchWebhook(db, true)
    await one.up()
    expect((await listSubscriptions(db)).map(({ id }) => id).sort()).toEqual(ids)
    expect(one.asked().filter((method) => method === 'POST')).toHaveLength(48)
  })

  test('subscriptions for another address give way to who has just asked, and are never fought over', async () => {
    const one = await begin()
    const elsewhere = () => one.there().map((sub) => Object.assign(sub, { callback_url: 'https://other.example.org/hook' }))
    await one.up()
    elsewhere()
    await one.live(30 * HOUR, MINUTE)
    expect(await one.state()).toBe('elsewhere')
    expect(new Set(one.there().map(({ callback_url }) => callback_url))).toEqual(new Set(['https://other.example.org/hook']))
    expect(one.asked()).not.toContain('DELETE')
    await switchWebhook(db, true)
    await one.up()
    expect(await one.state()).toBe('on')
    expect(new Set(one.there().map(({ callback_url }) => callback_url))).toEqual(new Set([CALLBACK]))
  })

  test('switched off, ours are taken back, and those of another address stay', async () => {
    const one = await begin({ one: 'address' })
    const theirs = { ...APP, id: 'theirs', callback_url: 'https://other.example.org/hook', event_type: 'update', data_type: 'sleep' }
    one.oura.webhooks.kept.push({ ...theirs, expiration_time: 'x', until: clock.now + DAY })
    await one.up()
    expect(one.there()).toHaveLength(49)
    await switchWebhook(db, false)
    expect(await one.state()).toBe('stopping')
    const mend = one.oura.fault({ kind: 'status', status: 503, collection: 'webhook' })
    await one.up()
    expect(await one.state()).toBe('stopping')
    mend()
    await one.live(HOUR, MINUTE)
    expect(await one.state()).toBe('off')
    expect(one.there().map(({ id }) => id)).toEqual(['theirs'])
    expect(await listSubscriptions(db)).toEqual([])
    expect((await findWebhook(db))?.secret_ct).toBeNull()
  })

  test('another application: the old one’s are taken back with its own secret, then the new one’s are made', async () => {
    const one = await begin()
    await one.up()
    await enter(OTHER)
    await grant(one.oura, OTHER.clientId)
    await one.up()
    expect([one.there().length, one.there(OTHER.clientId).length]).toEqual([0, 48])
    expect(await one.state()).toBe('on')
    // One that Oura no longer knows is let go.
    one.oura.oauth.apps.pop()
    await enter(APP)
    await grant(one.oura)
    await one.up()
    expect(one.there()).toHaveLength(48)
    expect(one.lines.map(({ event }) => event)).toContain('webhooks.left')
  })

  test('with the last person who is connected through the application they go, and come back with the next', async () => {
    const one = await begin()
    await one.up()
    await deleteConnection(db, 'ann')
    await one.up()
    expect(one.there()).toHaveLength(0)
    expect(await one.state()).toBe('nobody')
    await keepToken(db, 'ann', 'a-pasted-token', clock.now)
    await one.up()
    expect(await one.state()).toBe('nobody')
    await grant(one.oura)
    await one.up()
    expect(await one.state()).toBe('on')
    await updateUser(db, 'ann', { removed_at: clock.now })
    await one.up()
    expect(one.there()).toHaveLength(0)
  })

  test('an owner who is erased takes them along, though the application goes too', async () => {
    const one = await begin()
    await one.up()
    provideDatabase(db)
    await erase(db, 'ann', clock.now)
    expect((await db.selectFrom('oura_app').selectAll().execute()).length).toBe(0)
    await one.up()
    expect(one.there()).toHaveLength(0)
    expect(await findWebhook(db)).toMatchObject({ is_on: 0, client_id: null, secret_ct: null })
  })

  test('one process at a time looks after them; one that died holds nobody up', async () => {
    const one = await begin()
    await takeWebhookLease(db, { owner: 'another machine', dead: null, now: clock.now, until: clock.now + MINUTE })
    await one.up()
    expect(one.asked()).toEqual([])
    clock.now += MINUTE
    await Promise.all([one.up(), one.up(), one.up()])
    expect(one.asked().filter((method) => method === 'POST')).toHaveLength(48)
    expect(await findWebhook(db)).toMatchObject({ lease_owner: null })
  })

  test('the state tells when something last came, and when nothing came for longer than a day', async () => {
    const one = await begin()
    await one.up()
    expect(await describeWebhooks(db, clock.now + 23 * HOUR)).toMatchObject({
      state: 'on',
      last_event_at: null,
      url: CALLBACK,
      missing: null,
    })
    expect(await describeWebhooks(db, clock.now + 25 * HOUR)).toMatchObject({ state: 'quiet' })
    await updateWebhook(db, { last_event_at: clock.now + 20 * HOUR })
    expect(await describeWebhooks(db, clock.now + 25 * HOUR)).toMatchObject({
      state: 'on',
      last_event_at: new Date(clock.now + 20 * HOUR).toISOString(),
    })
  })

  test('a key that is lost: the application has to be entered anew, and until then nothing is offered', async () => {
    await begin()
    const kept: Kysely<Database> = db
    await kept.updateTable('oura_app').set({ secret_ct: 'v1.k0.AAAA.AAAA.AAAA' }).execute()
    expect(await describeWebhooks(db, clock.now)).toMatchObject({ missing: 'app', state: 'off' })
  })
})
