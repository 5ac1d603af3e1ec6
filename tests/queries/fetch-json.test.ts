import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QueryClient } from '@tanstack/react-query'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ApiError, fetchJson, holdRequests, retryAfter } from '@/lib/queries/fetch-json'
import { ouraQueries } from '@/lib/queries/oura'
import { retry, retryDelay } from '@/lib/queries/query-client'
import { sessionQueries, signInAsDemo } from '@/lib/queries/session'
import { syncQueries } from '@/lib/queries/sync'

let server: Server
/** What the page under test came with. */
let word: string | null = null
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => answer(request, response, body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const real = globalThis.fetch
  vi.stubGlobal('document', { querySelector: () => word && { content: word } })
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(new URL(path, base), init))
})
afterAll(() => {
  vi.unstubAllGlobals()
  server.close()
})

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const failure = async (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('should have been refused'),
    (error) => error as ApiError,
  )

test('an error answer becomes its code, detail, status and Retry-After', async () => {
  answer = (_request, response) => json(response, 503, { code: 'upstream_unreachable', detail: 'Oura is away.' }, { 'retry-after': '7' })
  const error = await failure(fetchJson('/api/sync'))
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'upstream_unreachable', message: 'Oura is away.', status: 503, retryAfter: 7000 })
})

test('an error page that is not ours is still an error with a status', async () => {
  answer = (_request, response) => response.writeHead(502).end('<html>Bad gateway')
  expect(await failure(fetchJson('/x'))).toMatchObject({ code: 'internal', status: 502, retryAfter: null })
})

test('silence is the code network; an abort stays an abort', async () => {
  answer = (request) => request.socket.destroy()
  expect(await failure(fetchJson('/x'))).toMatchObject({ code: 'network', status: 0 })
  const controller = new AbortController()
  controller.abort()
  expect((await failure(fetchJson('/x', { signal: controller.signal }))).name).toBe('AbortError')
})

test('a server that never begins to answer is not waited for without end, and one that takes its time is', async () => {
  const real = globalThis.fetch
  let begin = (_answer: Response) => {}
  vi.useFakeTimers()
  vi.stubGlobal(
    'fetch',
    (_path: string, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        begin = resolve
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  try {
    const read = failure(fetchJson('/x'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await read).toMatchObject({ code: 'network', status: 0 })
    const change = failure(fetchJson('/x', { method: 'PUT', body: {} }))
    await vi.advanceTimersByTimeAsync(180_000)
    expect(await change).toMatchObject({ code: 'network', status: 0 })

    const slow = fetchJson('/x')
    await vi.advanceTimersByTimeAsync(59_000)
    begin(Response.json({ here: true }))
    expect(await slow).toEqual({ here: true })
    expect(vi.getTimerCount()).toBe(0)

    const left = new AbortController()
    const abort = failure(fetchJson('/x', { signal: left.signal }))
    await vi.advanceTimersByTimeAsync(1000)
    left.abort()
    expect((await abort).name).toBe('AbortError')
  } finally {
    vi.useRealTimers()
    vi.stubGlobal('fetch', real)
  }
})

test('an answer that stalls halfway is not waited for without end either, and leaves no timer', async () => {
  const real = globalThis.fetch
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (_path: string, { signal }: { signal: AbortSignal }) => {
    const start = (body: ReadableStreamDefaultController) => {
      body.enqueue(new TextEncoder().encode('{"data":'))
      signal.addEventListener('abort', () => body.error(signal.reason))
    }
    return new Response(new ReadableStream({ start }), { status: 200 })
  })
  try {
    const read = failure(fetchJson('/x'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await read).toMatchObject({ code: 'network', status: 0 })
    expect(vi.getTimerCount()).toBe(0)

    const left = new AbortController()
    const abort = failure(fetchJson('/x', { signal: left.signal }))
    await vi.advanceTimersByTimeAsync(1000)
    left.abort()
    expect((await abort).name).toBe('AbortError')
  } finally {
    vi.useRealTimers()
    vi.stubGlobal('fetch', real)
  }
})

test('a read goes again after silence and 5xx, never after a refusal', () => {
  const of = (status: number, code: ApiError['code'] = 'internal') => new ApiError(code, '', status)
  expect([400, 401, 403, 404, 422, 429].some((status) => retry(0, of(status)))).toBe(false)
  expect([retry(0, of(500)), retry(1, of(503)), retry(0, of(0, 'network')), retry(2, of(503))]).toEqual([true, true, true, false])
  expect(retry(0, new TypeError('a bug'))).toBe(false)
  expect(retryDelay(0, new ApiError('internal', '', 503, 7000))).toBe(7000)
  expect(retryDelay(0, new ApiError('internal', '', 503, 9e9))).toBeLessThanOrEqual(30_000)
})

test('Retry-After is read as seconds and as a date', () => {
  expect(retryAfter('12')).toBe(12_000)
  expect(retryAfter('Mon, 23 Nov 2026 10:00:10 GMT', Date.parse('2026-11-23T10:00:00Z'))).toBe(10_000)
  expect(retryAfter('Mon, 23 Nov 2026 09:59:50 GMT', Date.parse('2026-11-23T10:00:00Z'))).toBe(0)
  expect([retryAfter(null), retryAfter(''), retryAfter('soon')]).toEqual([null, null, null])
})

test('documents come from every page, once, with only the fields asked for in the key and the address', async () => {
  const asked: string[] = []
  answer = (request, response) => {
    asked.push(request.url ?? '')
    const second = request.url?.includes('next_token=b')
    json(response, 200, { data: [{ bpm: second ? 2 : 1 }], next_token: second ? null : 'b' })
  }
  const options = ouraQueries.documents('heartrate', { start_date: '2026-09-22', end_date: '2026-09-22' }, ['timestamp', 'bpm'])
  expect(options.queryKey).toEqual(['oura', 'heartrate', { start_date: '2026-09-22', end_date: '2026-09-22' }, ['timestamp', 'bpm']])
  expect(await new QueryClient().fetchQuery(options)).toEqual([{ bpm: 1 }, { bpm: 2 }])
  expect(asked).toEqual([
    '/api/oura/v2/usercollection/heartrate?start_date=2026-09-22&end_date=2026-09-22&fields=timestamp%2Cbpm',
    '/api/oura/v2/usercollection/heartrate?start_date=2026-09-22&end_date=2026-09-22&fields=timestamp%2Cbpm&next_token=b',
  ])
})

test('a server that repeats a page is not asked without end', async () => {
  let asked = 0
  answer = (_request, response) => json(response, 200, { data: [{ day: `${++asked}` }], next_token: asked < 20 ? 'again' : null })
  const options = ouraQueries.documents('tag', { start_date: '2026-09-22', end_date: '2026-09-22' })
  expect(await new QueryClient().fetchQuery(options)).toHaveLength(2)
})

test('a sync that moved on makes the documents stale, one that did not leaves them', async () => {
  const client = new QueryClient()
  const key = ouraQueries.collection('sleep')
  const look = (done: number) => {
    answer = (_request, response) => json(response, 200, { state: 'running', done, total: 9, last_success_at: null })
    client.setQueryData(key, [])
    return client.fetchQuery({ ...syncQueries.status(), staleTime: 0 })
  }
  await look(1)
  expect(client.getQueryState(key)?.isInvalidated).toBe(false)
  await look(1)
  expect(client.getQueryState(key)?.isInvalidated).toBe(false)
  await look(2)
  expect(client.getQueryState(key)?.isInvalidated).toBe(true)
})

test('requests wait for the quiet sign-in', async () => {
  const order: string[] = []
  answer = (request, response, body) => {
    order.push(`${request.method} ${request.url}`)
    if (request.url === '/api/auth/csrf') return json(response, 200, { csrfToken: 'c' })
    if (request.method === 'POST') expect(JSON.parse(body)).toMatchObject({ csrfToken: 'c', json: 'true' })
    return json(response, 200, { url: 'http://127.0.0.1/' })
  }
  holdRequests(signInAsDemo())
  await fetchJson('/api/sync')
  expect(order).toEqual(['GET /api/auth/csrf', 'POST /api/auth/callback/demo', 'GET /api/sync'])
})

test('a page that came with the word signs in at once; one whose cookie is another by now fetches a new word', async () => {
  const order: string[] = []
  let good = 'of-the-page'
  answer = (request, response, body) => {
    const sent = body ? JSON.parse(body).csrfToken : null
    order.push(`${request.method} ${request.url}${sent ? ` ${sent}` : ''}`)
    if (request.url === '/api/auth/csrf') return json(response, 200, { csrfToken: good })
    if (sent !== good) return json(response, 403, { code: 'no_cookie', detail: '' })
    return json(response, 200, { url: 'http://127.0.0.1/' })
  }
  word = 'of-the-page'
  await signInAsDemo()
  expect(order.splice(0)).toEqual(['POST /api/auth/callback/demo of-the-page'])
  good = 'another'
  await signInAsDemo()
  expect(order.splice(0)).toEqual([
    'POST /api/auth/callback/demo of-the-page',
    'GET /api/auth/csrf',
    'POST /api/auth/callback/demo another',
  ])
  // Every other refusal is an answer.
  answer = (request, response) => {
    order.push(`${request.method} ${request.url}`)
    json(response, 429, { code: 'too_many_requests', detail: '' })
  }
  expect(await failure(signInAsDemo())).toMatchObject({ code: 'too_many_requests' })
  expect(order).toEqual(['POST /api/auth/callback/demo'])
  word = null
})

test('a request that left before the quiet sign-in began goes once more after it, and only once', async () => {
  const refusals: (() => void)[] = []
  let signedIn = false
  let asked = 0
  answer = (_request, response) => {
    asked += 1
    if (signedIn) return json(response, 200, { state: 'idle' })
    refusals.push(() => json(response, 401, { code: 'unauthenticated', detail: '' }))
  }
  const early = fetchJson('/api/sync')
  await vi.waitFor(() => expect(refusals).toHaveLength(1))
  holdRequests(
    Promise.resolve().then(() => {
      signedIn = true
    }),
  )
  refusals[0]?.()
  expect(await early).toEqual({ state: 'idle' })
  expect(asked).toBe(2)
  signedIn = false
  const late = failure(fetchJson('/api/sync'))
  await vi.waitFor(() => expect(refusals).toHaveLength(2))
  refusals[1]?.()
  expect(await late).toMatchObject({ code: 'unauthenticated' })
  expect(asked).toBe(3)
})

test('a refused token rejects with the reason next-auth hides in the address', async () => {
  answer = (request, response) =>
    request.url === '/api/auth/csrf'
      ? json(response, 200, { csrfToken: 'c' })
      : json(response, 401, { url: 'http://localhost:3000/api/auth/error?error=token_rejected' })
  const signIn = new QueryClient().getMutationCache().build(new QueryClient(), sessionQueries.signIn())
  expect(await failure(signIn.execute({ provider: 'token', token: 'x' }))).toMatchObject({ code: 'token_rejected', status: 401 })
})
