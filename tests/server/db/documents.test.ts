import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { documentBounds } from '@/lib/server/db/document-days'
import {
  findDocument,
  findNearestDocument,
  readDocumentBodies,
  replaceDocuments,
  tombstoneDocuments,
  upsertDocuments,
} from '@/lib/server/db/documents'
import { readRevisions } from '@/lib/server/db/revisions'
import type { Database } from '@/lib/server/db/schema'
import { DIALECTS, testDatabase } from '../../setup/databases'

const sleep = (id: string, day: string, score = 1) => ({ id, day, body: `{"id":"${id}",  "day":"${day}","score":${score}}` })

describe.each(DIALECTS)('documents on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, [
      'range',
      'again',
      'revised',
      'gone',
      'replaced',
      'moved',
      'many',
      'nearest',
      'a',
      'b',
      'backwards',
      'running',
    ])
  })
  const all = { from: '2000-01-01', to: '2099-12-31' }

  test('a range answers with the bodies as sent, in order of days', async () => {
    const documents = [sleep('c', '2026-03-03'), sleep('a', '2026-03-01'), sleep('b', '2026-03-02'), sleep('d', '2026-03-04')]
    const changes = await upsertDocuments(db, 'range', 'sleep', documents, 1)
    expect(changes).toEqual({ added: 4, revised: 0, restored: 0, removed: 0, unchanged: 0, days: expect.arrayContaining(['2026-03-03']) })
    expect(await readDocumentBodies(db, 'range', 'sleep', { from: '2026-03-01', to: '2026-03-03' })).toEqual([
      documents[1]?.body,
      documents[2]?.body,
      documents[0]?.body,
    ])
    expect(await readDocumentBodies(db, 'range', 'daily_sleep', all)).toEqual([])
    expect(await documentBounds(db, 'range', 'sleep')).toEqual({ first: '2026-03-01', last: '2026-03-04' })
    expect(await documentBounds(db, 'range', 'tag')).toBeNull()
  })

  test('the same documents again change nothing, not even their time of arrival', async () => {
    const documents = [sleep('a', '2026-03-01'), sleep('b', '2026-03-02')]
    await upsertDocuments(db, 'again', 'sleep', documents, 1)
    const rows = () => db.selectFrom('document').selectAll().where('user_id', '=', 'again').orderBy('id').execute()
    const before = await rows()
    for (let round = 2; round < 6; round++)
      expect(await upsertDocuments(db, 'again', 'sleep', documents, round)).toMatchObject({ added: 0, revised: 0, unchanged: 2, days: [] })
    expect(await rows()).toEqual(before)
  })

  test('a rewritten document keeps what it said before, however often and whatever the clock says', async () => {
    for (const [score, now] of [
      [1, 100],
      [2, 100],
      [3, 50],
      [4, 50],
    ] as const)
      await upsertDocuments(db, 'revised', 'sleep', [sleep('a', '2026-03-01', score)], now)
    expect(await findDocument(db, 'revised', 'sleep', 'a')).toMatchObject({ body: sleep('a', '2026-03-01', 4).body })
    const revisions = await readRevisions(db, 'revised', 'sleep', 'a')
    expect(revisions.map((revision) => revision.body)).toEqual([3, 2, 1].map((score) => sleep('a', '2026-03-01', score).body))
  })

  test('of a day that counts on nothing is kept of what it said on the way, of one that is over everything', async () => {
    const activity = (steps: number) => ({
      id: 'a',
      day: '2026-03-01',
      body: `{"id":"a","met":{"timestamp":"2026-03-01T04:00:00.000+01:00"},"steps":${steps},"timestamp":"2026-03-01T04:00:00+01:00"}`,
    })
    const at = (time: string) => Date.parse(`2026-03-${time}+01:00`)
    const said: [number, number][] = [
      [10, at('01T09:00')],
      [20, at('01T09:15')],
      [30, at('02T03:59')],
      [40, at('02T04:00')],
      [41, at('03T12:00')],
      [42, at('03T13:00')],
    ]
    for (const [steps, now] of said) await upsertDocuments(db, 'running', 'daily_activity', [activity(steps)], now)
    const steps = async () => (await readRevisions(db, 'running', 'daily_activity', 'a')).map(({ body }) => JSON.parse(body).steps)
    expect(await steps()).toEqual([41, 40])
    // One that goes is kept, whenever.
    await upsertDocuments(db, 'running', 'daily_activity', [{ ...activity(1), id: 'b' }], at('01T10:00'))
    await tombstoneDocuments(db, 'running', 'daily_activity', ['b'], at('01T11:00'))
    expect(await readRevisions(db, 'running', 'daily_activity', 'b')).toHaveLength(1)
  })

  test('a document that moves to another day names both', async () => {
    await upsertDocuments(db, 'moved', 'sleep', [sleep('a', '2026-03-01')], 1)
    const { days } = await upsertDocuments(db, 'moved', 'sleep', [sleep('a', '2026-03-02')], 2)
    expect(days.sort()).toEqual(['2026-03-01', '2026-03-02'])
  })

  test('a removed document is not served, its body stays, and it can come back', async () => {
    await upsertDocuments(db, 'gone', 'sleep', [sleep('a', '2026-03-01'), sleep('b', '2026-03-02')], 1)
    expect(await tombstoneDocuments(db, 'gone', 'sleep', ['a', 'never'], 2)).toEqual(['2026-03-01'])
    expect(await tombstoneDocuments(db, 'gone', 'sleep', ['a'], 3)).toEqual([])
    expect(await findDocument(db, 'gone', 'sleep', 'a')).toBeNull()
    expect(await readDocumentBodies(db, 'gone', 'sleep', all)).toEqual([sleep('b', '2026-03-02').body])
    expect(await readRevisions(db, 'gone', 'sleep', 'a')).toEqual([{ replaced_at: 2, body: sleep('a', '2026-03-01').body }])
    expect(await upsertDocuments(db, 'gone', 'sleep', [sleep('a', '2026-03-01')], 4)).toMatchObject({ restored: 1, days: ['2026-03-01'] })
    expect(await findDocument(db, 'gone', 'sleep', 'a')).toMatchObject({ body: sleep('a', '2026-03-01').body })
    await tombstoneDocuments(db, 'gone', 'sleep', ['a'], 4)
    expect(await readRevisions(db, 'gone', 'sleep', 'a')).toHaveLength(2)
  })

  test('a window read anew holds what was sent and nothing else; other days stay', async () => {
    const first = [sleep('a', '2026-03-01'), sleep('b', '2026-03-02'), sleep('c', '2026-03-09')]
    await upsertDocuments(db, 'replaced', 'sleep', first, 1)
    const window = { from: '2026-03-01', to: '2026-03-05' }
    const changes = await replaceDocuments(db, 'replaced', 'sleep', window, [sleep('b', '2026-03-02', 9), sleep('d', '2026-03-03')], 2)
    expect(changes).toMatchObject({ added: 1, revised: 1, removed: 1, unchanged: 0 })
    expect(changes.days.sort()).toEqual(['2026-03-01', '2026-03-02', '2026-03-03'])
    expect(await readDocumentBodies(db, 'replaced', 'sleep', all)).toEqual([
      sleep('b', '2026-03-02', 9).body,
      sleep('d', '2026-03-03').body,
      sleep('c', '2026-03-09').body,
    ])
  })

  test('a collection without days is replaced as a whole', async () => {
    const ring = (id: string) => ({ id, day: null, body: `{"id":"${id}"}` })
    await upsertDocuments(db, 'replaced', 'ring_configuration', [ring('old'), ring('new')], 1)
    await replaceDocuments(db, 'replaced', 'ring_configuration', null, [ring('new')], 2)
    expect(await readDocumentBodies(db, 'replaced', 'ring_configuration', null)).toEqual(['{"id":"new"}'])
  })

  test('of two documents with one id in a batch the later one counts', async () => {
    await upsertDocuments(db, 'again', 'tag', [sleep('a', '2026-03-01', 1), sleep('a', '2026-03-01', 2)], 1)
    expect(await readDocumentBodies(db, 'again', 'tag', all)).toEqual([sleep('a', '2026-03-01', 2).body])
  })

  test('the nearest document is the newest up to a day, else the oldest after it', async () => {
    await upsertDocuments(db, 'nearest', 'sleep', [sleep('a', '2026-03-05'), sleep('b', '2026-03-10')], 1)
    expect(await findNearestDocument(db, 'nearest', 'sleep', '2026-03-07')).toMatchObject({ body: sleep('a', '2026-03-05').body })
    expect(await findNearestDocument(db, 'nearest', 'sleep', '2026-03-10')).toMatchObject({ body: sleep('b', '2026-03-10').body })
    expect(await findNearestDocument(db, 'nearest', 'sleep', '2026-01-01')).toMatchObject({ body: sleep('a', '2026-03-05').body })
    expect(await findNearestDocument(db, 'nearest', 'tag', '2026-01-01')).toBeNull()
  })

  test('more documents than one statement holds', async () => {
    const documents = Array.from({ length: 9000 }, (_, index) => sleep(`id-${index}`, '2026-03-01', index))
    expect(await upsertDocuments(db, 'many', 'workout', documents, 1)).toMatchObject({ added: 9000 })
    expect(await replaceDocuments(db, 'many', 'workout', all, documents.slice(0, 10), 2)).toMatchObject({ unchanged: 10, removed: 8990 })
    expect(await readDocumentBodies(db, 'many', 'workout', all)).toHaveLength(10)
  })
})
