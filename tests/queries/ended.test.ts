import { environmentManager, QueryObserver } from '@tanstack/react-query'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { connectionQueries } from '@/lib/queries/connection'
import { eraseQueries } from '@/lib/queries/erase'
import { endQueries, makeQueryClient } from '@/lib/queries/query-client'
import { syncQueries } from '@/lib/queries/sync'

const MINUTE = 60_000
let status = 200
let asked: string[] = []
const at = (path: string) => asked.filter((each) => each === path)

beforeAll(() => environmentManager.setIsServer(() => false))
afterAll(() => environmentManager.setIsServer(() => true))
beforeEach(() => {
  vi.useFakeTimers()
  status = 200
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json(status === 200 ? { state: 'running', done: 1 } : { code: 'unauthenticated', detail: 'Sign in.' }, { status })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A page that shows the connection and the sync. */
function page() {
  const client = makeQueryClient()
  const observers = [
    new QueryObserver(client, client.defaultQueryOptions(syncQueries.status() as never)),
    new QueryObserver(client, client.defaultQueryOptions(connectionQueries.current() as never)),
  ]
  const leave = observers.map((observer) => observer.subscribe(() => undefined))
  return { client, leave: () => leave.forEach((one) => void one()) }
}

test('a session that was ended elsewhere is asked about once, and not again until somebody signs in', async () => {
  const { client, leave } = page()
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(at('/api/sync').length).toBeGreaterThan(100)
  expect(at('/api/connection').length).toBeGreaterThan(1)
  status = 401
  asked = []
  await vi.advanceTimersByTimeAsync(60 * MINUTE)
  expect(at('/api/sync')).toHaveLength(1)
  expect(at('/api/connection')).toHaveLength(1)
  status = 200
  await client.refetchQueries()
  asked = []
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(at('/api/sync').length).toBeGreaterThan(100)
  leave()
})

test('what is refused for another reason is asked for again', async () => {
  const { leave } = page()
  await vi.advanceTimersByTimeAsync(MINUTE)
  status = 429
  asked = []
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(at('/api/sync').length).toBeGreaterThan(5)
  leave()
})

test('once everything is erased nothing is asked for any more, and nothing of it is kept', async () => {
  const { client, leave } = page()
  await vi.advanceTimersByTimeAsync(MINUTE)
  client.setQueryData(['oura', 'sleep'], { data: ['a night'] })
  status = 401
  await endQueries(client)
  const kept = client.getQueryCache().getAll()
  expect(kept.length).toBeGreaterThan(2)
  for (const { state } of kept) expect(state.data).toBeUndefined()
  asked = []
  await vi.advanceTimersByTimeAsync(60 * MINUTE)
  expect(asked).toEqual([])
  leave()
})

test('a browser that refuses to be asked for what it keeps does not make an erasure that went well look failed', async () => {
  const refused = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  vi.stubGlobal('window', { caches: {} })
  vi.stubGlobal('localStorage', { clear: refused })
  vi.stubGlobal('sessionStorage', { clear: refused })
  vi.stubGlobal('caches', { keys: async () => refused() })
  const client = makeQueryClient()
  client.setQueryData(['oura', 'sleep'], { data: ['a night'] })
  const erase = client.getMutationCache().build(client, eraseQueries.everything())
  await erase.execute('DELETE')
  expect(erase.state.status).toBe('success')
  expect(client.getQueryState(['oura', 'sleep'])?.data).toBeUndefined()
})
