import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eachDay } from '@/lib/domain/day'
import { ouraClient } from '@/lib/server/oura-client'
import { host } from '@/lib/server/oura-client-limits'
import { OuraError } from '@/lib/server/oura-source'
import { heartRateRow, ouraDocument } from '../fixtures/oura-document'
import { virtualClock } from '../setup/virtual-clock'
import { overlayStore } from '../stand-in/document-store'
import type { FaultInput } from '../stand-in/fault'
import { type StandIn, startStandIn } from '../stand-in/stand-in'

const TOKEN = 'canary-token-7f3a'
const WORDS = 'canary words of the answer'
const FROM = '2026-10-01'
const TO = '2026-10-20'
const HOUR = 3_600_000
const START = Date.parse('2026-10-10T00:00:00Z')
/** For faults of time alone: a machine at work must not look like one of them. */
const HURRY = { connect: 2000, headers: 300, idle: 250, total: 500 }
const IN_TIME = new Set(['header-stall', 'body-stall', 'drip'])

const store = overlayStore()
for (const day of eachDay(FROM, TO)) store.put('daily_sleep', ouraDocument('daily_sleep', day))
store.putSamples(
  'heartrate',
  Array.from({ length: 500 }, (_, index) => heartRateRow(START + index * 300_000)),
)

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn({ accounts: [{ name: 'one', tokens: [TOKEN], store }], pageSize: 100 })
})
beforeEach(() => {
  standIn.clearFaults()
  standIn.requests.length = 0
})
afterAll(() => standIn.close())

/** A client on its own host, so that the breaker of one test is not that of another. */
function fresh(timeouts = {}, baseUrl = standIn.url) {
  const clock = virtualClock()
  return { clock, client: ouraClient({ baseUrl, token: async () => TOKEN, clock, random: () => 0.5, timeouts, host: host(clock) }) }
}
const asked = () => standIn.requests.length
async function failure(work: Promise<unknown>): Promise<OuraError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof OuraError)) throw new Error(`expected an OuraError, got ${String(error)}`)
  const told = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`
  expect(told).not.toContain(TOKEN)
  expect(told).not.toContain('canary')
  return error
}

const TRANSIENT: FaultInput[] = [
  { kind: 'header-stall' },
  { kind: 'body-stall' },
  { kind: 'drip', ms: 30 },
  { kind: 'cut', at: 'headers' },
  { kind: 'cut', at: 'body' },
  { kind: 'html' },
  { kind: 'html', status: 502 },
  { kind: 'empty' },
  { kind: 'truncated' },
  { kind: 'wrong-type' },
  { kind: 'wrong-type', body: '[]' },
  { kind: 'wrong-type', body: 'null' },
  { kind: 'wrong-type', body: `{"detail":"${WORDS}"}` },
  { kind: 'wrong-type', body: '{"data":[],"next_token":{}}' },
  { kind: 'bom' },
  { kind: 'utf-16' },
  { kind: 'redirect' },
  ...[500, 501, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 529].map(
    (status) => ({ kind: 'status', status, body: WORDS }) as const,
  ),
]

describe.each(TRANSIENT)('$kind $status$at$body', (fault) => {
  const timeouts = IN_TIME.has(fault.kind) ? HURRY : {}

  test('passes: after the fourth time at the latest, the documents are complete', async () => {
    const times = IN_TIME.has(fault.kind) ? 1 : 4
    standIn.fault({ ...fault, times })
    const { client, clock } = fresh(timeouts)
    const { items } = await client.documents('daily_sleep', FROM, TO)
    expect(items).toEqual(store.all('daily_sleep'))
    expect(asked()).toBe(times + 1)
    // Full jitter at one half of 1, 2, 4 and 8 s.
    expect(clock.slept).toEqual([500, 1000, 2000, 4000].slice(0, times))
  })

  test('stays: five tries, then Oura is unreachable and the breaker keeps quiet for 30 s', async () => {
    standIn.fault(fault)
    const { client, clock } = fresh(timeouts)
    expect(await failure(client.documents('daily_sleep', FROM, TO))).toMatchObject({ kind: 'unreachable' })
    expect(asked()).toBe(5)
    expect(await failure(client.personalInfo())).toMatchObject({ kind: 'unreachable', retryAt: clock.now() + 30_000 })
    expect(asked()).toBe(5)
  })
})

test.each([400, 402, 405, 409, 418, 422, 426, 451])('%i: our request is at fault, and is not made again', async (status) => {
  standIn.fault({ kind: 'status', status, body: `{"detail":"${WORDS}"}` })
  expect(await failure(fresh().client.documents('daily_sleep', FROM, TO))).toMatchObject({ kind: 'refused', status })
  expect(asked()).toBe(1)
})

test('404 of a whole collection is our fault; 404 of a document is a document that is gone', async () => {
  standIn.fault({ kind: 'status', status: 404, body: '{"detail":"Not Found"}' })
  expect(await failure(fresh().client.documents('daily_sleep', FROM, TO))).toMatchObject({ kind: 'refused', status: 404 })
  expect(await failure(fresh().client.document('daily_sleep', 'x'))).toMatchObject({ kind: 'missing', status: 404 })
})

describe('who may', () => {
  const account = () => {
    const [first] = standIn.accounts
    if (!first) throw new Error('no account')
    return first
  }

  test('a missing scope switches off its collection, and nothing else', async () => {
    account().scopes.delete('daily')
    expect(await failure(fresh().client.documents('daily_sleep', FROM, TO))).toMatchObject({ kind: 'scope', scope: 'daily', status: 401 })
    expect((await fresh().client.samples('heartrate', START, START + HOUR)).items).toHaveLength(12)
    account().scopes.add('daily')
    expect(asked()).toBe(2)
  })

  test('the new names of scopes lose their prefix', async () => {
    standIn.fault({ kind: 'status', status: 401, body: '{"detail":"Token is not authorized access extapi:stress scope."}' })
    expect(await failure(fresh().client.documents('daily_resilience', FROM, TO))).toMatchObject({ kind: 'scope', scope: 'stress' })
  })

  test('a token that Oura does not know, with words or without', async () => {
    account().tokens.delete(TOKEN)
    expect(await failure(fresh().client.personalInfo())).toMatchObject({ kind: 'token', status: 401 })
    account().tokens.add(TOKEN)
    standIn.fault({ kind: 'status', status: 401 })
    expect(await failure(fresh().client.personalInfo())).toMatchObject({ kind: 'token', status: 401 })
    expect(asked()).toBe(2)
  })

  test.each(['', 'with space', 'new\nline', 'ünicode', 'x'.repeat(5000)])('%j is no token and is sent nowhere', async (token) => {
    const client = ouraClient({ baseUrl: standIn.url, token: async () => token })
    expect(await failure(client.personalInfo())).toMatchObject({ kind: 'token', status: null })
    expect(asked()).toBe(0)
  })

  test('a lapsed membership', async () => {
    account().lapsed = true
    expect(await failure(fresh().client.personalInfo())).toMatchObject({ kind: 'membership', status: 403 })
    account().lapsed = false
  })

  test('a token that cannot be read is no dead token', async () => {
    const clock = virtualClock()
    const one = { baseUrl: standIn.url, clock, host: host(clock) }
    const locked = ouraClient({ ...one, token: () => Promise.reject(new Error('database is locked')) })
    expect(await failure(locked.personalInfo())).toMatchObject({ kind: 'unreachable' })
    const own = new OuraError('token', 'gone')
    await expect(ouraClient({ ...one, token: () => Promise.reject(own) }).personalInfo()).rejects.toBe(own)
    // Nor is it a failure of Oura's: others on this host go on.
    expect(await ouraClient({ ...one, token: async () => TOKEN }).personalInfo()).toHaveProperty('id')
  })
})

test('a document under another id than was asked for is not that document', async () => {
  standIn.fault({ kind: 'wrong-type', body: JSON.stringify(ouraDocument('daily_sleep', '2026-10-07')) })
  expect(await failure(fresh().client.document('daily_sleep', 'daily_sleep-2026-10-08'))).toMatchObject({ kind: 'unreachable' })
  expect(asked()).toBe(1)
})

test('whose token it is: nobody’s name where there is none, and no answer where nothing of a person is in it', async () => {
  standIn.fault({ kind: 'wrong-type', body: ' {"id":"","age":36}\n', times: 1 })
  expect(await fresh().client.personalInfo()).toEqual({ id: null, body: '{"id":"","age":36}' })
  for (const body of ['{}', '{"detail":"soon"}', '{"id":7}']) {
    standIn.clearFaults()
    standIn.fault({ kind: 'wrong-type', body })
    expect(await failure(fresh().client.personalInfo()), body).toMatchObject({ kind: 'unreachable' })
  }
})

test('days that are none of the calendar are not asked for', async () => {
  for (const [from, to] of [
    ['2026-02-30', TO],
    [FROM, '2026-1-1'],
    ['', ''],
  ] as const)
    expect(await failure(fresh().client.documents('daily_sleep', from, to))).toMatchObject({ kind: 'refused', status: null })
  expect(asked()).toBe(0)
})

test('a 401 as long as a book is no word of Oura’s about the token', async () => {
  standIn.fault({ kind: 'status', status: 401, body: 'x'.repeat(70_000) })
  expect(await failure(fresh().client.personalInfo())).toMatchObject({ kind: 'unreachable', status: null })
  expect(asked()).toBe(1)
})

test('letters that are no UTF-8 make data unusable, and a refusal no less clear', async () => {
  const answers = [
    [200, Buffer.concat([Buffer.from('{"id":"me","email":"j'), Buffer.from([0xe9]), Buffer.from('@example.org"}')])],
    [401, Buffer.concat([Buffer.from('{"detail":"Token is not authorized access daily scope. '), Buffer.from([0xe9, 0x22, 0x7d])])],
  ] as const
  for (const [index, kind] of ['unreachable', 'scope'].entries()) {
    const [status, body] = answers[index] ?? []
    const other = createHttpServer((_request, response) => response.writeHead(status ?? 500).end(body))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { client } = fresh({}, `http://127.0.0.1:${(other.address() as AddressInfo).port}`)
    expect(await failure(client.personalInfo())).toMatchObject({ kind })
    other.closeAllConnections()
    other.close()
  }
})

test('an answer may come slowly: each piece has a time of its own', async () => {
  standIn.fault({ kind: 'drip', bytes: 5, ms: 500 })
  const { client } = fresh({ headers: 900, idle: 900 })
  expect(await client.personalInfo()).toMatchObject({ id: 'empty' })
  expect(asked()).toBe(1)
})

test('the time for a piece begins with the headers, however long those might have taken', async () => {
  standIn.fault({ kind: 'body-stall', bytes: 0, times: 1 })
  const begun = performance.now()
  expect(await fresh({ headers: 10_000, idle: 100 }).client.personalInfo()).toMatchObject({ id: 'empty' })
  expect(performance.now() - begun).toBeLessThan(5000)
})

test('a redirect is not followed, and the token goes to no other host', async () => {
  const other = await startStandIn({ accounts: [{ name: 'one', tokens: [TOKEN], store }] })
  standIn.fault({ kind: 'redirect', to: `${other.url}/v2/usercollection/daily_sleep` })
  expect(await failure(fresh().client.documents('daily_sleep', FROM, TO))).toMatchObject({ kind: 'unreachable' })
  expect(other.requests).toEqual([])
  await other.close()
})

test('bad documents are set aside with a reason, and their neighbours stay', async () => {
  standIn.fault({ kind: 'bad-items' })
  const { items, quarantined } = await fresh().client.documents('daily_sleep', FROM, TO)
  expect(items).toEqual(store.all('daily_sleep'))
  expect(quarantined.map(({ body }) => body)).toEqual([
    'null',
    '17',
    '"text"',
    '[]',
    '{}',
    '{"id":null}',
    '{"id":"a","day":1e999}',
    '{"__proto__":{"admin":true},"id":"b"}',
  ])
  expect(quarantined.every(({ reason }) => reason.length > 5)).toBe(true)
})

test('unknown fields stay, numbers that are none and prototypes do not', async () => {
  const good = JSON.stringify(ouraDocument('daily_sleep', '2026-10-07', '+02:00', { id: 'new', aura: { hue: [1, -1] }, score: -1 }))
  const with_ = (change: string) => good.replace('"new"', `"${change.length}"`).replace('"score":-1', change)
  const bad = ['"score":1e999', '"score":NaN', '"score":"9"', '"score":1,"__proto__":{}', '"score":1,"\\u005f_proto__":{}'].map(with_)
  standIn.fault({ kind: 'bad-items', items: [good, ...bad, with_('"day":"2026-02-30"'), with_('"id":""')] })
  const { items, quarantined } = await fresh().client.documents('daily_sleep', FROM, TO)
  expect(items.find(({ id }) => id === 'new')?.body).toBe(good)
  expect(items).toHaveLength(store.all('daily_sleep').length + 1)
  expect(quarantined.map(({ reason }) => reason.split(':')[0])).toEqual([
    'score',
    'not JSON',
    'score',
    '__proto__',
    '__proto__',
    'day',
    'id',
  ])
  for (const { reason } of quarantined) expect(reason).not.toMatch(/2026-02-30|"9"/)
})

test('order does not matter, nor does compression', async () => {
  standIn.fault({ kind: 'reversed' })
  standIn.fault({ kind: 'gzip' })
  const { items } = await fresh().client.documents('daily_sleep', FROM, TO)
  expect(new Set(items)).toEqual(new Set(store.all('daily_sleep')))
  const { items: rows } = await fresh().client.samples('heartrate', START, START + 48 * HOUR)
  expect(rows).toEqual(store.samples('heartrate', START, START + 48 * HOUR))
})

test.each(['duplicate', 'overlap'] as const)('pages that %s bring every row once', async (mode) => {
  standIn.fault({ kind: 'pages', mode, rows: 30 })
  const { items } = await fresh().client.samples('heartrate', START, START + 40 * HOUR)
  expect(items).toEqual(store.samples('heartrate', START, START + 40 * HOUR))
  expect(asked()).toBeGreaterThan(5)
})

test('of a document sent twice the later one counts', async () => {
  const older = JSON.stringify(ouraDocument('daily_sleep', '2026-10-06', '+02:00', { score: 1 }))
  standIn.fault({ kind: 'bad-items', items: [older] })
  const { items } = await fresh().client.documents('daily_sleep', '2026-10-06', '2026-10-06')
  expect(items).toEqual([store.document('daily_sleep', 'daily_sleep-2026-10-06')])
})

test.each([
  ['same', 2],
  ['alternating', 3],
  ['endless', 200],
] as const)('a next_token that is %s ends after %i requests, and is no short answer', async (mode, requests) => {
  standIn.fault({ kind: 'cursor', mode })
  expect(await failure(fresh().client.samples('heartrate', START, START + HOUR))).toMatchObject({ kind: 'unreachable' })
  expect(asked()).toBeLessThanOrEqual(requests)
})

test.each(['oversize', 'gzip-bomb'] as const)('%s: refused after 16 MiB, once, in bounded memory', async (kind) => {
  standIn.fault({ kind })
  const before = process.memoryUsage().rss
  expect(await failure(fresh().client.documents('daily_sleep', FROM, TO))).toMatchObject({ kind: 'unreachable' })
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20)
  expect(asked()).toBe(1)
})

test('a host that does not finish to connect, and one that is not there', async () => {
  const silent = createServer((socket) => socket.resume().on('error', () => {}))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  const started = performance.now()
  const clock = virtualClock()
  const slow = ouraClient({
    baseUrl: `https://127.0.0.1:${port}`,
    token: async () => TOKEN,
    clock,
    host: host(clock),
    timeouts: { connect: 100, headers: 20_000, total: 20_000 },
  })
  expect(await failure(slow.personalInfo())).toMatchObject({ kind: 'unreachable' })
  expect(performance.now() - started).toBeLessThan(10_000)
  await new Promise((resolve) => silent.close(resolve))
  expect(await failure(fresh({}, `http://127.0.0.1:${port}`).client.personalInfo())).toMatchObject({ kind: 'unreachable' })
})

test('an abort ends the call with its own reason, at once, and asks nothing more', async () => {
  standIn.fault({ kind: 'header-stall' })
  const { client } = fresh()
  const stop = new AbortController()
  const reason = new Error('the person left')
  const calls = Array.from({ length: 6 }, () => client.documents('daily_sleep', FROM, TO, stop.signal).catch((error: unknown) => error))
  await expect.poll(asked).toBe(4)
  stop.abort(reason)
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 6 }, () => reason))
  expect(asked()).toBe(4)
  standIn.clearFaults()
  expect((await client.documents('daily_sleep', FROM, TO)).items).toHaveLength(20)
})
