import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import type { TagWrite } from '@/lib/api'
import { sendWaiting } from '@/lib/queries/tag-outbox'
import { keepWaiting, waitFor, waitingTags, withWaiting } from '@/lib/queries/tag-waiting'

const bath: TagWrite = { id: 'bath-0001', at: '2026-11-02T01:30:00+09:00', code: null, name: 'Bath', note: null }

/** The server as these tests need it: what it keeps, and the next answers that do not arrive or are none. */
let kept: Map<string, TagWrite & { deleted?: boolean }>
let trouble: ('before' | 'after' | number)[]
let asked: string[]
const storage = new Map<string, string>()

vi.stubGlobal('window', new EventTarget())
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, text: string) => storage.set(key, text),
  removeItem: (key: string) => storage.delete(key),
})
vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
  const fault = trouble.shift()
  if (fault === 'before') throw new TypeError('no network')
  if (typeof fault === 'number') return Response.json({ code: 'invalid', detail: 'at: this moment is yet to come.' }, { status: fault })
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
  kept = new Map()
  trouble = []
  asked = []
  waitFor('nobody')
  waitFor('ann')
})

test('what does not arrive waits, on the device, and is sent once it can be', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  trouble = ['before']
  await send()
  expect(waitingTags()).toMatchObject([{ tag: bath, refused: null }])
  expect(storage.get('ringside-tags-waiting-ann')).toContain('Bath')
  await send()
  expect([living(), waitingTags(), storage.size]).toEqual([['Bath'], [], 0])
})

test('an answer that was lost doubles nothing, and a change made since arrives', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  trouble = ['after']
  await send()
  keepWaiting({ tag: { ...bath, name: 'Cold bath' }, fresh: false, deleted: false })
  await send()
  expect([living(), waitingTags()]).toEqual([['Cold bath'], []])
})

test('taken away before it was ever sent, or put back after, it ends as it was left', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  keepWaiting({ tag: bath, fresh: false, deleted: true })
  await send()
  expect(living()).toEqual([])
  keepWaiting({ tag: bath, fresh: false, deleted: false })
  await send()
  expect([living(), waitingTags()]).toEqual([['Bath'], []])
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
  expect(waitingTags()).toMatchObject([{ tag: bath, refused: 'at: this moment is yet to come.' }])
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
  expect(waitingTags()).toMatchObject([{ refused: null }])
})

test('a change while its older self is under way is not taken for sent, and follows it', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  const under = send()
  keepWaiting({ tag: { ...bath, note: 'ten minutes' }, fresh: false, deleted: false })
  await under
  expect([kept.get(bath.id)?.note, waitingTags()]).toEqual(['ten minutes', []])
})

test('what one person wrote is never sent as another', async () => {
  keepWaiting({ tag: bath, fresh: true, deleted: false })
  waitFor('bob')
  await send()
  expect([asked, waitingTags()]).toEqual([[], []])
  waitFor('ann')
  expect(waitingTags()).toHaveLength(1)
})

test('text that somebody else left in the storage is no tag', () => {
  for (const text of ['{', '{}', '[1,null,{"tag":{}}]']) {
    storage.set('ringside-tags-waiting-ann', text)
    expect(waitingTags()).toEqual([])
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
  const shown = withWaiting(tags, '2026-11-01', '2026-11-01')
  expect(shown.map(({ id, name }) => `${id} ${name}`)).toEqual(['a Changed', 'c Bath', 'bath-0001 New'])
  expect(withWaiting(shown, '2026-11-01', '2026-11-01')).toEqual(shown)
})
