import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { COLLECTION_NAMES, COLLECTIONS, isSampleCollection } from '@/lib/oura/collections'
import { heartRateRow, ouraDocument } from '../fixtures/oura-document'
import { demoStore } from './demo-store'
import { overlayStore } from './document-store'
import { seedExample } from './seed-example'
import { type StandIn, type StandInOptions, startStandIn } from './stand-in'

const NOW = Date.parse('2024-12-14T12:00:00Z')
const DAYS = ['2024-11-10', '2024-11-11', '2024-11-12', '2024-11-13'] as const
const HOUR = 3_600_000

const small = overlayStore()
for (const name of COLLECTION_NAMES)
  if (!isSampleCollection(name)) for (const day of DAYS) small.put(name, ouraDocument(name, day, name === 'workout' ? '-06:00' : '+01:00'))
small.put(
  'sleep',
  ouraDocument('sleep', '2024-11-12', '+01:00', {
    id: 'nap',
    type: 'sleep',
    bedtime_start: '2024-11-12T14:00:00+01:00',
    bedtime_end: '2024-11-12T14:40:00+01:00',
  }),
)
small.putSamples('heartrate', Array.from({ length: 2500 }, (_, index) => heartRateRow(NOW - index * 300_000, 70)).reverse())

let standIn: StandIn
const started: StandIn[] = []
async function start(options: StandInOptions) {
  const one = await startStandIn({ now: () => NOW, ...options })
  started.push(one)
  return one
}
beforeAll(async () => {
  standIn = await start({
    accounts: [
      { name: 'small', tokens: ['a', 'also-a'], store: small },
      { name: 'other', tokens: ['b'], scopes: ['email', 'workout'], store: seedExample() },
    ],
  })
})
beforeEach(() => {
  standIn.clearFaults()
  standIn.requests.length = 0
})
afterAll(() => Promise.all(started.map((one) => one.close())))

type Body = { data: Record<string, unknown>[]; next_token: string | null; detail: unknown }
const raw = (path: string, token: string | null = 'a', on = standIn) =>
  fetch(`${on.url}/v2/usercollection/${path}`, { headers: token === null ? {} : { authorization: `Bearer ${token}` } })
async function get(path: string, token: string | null = 'a', on = standIn) {
  const response = await raw(path, token, on)
  return { status: response.status, body: (await response.json()) as Body }
}
const daysOf = async (path: string, on = standIn) => (await get(path, 'a', on)).body.data.map(({ day, start_day }) => day ?? start_day)

describe('end_date', () => {
  test.each(['daily_activity', 'session'])('%s leaves out its last day', async (name) => {
    expect(await daysOf(`${name}?start_date=2024-11-11&end_date=2024-11-12`)).toEqual(['2024-11-11'])
    expect(await daysOf(`${name}?start_date=2024-11-11&end_date=2024-11-11`)).toEqual([])
    expect(await daysOf(`${name}?start_date=2024-11-11&end_date=2024-11-12T23:59:59`)).toEqual(['2024-11-11', '2024-11-12'])
  })

  test('sleep misses the night of the first day, for it began the evening before, and that of the last', async () => {
    expect(await daysOf('sleep?start_date=2024-11-11&end_date=2024-11-13')).toEqual(['2024-11-12', '2024-11-12'])
    expect(await daysOf('sleep?start_date=2024-11-10&end_date=2024-11-12')).toEqual(['2024-11-11'])
  })

  test('workout is filtered in UTC: an evening at -06:00 is the next day', async () => {
    expect(await daysOf('workout?start_date=2024-11-11&end_date=2024-11-13')).toEqual(['2024-11-10', '2024-11-11'])
  })

  test.each(COLLECTION_NAMES.filter((name) => COLLECTIONS[name].endDate === 'inclusive'))('%s includes it', async (name) => {
    expect(await daysOf(`${name}?start_date=2024-11-11&end_date=2024-11-12`)).toEqual(['2024-11-11', '2024-11-12'])
  })

  test.each(COLLECTION_NAMES.filter((name) => COLLECTIONS[name].endDate === 'unknown'))('%s can be either', async (name) => {
    const kind = await start({ unknownEndDate: 'inclusive', accounts: [{ name: 'small', tokens: ['a'], store: small }] })
    expect(await daysOf(`${name}?start_date=2024-11-11&end_date=2024-11-12`)).toEqual(['2024-11-11'])
    expect(await daysOf(`${name}?start_date=2024-11-11&end_date=2024-11-12`, kind)).toEqual(['2024-11-11', '2024-11-12'])
  })
})

describe('ranges', () => {
  test('no dates bring the last day and today, not everything', async () => {
    expect(await daysOf('daily_sleep')).toEqual([])
    expect(await daysOf('daily_sleep?end_date=2024-11-12')).toEqual(['2024-11-11', '2024-11-12'])
  })

  test('dates are read leniently', async () => {
    expect((await get('daily_sleep?start_date=1&end_date=2')).body).toEqual({ data: [], next_token: null })
    expect(await daysOf('daily_sleep?start_date=0024-11-11')).toEqual(DAYS)
  })

  test.each(['soon', '2024-13-01', '2024-02-30', '2024-11-11T25:00:00', '2024-11-11T00:00:00 01:00'])('%s is a 422', async (date) => {
    const { status, body } = await get(`daily_sleep?start_date=${encodeURIComponent(date)}`)
    expect(status).toBe(422)
    expect(body.detail).toMatchObject([{ loc: ['query', 'start_date'], input: date }])
  })

  test('inverted dates are a 400', async () => {
    expect((await get('daily_sleep?start_date=2024-11-12&end_date=2024-11-11')).status).toBe(400)
  })

  test('ring_configuration knows no dates, and latest is heard by samples only', async () => {
    expect((await get('ring_configuration?start_date=2024-11-11&end_date=2024-11-11')).body.data).toHaveLength(4)
    expect(await daysOf('daily_sleep?latest=true')).toEqual(DAYS)
    const { data } = (await get('heartrate?latest=true&start_datetime=2024-12-01T00:00:00Z&end_datetime=2024-12-02T00:00:00Z')).body
    expect(data).toEqual([{ timestamp: '2024-12-14T11:55:00+00:00', timestamp_unix: NOW - 300_000, bpm: 70, source: 'awake' }])
  })
})

describe('heart rate', () => {
  const asked = (from: number, to: number) =>
    `heartrate?${new URLSearchParams({ start_datetime: new Date(from).toISOString(), end_datetime: new Date(to).toISOString() })}`

  test('comes oldest first in pages of 1,000 with an opaque token, with the same dates or without', async () => {
    const path = asked(NOW - 2200 * 300_000, NOW)
    const first = (await get(path)).body
    const token = encodeURIComponent(String(first.next_token))
    const second = (await get(`heartrate?next_token=${token}`)).body
    expect((await get(`${path}&next_token=${token}`)).body).toEqual(second)
    const third = (await get(`heartrate?next_token=${encodeURIComponent(String(second.next_token))}`)).body
    expect([first, second, third].map(({ data }) => data.length)).toEqual([1000, 1000, 200])
    expect(third.next_token).toBeNull()
    const times = [first, second, third].flatMap(({ data }) => data.map(({ timestamp_unix }) => Number(timestamp_unix)))
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    expect((await get(`${path}&next_token=`)).body).toEqual(first)
    expect((await get('heartrate?next_token=made-up')).status).toBe(400)
  })

  test('a Oura that refuses dates beside a token', async () => {
    const strict = await start({ datesWithToken: 'refuse', pageSize: 10, accounts: [{ name: 'small', tokens: ['a'], store: small }] })
    const path = asked(NOW - 12 * HOUR, NOW)
    const token = encodeURIComponent(String((await get(path, 'a', strict)).body.next_token))
    expect((await get(`${path}&next_token=${token}`, 'a', strict)).status).toBe(422)
    expect((await get(`heartrate?next_token=${token}`, 'a', strict)).body.data).toHaveLength(10)
  })

  test('takes 30 days and no more, the last 24 hours by default, nothing for bare dates, nothing of start_date', async () => {
    expect((await get(asked(NOW - 30 * 24 * HOUR, NOW))).status).toBe(200)
    expect((await get(asked(NOW - 30 * 24 * HOUR - 1000, NOW))).status).toBe(400)
    expect((await get('heartrate')).body.data).toHaveLength(288)
    expect((await get('heartrate?start_date=2024-12-01&end_date=2024-12-10')).body.data).toHaveLength(288)
    expect((await get('heartrate?start_datetime=2024-12-13&end_datetime=2024-12-14')).body.data).toEqual([])
    expect((await get(asked(NOW - HOUR, NOW - HOUR))).body.data).toEqual([])
  })

  test('rows of one instant are not lost where a page ends between them', async () => {
    const store = overlayStore()
    store.putSamples(
      'heartrate',
      Array.from({ length: 25 }, (_, index) => heartRateRow(NOW - HOUR, index)),
    )
    const tiny = await start({ pageSize: 7, accounts: [{ name: 'tiny', tokens: ['a'], store }] })
    const bpm: unknown[] = []
    for (let path = asked(NOW - 2 * HOUR, NOW); path; ) {
      const { data, next_token } = (await get(path, 'a', tiny)).body
      bpm.push(...data.map((row) => row.bpm))
      path = next_token ? `heartrate?next_token=${next_token}` : ''
    }
    expect(bpm).toEqual(Array.from({ length: 25 }, (_, index) => index))
  })
})

describe('who asks', () => {
  test.each([
    ['daily_sleep', null, 400],
    ['nonsense', null, 404],
    ['nonsense', 'a', 404],
    ['vo2_max', 'a', 404],
    ['Heartrate', 'a', 404],
    ['heartrate/1', 'a', 404],
    ['personal_info/1', 'a', 404],
    ['daily_sleep', 'unknown', 401],
    ['daily_sleep', 'also-a', 200],
  ])('%s with the token %s: %i', async (path, token, status) => {
    const response = await raw(path, token)
    expect(response.status).toBe(status)
    expect(response.headers.get('x-trace-id')).toMatch(/^[\da-f-]{36}$/)
    expect(response.headers.get('content-type')).toBe('application/json')
  })

  test('a missing scope is a 401 that names it', async () => {
    expect(await get('daily_resilience', 'b')).toEqual({ status: 401, body: { detail: 'Token is not authorized access stress scope.' } })
    expect((await get('workout', 'b')).status).toBe(200)
  })

  test('personal_info is bare, and shows what the scopes open', async () => {
    const id = 'b41d2c10-0000-4000-8000-202204100000'
    expect((await get('personal_info', 'b')).body).toEqual({ id, email: '********@gmail.com' })
    const [, other] = standIn.accounts
    other?.scopes.add('personal')
    expect((await get('personal_info', 'b')).body).toEqual({
      id,
      age: 30,
      weight: 51,
      height: 1.6,
      biological_sex: 'male',
      email: '********@gmail.com',
    })
  })

  test('a lapsed membership is a 403 everywhere, and another method a 405', async () => {
    const [account] = standIn.accounts
    if (account) account.lapsed = true
    expect((await get('personal_info')).status).toBe(403)
    if (account) account.lapsed = false
    expect((await fetch(`${standIn.url}/v2/usercollection/sleep`, { method: 'POST' })).status).toBe(405)
  })

  test('more requests than the window has are a 429 with the five headers', async () => {
    const busy = await start({ rateLimit: { requests: 2, windowMs: 60_000 }, accounts: [{ name: 'small', tokens: ['a'], store: small }] })
    expect([(await raw('sleep', 'a', busy)).status, (await raw('sleep', 'a', busy)).status]).toEqual([200, 200])
    const { status, headers } = await raw('sleep', 'a', busy)
    expect([status, headers.get('retry-after'), headers.get('x-ratelimit-reset')]).toEqual([429, '60', String(NOW / 1000 + 60)])
    for (const name of ['limit', 'window', 'tier']) expect(headers.has(`x-ratelimit-${name}`)).toBe(true)
  })

  test('the log has what was asked and by whom, and no token', async () => {
    await get('daily_sleep?start_date=2024-11-11', 'also-a')
    expect(standIn.requests).toEqual([
      { method: 'GET', path: '/v2/usercollection/daily_sleep', query: { start_date: '2024-11-11' }, at: NOW, account: 'small' },
    ])
  })
})

describe('documents', () => {
  test('one comes without an envelope; an unknown one is a 404', async () => {
    expect((await get('sleep/nap')).body).toMatchObject({ id: 'nap', type: 'sleep' })
    expect(await get('sleep/none')).toEqual({ status: 404, body: { detail: 'Document not found.' } })
  })

  test('fields bring those, the id and the day; unknown ones are ignored, and alone bring everything', async () => {
    const keys = async (fields: string) =>
      Object.keys((await get(`daily_sleep?start_date=2024-11-11&end_date=2024-11-11&fields=${fields}`)).body.data[0] ?? {})
    expect(await keys('score')).toEqual(['id', 'day', 'score'])
    expect(await keys('score,aura')).toEqual(['id', 'day', 'score'])
    expect(await keys('aura')).toEqual(['id', 'day', 'timestamp', 'score', 'contributors'])
  })

  test('the past can be rewritten, doubled, taken away, and read back', async () => {
    const store = overlayStore(small)
    const own = await start({ accounts: [{ name: 'own', tokens: ['a'], store }] })
    store.put('daily_sleep', ouraDocument('daily_sleep', '2024-11-11', '+01:00', { score: 12 }))
    store.duplicate('daily_sleep', 'daily_sleep-2024-11-12', 'again')
    store.remove('daily_sleep', 'daily_sleep-2024-11-13')
    const { data } = (await get('daily_sleep?start_date=2024-11-01&end_date=2024-11-30', 'a', own)).body
    expect(data.map(({ day, score }) => [day, score])).toEqual([
      ['2024-11-10', 77],
      ['2024-11-11', 12],
      ['2024-11-12', 77],
      ['2024-11-12', 77],
    ])
    expect(data).toEqual(store.all('daily_sleep').map(({ body }) => JSON.parse(body)))
    expect((await get('daily_sleep/daily_sleep-2024-11-13', 'a', own)).status).toBe(404)
    store.removeSamples('heartrate', NOW - HOUR, NOW)
    expect(store.samples('heartrate', NOW - 2 * HOUR, NOW)).toHaveLength(12)
    expect(small.all('daily_sleep')).toHaveLength(4)
  })

  test('the answers that the project grew from', async () => {
    const own = await start({ accounts: [{ name: 'seed', tokens: ['a'], store: seedExample() }] })
    const [day] = (await get('daily_activity?start_date=2022-04-10&end_date=2022-04-11', 'a', own)).body.data
    expect(day).toMatchObject({ day: '2022-04-10', steps: 205, resting_time: 17_700, met: { interval: 60 } })
    expect(String(day?.class_5_min)).toHaveLength(68)
  })

  test('a demo ring comes whole: each collection with the rule of its end_date', async () => {
    const store = overlayStore(demoStore({ seed: 7, now: () => NOW, years: 1 }))
    const own = await start({ accounts: [{ name: 'ring', tokens: ['a'], store }] })
    const today = '2024-12-14'
    for (const name of COLLECTION_NAMES.filter((one) => !isSampleCollection(one))) {
      const from = addDays(today, -40)
      const { data } = (await get(`${name}?start_date=${from}&end_date=${addDays(today, 3)}`, 'a', own)).body
      for (const document of data) expect(COLLECTIONS[name].schema.safeParse(document).error).toBeUndefined()
      if (['daily_activity', 'sleep', 'daily_sleep'].includes(name)) expect(data.length).toBeGreaterThan(30)
    }
  })
})

describe('faults from outside', () => {
  const control = (method: string, body?: string) =>
    fetch(`${standIn.url}/__stand-in/faults`, { method, ...(body !== undefined && { body }) })

  test('are switched on, befall what they name as often as they say, and are switched off', async () => {
    const posted = await control(
      'POST',
      '[{"kind":"status","status":503,"collection":"sleep","times":2,"after":1},{"kind":"latency","ms":1}]',
    )
    expect(posted.status).toBe(201)
    const statuses = []
    for (let call = 0; call < 5; call++) statuses.push((await raw('sleep')).status)
    expect(statuses).toEqual([200, 503, 503, 200, 200])
    expect((await raw('daily_sleep')).status).toBe(200)
    expect(await (await control('GET')).json()).toHaveLength(2)
    expect(await (await control('DELETE')).json()).toEqual([])
    const log = (await (await fetch(`${standIn.url}/__stand-in/requests`)).json()) as unknown[]
    expect(log).toHaveLength(6)
  })

  test.each(['', '{"kind":"plague"}', '{"kind":"latency"}', '{"kind":"html","collection":"moods"}', '[]x', 'x'.repeat(70_000)])(
    '%.40j is none',
    async (body) => {
      expect((await control('POST', body)).status).toBe(422)
      expect(await (await control('GET')).json()).toEqual([])
    },
  )

  test('of one account leave the others alone', async () => {
    standIn.fault({ kind: 'html', account: 'other' })
    expect((await raw('workout', 'b')).headers.get('content-type')).toBe('text/html')
    expect((await raw('workout', 'a')).headers.get('content-type')).toBe('application/json')
  })

  test('a redirect points elsewhere, and a stall keeps its client waiting', async () => {
    const off = standIn.fault({ kind: 'redirect' })
    const response = await fetch(`${standIn.url}/v2/usercollection/sleep`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://cloud.ouraring.com/user/sign-in'])
    off()
    standIn.fault({ kind: 'header-stall' })
    await expect(fetch(`${standIn.url}/v2/usercollection/sleep`, { signal: AbortSignal.timeout(100) })).rejects.toThrow()
  })
})
