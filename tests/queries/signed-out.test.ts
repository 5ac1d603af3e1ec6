import { beforeEach, expect, test, vi } from 'vitest'
import { devicesQueries } from '@/lib/queries/devices'
import { makeQueryClient } from '@/lib/queries/query-client'
import { sessionQueries } from '@/lib/queries/session'
import { keepWaiting, waitFor, waitingChanges } from '@/lib/queries/waiting'

const storage = new Map<string, string>()
let status = 200
vi.stubGlobal('window', new EventTarget())
vi.stubGlobal('document', { querySelector: () => null })
vi.stubGlobal('sessionStorage', { clear: () => undefined })
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, text: string) => storage.set(key, text),
  removeItem: (key: string) => storage.delete(key),
  clear: () => storage.clear(),
})
vi.stubGlobal('fetch', async (path: string) => {
  if (path === '/api/auth/csrf') return Response.json({ csrfToken: 'word' })
  if (status !== 200) return Response.json({ code: 'storage_full', detail: 'The disk is full.' }, { status })
  return path === '/api/devices' ? new Response(null, { status: 204 }) : Response.json({ url: '/' })
})

const client = makeQueryClient()
const signOut = () => client.getMutationCache().build(client, sessionQueries.signOut()).execute()
const signOutDevices = (which: { all: true } | { others: true }) =>
  client.getMutationCache().build(client, devicesQueries.signOut()).execute(which)
beforeEach(() => {
  status = 200
  storage.clear()
  waitFor('ann')
  keepWaiting({
    tag: { id: 'bath-0001', at: '2026-11-02T01:30:00+09:00', code: null, name: 'Bath', note: null },
    fresh: true,
    deleted: false,
  })
})

test.each([
  ['here', signOut],
  ['everywhere', () => signOutDevices({ all: true })],
])('signed out %s, over http too, the browser forgets what was not sent', async (_, leave) => {
  expect(waitingChanges()).toHaveLength(1)
  await leave()
  expect(storage.size).toBe(0)
  expect(waitingChanges()).toEqual([])
})

test('a sign-out that was refused, and one of the others, cost nothing here', async () => {
  await signOutDevices({ others: true })
  status = 507
  await expect(signOut()).rejects.toThrow()
  await expect(signOutDevices({ all: true })).rejects.toThrow()
  expect(waitingChanges()).toHaveLength(1)
})
