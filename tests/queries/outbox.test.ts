import { dehydrate, hydrate, QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ExperimentBody, TagWrite } from '@/lib/api'
import { experimentsQueries, withWaitingChecks } from '@/lib/queries/experiments'
import { sendWaiting } from '@/lib/queries/outbox'
import { keepShowingWaiting, showWaiting } from '@/lib/queries/show-waiting'
import { tagsQueries, withWaitingTags } from '@/lib/queries/tags'
import { hasArrivedSince, keepWaiting, waitFor, waitingChanges } from '@/lib/queries/waiting'
import { waitingOfOthers } from '@/lib/queries/waiting-of-others'

const bath: TagWrite = { id: 'bath-0001', at: '2026-11-02T01:30:00+09:00', code: null, name: 'Bath', note: null }

/** The server as these tests need it: what it keeps, and the next answers that do not arrive or are none. */
let kept: Map<string, TagWrite & { deleted?: boolean }>
let trouble: ('before' | 'after' | number)[]
let asked: string[]
let bodies: unknown[]
const storage = new Map<string, string>()
/** What the browser's storage refuses: more text, or everything. */
let refuses: 'nothing' | 'more' | 'all' = 'nothing'
const refuse = (...whats: string[]) => {
  if (whats.includes(refuses)) throw new DOMException('', 'QuotaExceededError')
}

vi.stubGlobal('window', new EventTarget())
vi.stubGlobal('localStorage', {
  get length() {
    return storage.size
  },
  key: (index: number) => [...storage.keys()][index] ?? null,
  getItem: (key: string) => {
    refuse('all')
    return storage.get(key) ?? null
  },
  setItem: (key: string, text: string) => {
    refuse('all', 'more')
    storage.set(key, text)
  },
  removeItem: (key: string) => {
    refuse('all')
    storage.delete(key)
  },
})
vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
  const fault = trouble.shift()
  if (fault === 'before') throw new TypeError('no network')
  if (typeof fault === 'number') return Response.json({ code: 'invalid', detail: 'at: this moment is yet to come.' }, { status: fault })
  bodies.push(JSON.parse(String(init.body)))
  if (path !== '/api/tags') {
    asked.push(`${init.method} ${path}`)
    return new Response(null, { status: 204 })
  }
  const tag: TagWrite = JSON.parse(String(init.body))
  asked.push(`${init.method} ${tag.name ?? tag.id}`)
  const known = kept.get(tag.id)
  let status = 200
  if (init.method === 'DELETE') {
    if (known) kept.set(tag.id, { ...known, deleted: true })
    status = 204
  } else if (init.method === 'PUT' && !known) status = 404
  else if (init.method === 'PUT' || !known) kept.set(tag.id, { ...tag, deleted: false })
  // It arrived, its answer did not.
  if (fault === 'after') throw new TypeError('no network')
  return status === 204 ? new Response(null, { status }) : Response.json(kept.get(tag.id) ?? { code: 'not_found', detail: '' }, { status })
})

const client = new QueryClient()
const send = () => sendWaiting(client)
const living = () => [...kept.values()].filter(({ deleted }) => !deleted).map(({ name }) => name)

beforeEach(() => {
  storage.clear()
  refuses = 'nothing'
  kept = new Map()
  trouble = []
  asked = []
  bodies = []
  waitFor('nobody')
  waitFor('ann')
})

test('what does not arrive waits, on the device, and is sent once it can be', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  trouble = ['before']
  await send()
  expect(waitingChanges()).toMatchObject([{ tag: bath, refused: null }])
  expect(storage.get('ringside-tags-waiting-ann')).toContain('Bath')
  await send()
  expect([living(), waitingChanges(), [...storage.keys()].filter((key) => key.includes('waiting')).length]).toEqual([['Bath'], [], 0])
})

test('a server that takes nothing from this page has refused nothing of what was written: it goes on waiting', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  trouble = [403]
  await send()
  expect(waitingChanges()).toMatchObject([{ tag: bath, refused: null }])
  trouble = [422]
  await send()
  expect(waitingChanges()).toMatchObject([{ tag: bath, refused: expect.any(String) }])
})

test('an answer that was lost doubles nothing, and a change made since arrives', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  trouble = ['after']
  await send()
  keepWaiting({ tag: { ...bath, name: 'Cold bath' }, fresh: false, deleted: false })
  await send()
  expect([living(), waitingChanges()]).toEqual([['Cold bath'], []])
})

test('taken away before it was ever sent, or put back after, it ends as it was left', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  keepWaiting({ tag: bath, fresh: false, deleted: true })
  await send()
  expect(living()).toEqual([])
  keepWaiting({ tag: bath, fresh: false, deleted: false })
  await send()
  expect([living(), waitingChanges()]).toEqual([['Bath'], []])
})

test('put back after its deletion arrived, it is there again', async () => {
  kept.set(bath.id, bath)
  keepWaiting({ tag: bath, fresh: false, deleted: true })
  await send()
  expect(living()).toEqual([])
  keepWaiting({ tag: bath, fresh: false, deleted: false })
  await send()
  expect(living()).toEqual(['Bath'])
})

test('what the server refuses keeps its text and says why; others go on', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  keepWaiting({ tag: { ...bath, id: 'other-001', name: 'Tea' }, fresh: true, deleted: false })
  trouble = [422]
  await send()
  expect(waitingChanges()).toMatchObject([{ tag: bath, refused: 'at: this moment is yet to come.' }])
  expect(living()).toEqual(['Tea'])
  await send()
  expect(asked).toEqual(['POST Tea'])
  keepWaiting({ tag: bath, fresh: false, deleted: false })
  await send()
  expect(living()).toEqual(['Tea', 'Bath'])
})

test('a session that ended, or a server in trouble, loses nothing', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  trouble = [401, 503, 429]
  for (let round = 0; round < 3; round++) await send()
  expect(waitingChanges()).toMatchObject([{ refused: null }])
})

test('a change while its older self is under way is not taken for sent, and follows it', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  const under = send()
  keepWaiting({ tag: { ...bath, note: 'ten minutes' }, fresh: false, deleted: false })
  await under
  expect([kept.get(bath.id)?.note, waitingChanges()]).toEqual(['ten minutes', []])
})

test('what one person wrote is never sent as another', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  waitFor('bob')
  await send()
  expect([asked, waitingChanges()]).toEqual([[], []])
  waitFor('ann')
  expect(waitingChanges()).toHaveLength(1)
})

test('what others left waiting in this browser is counted, before it is emptied', () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  keepWaiting({ tag: { ...bath, id: 'tea-00001' }, fresh: true, deleted: false })
  expect(waitingOfOthers()).toBe(0)
  waitFor('bob')
  keepWaiting({ tag: { ...bath, id: 'milk-0001' }, fresh: true, deleted: false })
  storage.set('ringside-else', '[]')
  expect(waitingOfOthers()).toBe(2)
  refuses = 'all'
  expect(waitingOfOthers()).toBe(0)
})

test('a page of one person, in a browser where another has signed in since, leaves nothing in the other’s archive', async () => {
  const stub = globalThis.fetch
  // As the server does (lib/server/auth.ts) while the cookie of this browser is Bob's.
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) =>
    (new Headers(init.headers).get('x-ringside-account') ?? 'bob') === 'bob'
      ? stub(path, init)
      : Response.json({ code: 'unauthenticated', detail: 'Somebody else is signed in.' }, { status: 401 }),
  )
  try {
    keepWaiting({ tag: bath, fresh: true, deleted: false })
    await send()
    expect([living(), waitingChanges().length]).toEqual([[], 1])
  } finally {
    vi.stubGlobal('fetch', stub)
  }
  await send()
  expect([living(), waitingChanges()]).toEqual([['Bath'], []])
})

test.each(['more', 'all'] as const)('where the storage refuses %s, what is written lives with the page, and is sent', async (what) => {
  const tea = { ...bath, id: 'tea-00001', name: 'Tea' }
  if (what === 'more') keepWaiting({ tag: tea, fresh: true, deleted: false })
  refuses = what
  if (what === 'all') keepWaiting({ tag: tea, fresh: true, deleted: false })
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  expect(waitingChanges()).toMatchObject([{ tag: tea }, { tag: bath }])
  trouble = ['before']
  await send()
  expect(waitingChanges()).toHaveLength(2)
  await send()
  expect([living(), waitingChanges()]).toEqual([['Tea', 'Bath'], []])
  // There is room again: the next one outlives the page.
  refuses = 'nothing'
  keepWaiting({ tag: { ...bath, name: 'Cold bath' }, fresh: false, deleted: false })
  expect(storage.get('ringside-tags-waiting-ann')).toContain('Cold bath')
  waitFor('bob')
  expect(waitingChanges()).toEqual([])
})

test('text that somebody else left in the storage is no tag', () => {
  for (const text of ['{', '{}', '[1,null,{"tag":{}}]']) {
    storage.set('ringside-tags-waiting-ann', text)
    expect(waitingChanges()).toEqual([])
  }
})

test('the list shows what waits in its place: added, changed, taken away, of those days only', () => {
  const server = (id: string, at: string) => ({ ...bath, id, at, day: '2026-11-01', created_at: 'x', updated_at: 'x' })
  keepWaiting({ tag: { ...bath, name: 'New' }, fresh: true, deleted: false })
  keepWaiting({ tag: { ...bath, id: 'a', name: 'Changed', at: '2026-11-01T09:00:00+09:00' }, fresh: false, deleted: false })
  keepWaiting({ tag: { ...bath, id: 'b' }, fresh: false, deleted: true })
  keepWaiting({ tag: { ...bath, id: 'other day', at: '2026-11-05T09:00:00+09:00' }, fresh: true, deleted: false })
  const tags = [
    server('a', '2026-11-01T20:00:00+09:00'),
    server('b', '2026-11-01T21:00:00+09:00'),
    server('c', '2026-11-01T22:00:00+09:00'),
  ]
  const shown = withWaitingTags(tags, '2026-11-01', '2026-11-01')
  expect(shown.map(({ id, name }) => `${id} ${name}`)).toEqual(['a Changed', 'c Bath', 'bath-0001 New'])
  expect(withWaitingTags(shown, '2026-11-01', '2026-11-01')).toEqual(shown)
})

describe('the answers of an evening', () => {
  const tea = (checks: ExperimentBody['checks']) => [{ id: 'tea', checks } as ExperimentBody]
  const check = (done: boolean | null) => ({ check: { experiment_id: 'tea', day: '2026-11-02', done } })
  const shown = () => withWaitingChecks(tea([{ day: '2026-11-01', done: true }]))[0]?.checks

  test('wait and are shown meanwhile; the last one is what arrives, once', async () => {
    keepWaiting(check(true))
    trouble = ['before']
    await send()
    expect(shown()).toEqual([
      { day: '2026-11-01', done: true },
      { day: '2026-11-02', done: true },
    ])
    keepWaiting(check(false))
    await send()
    expect([asked, bodies.at(-1), waitingChanges()]).toEqual([['PUT /api/experiments/checks'], check(false).check, []])
  })

  test('taken back before it arrived, it shows nothing and takes back what may have arrived', async () => {
    keepWaiting(check(true))
    keepWaiting(check(null))
    expect(shown()).toEqual([{ day: '2026-11-01', done: true }])
    await send()
    expect(bodies).toEqual([check(null).check])
  })

  test('wait in the order in which all was written, beside tags', async () => {
    keepWaiting({ tag: bath, fresh: true, deleted: false })
    keepWaiting(check(true))
    await send()
    expect(asked).toEqual(['POST Bath', 'PUT /api/experiments/checks'])
  })

  test('are not shown as kept where the server refuses them, and say why', async () => {
    keepWaiting(check(true))
    trouble = [422]
    await send()
    expect([shown(), waitingChanges()]).toMatchObject([[{ day: '2026-11-01' }], [{ refused: 'at: this moment is yet to come.' }]])
  })

  test('of an experiment that is gone end with it', async () => {
    keepWaiting(check(true))
    trouble = [404]
    await send()
    expect(waitingChanges()).toEqual([])
  })
})

test('a list that comes with a page of the server holds what waits, the first one and every later one, and is as old as it was', async () => {
  const local = tagsQueries.local('2026-11-01', '2026-11-01').queryKey
  const list = experimentsQueries.list().queryKey
  const pageOf = (updatedAt: number) => {
    const server = new QueryClient()
    server.setQueryData(local, [], { updatedAt })
    server.setQueryData(list, [{ id: 'tea', checks: [] } as unknown as ExperimentBody], { updatedAt })
    return dehydrate(server)
  }
  const browser = new QueryClient()
  const shown = () => [browser.getQueryData(local)?.map(({ id }) => id), browser.getQueryData(list)?.[0]?.checks]
  const all = [[bath.id], [{ day: '2026-11-02', done: true }]]
  const stop = keepShowingWaiting(browser)
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  keepWaiting({ check: { experiment_id: 'tea', day: '2026-11-02', done: true } })
  for (const updatedAt of [1000, 2000]) {
    hydrate(browser, pageOf(updatedAt))
    await expect.poll(shown).toEqual(all)
    expect(browser.getQueryState(local)?.dataUpdatedAt).toBe(updatedAt)
  }
  stop()
  hydrate(browser, pageOf(3000))
  await new Promise((next) => setTimeout(next, 20))
  expect(shown()).toEqual([[], []])
  showWaiting(browser)
  expect(shown()).toEqual(all)
})

test('a page knows whether something arrived after it was asked for', async () => {
  const asked = performance.timeOrigin + performance.now()
  expect(hasArrivedSince(asked)).toBe(false)
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  trouble = ['before']
  await sendWaiting(new QueryClient())
  expect(hasArrivedSince(asked)).toBe(false)
  await sendWaiting(new QueryClient())
  expect(hasArrivedSince(asked)).toBe(true)
  expect(hasArrivedSince(performance.timeOrigin + performance.now())).toBe(false)
})
