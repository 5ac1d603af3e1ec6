import { get } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { addDays, utcDay, utcMidnight } from '@/lib/domain/day'
import { COLLECTION_NAMES, COLLECTIONS, type DocumentCollection, isSampleCollection } from '@/lib/oura/collections'
import { type Ringside, startRingside } from '@/tests/setup/ringside'
import { type Visitor, visitor } from '@/tests/setup/visitor'
import { demoStore } from '@/tests/stand-in/demo-store'
import { overlayStore } from '@/tests/stand-in/document-store'
import { seedExample } from '@/tests/stand-in/seed-example'
import { type StandIn, startStandIn } from '@/tests/stand-in/stand-in'

const base = '/api/oura/v2/usercollection'
const NOW = Date.now()
const TODAY = utcDay(NOW)
let oura: StandIn
let ringside: Ringside
let whole: Visitor
let other: Visitor

async function synced(who: Visitor): Promise<void> {
  const idle = async () => expect(await (await who.ask('/api/sync')).json()).toMatchObject({ state: 'idle', error: null })
  await vi.waitFor(idle, { timeout: 200_000, interval: 300 })
}

beforeAll(async () => {
  oura = await startStandIn({
    now: () => NOW,
    accounts: [
      { name: 'whole', tokens: ['token-of-whole'], store: overlayStore(demoStore({ seed: 1, now: () => NOW, years: 0.2 })) },
      { name: 'seed', tokens: ['token-of-seed'], store: seedExample() },
      { name: 'other', tokens: ['token-of-other'] },
    ],
  })
  ringside = await startRingside({ OURA_API_URL: oura.url, SIGN_UPS: 'open', LOG_LEVEL: 'info' })
  whole = visitor(ringside.url)
  other = visitor(ringside.url)
  expect((await whole.signIn('token', { token: 'token-of-whole' })).status).toBe(200)
  expect((await other.signIn('token', { token: 'token-of-other' })).status).toBe(200)
  await Promise.all([synced(whole), synced(other)])
}, 400_000)
afterAll(async () => {
  await ringside?.stop()
  await oura?.close()
})

const page = async (who: Visitor, path: string): Promise<{ data: Record<string, unknown>[]; next_token: string | null }> =>
  (await who.ask(`${base}/${path}`)).json()

describe('every collection answers what Oura holds, both ends included, as the text that Oura sent', () => {
  const from = addDays(TODAY, -20)
  const to = addDays(TODAY, -4)
  const account = () => {
    const found = oura.accounts.find(({ name }) => name === 'whole')
    if (!found) throw new Error('no such account')
    return found
  }
  const documents = COLLECTION_NAMES.filter((name): name is DocumentCollection => !isSampleCollection(name))

  test.each(documents)('%s', async (collection) => {
    const held = account().store.documents(collection, from, to)
    const response = await whole.ask(`${base}/${collection}?start_date=${from}&end_date=${to}`)
    expect(response.status).toBe(200)
    const text = await response.text()
    const ids = JSON.parse(text).data.map(({ id }: { id: string }) => id)
    expect(new Set(ids)).toEqual(new Set(held.map(({ id }) => id)))
    for (const { id, body } of held) {
      expect(text.includes(body)).toBe(true)
      const one = await whole.ask(`${base}/${collection}/${id}`)
      expect(await one.text()).toBe(body)
      expect((await other.ask(`${base}/${collection}/${id}`)).status).toBe(404)
    }
    if (COLLECTIONS[collection].day !== null && held[0]?.day) {
      const { data } = await page(whole, `${collection}?start_date=${held[0].day}&end_date=${held[0].day}`)
      expect(data.map(({ id }) => id)).toContain(held[0].id)
    }
  })

  test.each(['heartrate', 'ring_battery_level'] as const)('%s', async (series) => {
    const start = utcMidnight(addDays(TODAY, -3))
    const end = utcMidnight(addDays(TODAY, -2))
    const held = account().store.samples(series, start, end)
    expect(held.length).toBeGreaterThan(0)
    const range = new URLSearchParams({ start_datetime: new Date(start).toISOString(), end_datetime: new Date(end).toISOString() })
    const response = await whole.ask(`${base}/${series}?${range}`)
    // Of two rows of one moment the archive tells the one first whose source does, whichever Oura wrote first.
    const place = ({ timestamp, source = '' }: { timestamp: string; source?: string }) => `${timestamp} ${source}`
    const rows = held.map(({ body }) => JSON.parse(body)).sort((one, other) => (place(one) < place(other) ? -1 : 1))
    expect(await response.json()).toEqual({ data: rows, next_token: null })
    const latest = await page(whole, `${series}?latest=true`)
    expect(latest.data).toHaveLength(1)
  })

  test('fields are picked, and those that decide a document’s place stay', async () => {
    const { data } = await page(whole, `daily_activity?start_date=${from}&end_date=${to}&fields=steps`)
    expect(data.length).toBeGreaterThan(10)
    for (const document of data) expect(Object.keys(document).sort()).toEqual(['day', 'id', 'steps'])
  })

  test('coverage, trends and the export speak of the same days', async () => {
    const coverage = await (await whole.ask(`/api/coverage?from=${from}&to=${to}`)).json()
    expect(coverage.data.length).toBe(17 * 17)
    const activity = account().store.documents('daily_activity', from, to)
    const trends = await (await whole.ask(`/api/trends?metrics=steps&from=${from}&to=${to}`)).json()
    expect(trends.days).toHaveLength(17)
    const steps = new Map(activity.map(({ day, body }) => [day, JSON.parse(body).steps]))
    expect(trends.metrics.steps).toEqual(trends.days.map((day: string) => steps.get(day) ?? null))
    // A first ring is of 2013: all that makes up a page can be asked for as many years.
    for (const of of ['trends?metrics=steps&', 'tag-days?', 'tags?', 'trend-marks?'])
      expect((await whole.ask(`/api/${of}from=2013-06-01&to=${to}`)).status, of).toBe(200)
    const response = await whole.ask('/api/export')
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    expect(response.headers.get('content-disposition')).toContain('attachment')
    const lines = (await response.text()).trimEnd().split('\n')
    for (const line of lines) JSON.parse(line)
    for (const { body } of activity) expect(lines.some((line) => line.includes(body))).toBe(true)
    expect(lines.join('\n')).not.toContain('token-of')
  })
})

describe('what is asked wrongly is said plainly, and Oura never hears of it', () => {
  const outgoing = () => oura.requests.length

  test.each([
    'daily_activity?start_date=2026-02-30',
    'daily_activity?start_date=2026-11-02&end_date=2026-11-01',
    'daily_activity?start_date=1&end_date=2',
    'sleep?end_date=0024-11-11',
    'heartrate?start_datetime=2026-11-01',
    'heartrate?start_datetime=2026-11-02T00:00:00Z&end_datetime=2026-11-01T00:00:00Z',
    'daily_activity?next_token=forged',
    'sleep?next_token=WyJkYWlseV9hY3Rpdml0eSIsIjIwMjYtMDEtMDEiLCIyMDI2LTAxLTAyIl0',
  ])('%s is 422', async (path) => {
    const response = await whole.ask(`${base}/${path}`)
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({ code: 'invalid', detail: expect.any(String) })
  })

  test.each([
    'vo2_max',
    'Sleep',
    'blood_glucose',
    '__proto__',
    'constructor',
    'toString',
    '..%2Fpersonal_info',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    'sleep%00',
    'sleep%0d%0aX-Evil:%201',
    'sleep%2F..%2Fheartrate',
    'https:%2F%2Fevil.example%2F',
    '%5c%5cevil.example',
    'sleep;heartrate',
    'sleep%20',
    'daily_activity/%00',
    'daily_activity/..%2F..%2Fsleep',
    'daily_activity/%2e%2e%2fsleep',
    'daily_activity/x%0d%0aX-Evil:1',
    "daily_activity/'%20or%201=1--",
    'heartrate/2026-11-01T00:00:00Z',
    `daily_activity/${'x'.repeat(300)}`,
    'personal_info/x',
  ])('%s is 404', async (path) => {
    const before = outgoing()
    const response = await whole.ask(`${base}/${path}`)
    expect(response.status).toBe(404)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'not_found' })
    expect(text).not.toMatch(/evil|passwd|vo2|glucose|proto/i)
    expect(response.headers.get('x-evil')).toBeNull()
    expect(outgoing()).toBe(before)
  })

  test.each(['/../../etc/passwd', '/./../secrets.json', '//evil.example/', '/..%5c..%5csecrets.json'])(
    'the raw path %s reaches nothing',
    async (tail) => {
      const before = outgoing()
      const answer = await new Promise<string>((resolve, reject) => {
        let text = ''
        const socket = connect(Number(new URL(ringside.url).port), '127.0.0.1')
        socket.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        socket.once('error', reject).once('close', () => resolve(text))
        socket.write(`GET ${base}${tail} HTTP/1.1\r\nHost: ${new URL(ringside.url).host}\r\nConnection: close\r\n\r\n`)
      })
      expect(answer).toMatch(/^HTTP\/1\.1 (30[78]|400|401|404)/)
      expect(answer).not.toMatch(/root:|NEXTAUTH_SECRET/)
      expect(outgoing()).toBe(before)
    },
  )

  test('reading asks Oura for nothing', async () => {
    const before = outgoing()
    for (const path of ['daily_activity', 'sleep', 'heartrate', 'personal_info', 'ring_configuration'])
      expect((await whole.ask(`${base}/${path}`)).status).toBe(200)
    expect(outgoing()).toBe(before)
  })
})

test('the two calls that the project grew from work, with a key', async () => {
  const seed = visitor(ringside.url)
  expect((await seed.signIn('token', { token: 'token-of-seed' })).status).toBe(200)
  const { key } = await (await seed.send('POST', '/api/keys', { name: 'curl' })).json()
  const headers = { authorization: `Bearer ${key}` }
  const info = await fetch(`${ringside.url}${base}/personal_info`, { headers })
  expect(info.status).toBe(200)
  expect(await info.json()).toMatchObject({ age: 30, weight: 51.0, height: 1.6, biological_sex: 'male' })
  // Four silent years lie between that morning and today: the sync looks for an older life below the first of them.
  const held = async () => expect((await page(seed, 'daily_activity?start_date=2022-04-10&end_date=2022-04-10')).data).toHaveLength(1)
  await vi.waitFor(held, { timeout: 100_000, interval: 300 })
  const response = await fetch(`${ringside.url}${base}/daily_activity?start_date=2022-04-10&end_date=2022-04-10`, { headers })
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(Date.parse(response.headers.get('x-ringside-as-of') ?? '')).toBeGreaterThanOrEqual(NOW - 60_000)
  const { data, next_token } = await response.json()
  expect(next_token).toBeNull()
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({ day: '2022-04-10', score: 94, steps: 205, timestamp: '2022-04-10T04:00:00+09:00' })
  expect(data[0].class_5_min).toHaveLength(68)
}, 120_000)

describe('what is read travels packed to whoever asks for that, and as it is to everybody else', () => {
  const day = addDays(TODAY, -5)
  const span = `from=${addDays(TODAY, -20)}&to=${day}`
  const raw = (path: string, encoding?: string) =>
    new Promise<{ encoding: string | undefined; type: string | undefined; vary: string; body: Buffer }>((resolve, reject) => {
      const headers = {
        cookie: [...whole.cookies].map((pair) => pair.join('=')).join('; '),
        ...(encoding ? { 'accept-encoding': encoding } : {}),
      }
      get(`${ringside.url}${path}`, { headers }, async (answer) => {
        const body = Buffer.concat(await answer.toArray())
        const { 'content-encoding': packed, 'content-type': type, vary = '' } = answer.headers
        resolve({ encoding: packed, type, vary, body })
      }).once('error', reject)
    })

  test.each([
    `${base}/heartrate?start_date=${day}&end_date=${day}`,
    `${base}/sleep?start_date=${addDays(day, -3)}&end_date=${day}`,
    `${base}/personal_info`,
    `/api/coverage?${span}`,
    `/api/coverage/days?${span}`,
    `/api/explain?metric=steps&day=${day}`,
    `/api/tag-days?${span}`,
    `/api/trends?metrics=steps,sleep_score&${span}`,
  ])('%s', async (path) => {
    const [plain, packed] = [await raw(path), await raw(path, 'gzip')]
    expect(plain.encoding).toBeUndefined()
    expect(packed).toMatchObject({ encoding: 'gzip', type: 'application/json', vary: expect.stringMatching(/accept-encoding/i) })
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
    if (plain.body.length > 10_000) expect(packed.body.length).toBeLessThan(plain.body.length / 3)
  })

  test('an answer that holds a secret never does', async () => {
    for (const path of ['/api/auth/csrf', '/api/keys', '/api/devices', '/api/connection', '/api/oura-app'])
      expect((await raw(path, 'gzip')).encoding, path).toBeUndefined()
  })
})
