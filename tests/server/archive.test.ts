import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { readDocument, readDocuments, readPersonalInfo } from '@/lib/server/archive'
import { CursorError } from '@/lib/server/archive-cursor'
import { replaceConnection, updateConnection } from '@/lib/server/db/connections'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { tombstoneDocuments, upsertDocuments } from '@/lib/server/db/documents'
import type { Database } from '@/lib/server/db/schema'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

describe.each(DIALECTS)('the archive on %s', (dialect) => {
  const user = 'ann'
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, [user, 'bob'])
    provideDatabase(db)
    const day = (id: string, date: string) => ({ id, day: date, body: `{ "id":"${id}", "day":"${date}", "score": 80.50, "new":{"x":1} }` })
    await upsertDocuments(db, user, 'daily_sleep', [day('b', '2026-03-02'), day('a', '2026-03-01'), day('c', '2026-03-03')], 1)
    await upsertDocuments(db, user, 'tag', [day('old', '2019-05-01'), day('new', '2026-05-01')], 1)
    const rest = (id: string, from: string, to: string | null) => ({
      id,
      day: from,
      body: JSON.stringify({ id, start_day: from, end_day: to }),
    })
    await upsertDocuments(
      db,
      user,
      'rest_mode_period',
      [rest('past', '2026-01-01', '2026-01-09'), rest('over', '2026-02-25', '2026-03-02'), rest('on', '2026-03-04', null)],
      1,
    )
    await upsertDocuments(db, user, 'ring_configuration', [{ id: 'ring', day: null, body: '{"id":"ring","size":9}' }], 1)
    await upsertDocuments(db, user, 'personal_info', [{ id: 'personal_info', day: null, body: '{"id":"oura-ann","age":40}' }], 7)
    await upsertCoverage(db, user, [
      { collection: 'daily_sleep', day: '2026-03-01', state: 'have', checked_at: 1000 },
      { collection: 'daily_sleep', day: '2026-03-02', state: 'have', checked_at: 500 },
      { collection: 'daily_sleep', day: '2026-03-03', state: 'not_worn', checked_at: 2000 },
    ])
    await replaceConnection(db, user, { kind: 'token' }, 1)
    await updateConnection(db, user, { last_ok_at: 4321 }, 2)
  })

  test('documents come as stored, by their own day, both ends included', async () => {
    const answer = await readDocuments(user, 'daily_sleep', { from: '2026-03-01', to: '2026-03-02' })
    expect(answer.body).toBe(
      '{"data":[{ "id":"a", "day":"2026-03-01", "score": 80.50, "new":{"x":1} },{ "id":"b", "day":"2026-03-02", "score": 80.50, "new":{"x":1} }],"next_token":null}',
    )
    expect(answer.asOf).toBe(500)
  })

  test('an empty range is an empty list that nobody has confirmed', async () => {
    expect(await readDocuments(user, 'workout', { from: '2026-03-01', to: '2026-03-02' })).toEqual({
      body: '{"data":[],"next_token":null}',
      asOf: null,
    })
  })

  test('fields keep the id and the day', async () => {
    const { body } = await readDocuments(user, 'daily_sleep', { from: '2026-03-01', to: '2026-03-01', fields: ['score', 'nothing'] })
    expect(body).toBe('{"data":[{"id":"a","day":"2026-03-01","score":80.5}],"next_token":null}')
    const rest = await readDocuments(user, 'rest_mode_period', { from: '2026-03-04', to: '2026-03-05', fields: ['end_day'] })
    expect(JSON.parse(rest.body).data).toEqual([{ id: 'on', start_day: '2026-03-04', end_day: null }])
  })

  test('a lifetime comes in pages whose token is all the next request needs', async () => {
    const first = JSON.parse((await readDocuments(user, 'tag', { from: '2017-01-01', to: '2026-12-31' })).body)
    expect(first.data.map((tag: { id: string }) => tag.id)).toEqual(['old'])
    const ignored = { from: '2001-01-01', to: '2001-01-01' }
    const second = JSON.parse((await readDocuments(user, 'tag', { ...ignored, cursor: first.next_token })).body)
    expect(second).toMatchObject({ data: [{ id: 'new' }], next_token: null })
    for (const cursor of ['', 'x', first.next_token.slice(1), Buffer.from('["tag","2026-02-30","2026-12-31"]').toString('base64url')])
      await expect(readDocuments(user, 'tag', { ...ignored, cursor })).rejects.toThrow(CursorError)
    await expect(readDocuments(user, 'workout', { ...ignored, cursor: first.next_token })).rejects.toThrow(CursorError)
  })

  test('no day of a lifetime is on two pages, nor on none', async () => {
    const days = eachDay('2010-01-01', '2016-12-31')
    await upsertDocuments(
      db,
      'bob',
      'tag',
      days.map((day) => ({ id: day, day, body: JSON.stringify({ id: day, day }) })),
      1,
    )
    const read: string[][] = []
    for (let cursor: string | undefined; ; ) {
      const page = JSON.parse((await readDocuments('bob', 'tag', { from: '2010-01-01', to: '2016-12-31', cursor })).body)
      read.push(page.data.map(({ id }: { id: string }) => id))
      if (page.next_token === null) break
      cursor = page.next_token
    }
    expect(read.map(({ length }) => length)).toEqual([5 * 366, days.length - 5 * 366])
    expect(read.flat()).toEqual(days)
    const whole = JSON.parse((await readDocuments('bob', 'tag', { from: '2010-01-01', to: addDays('2010-01-01', 5 * 366 - 1) })).body)
    expect(whole).toMatchObject({ next_token: null })
    expect(whole.data).toHaveLength(5 * 366)
  })

  test('periods of rest by the day they began, as everything by its own day', async () => {
    const ids = async (from: string, to: string) =>
      JSON.parse((await readDocuments(user, 'rest_mode_period', { from, to })).body).data.map((period: { id: string }) => period.id)
    expect(await ids('2026-01-01', '2026-02-25')).toEqual(['past', 'over'])
    expect(await ids('2026-02-26', '2026-03-04')).toEqual(['on'])
    expect(await ids('2026-03-05', '2027-01-01')).toEqual([])
  })

  test('what has no day comes whole, confirmed by the last sync', async () => {
    expect(await readDocuments(user, 'ring_configuration', { from: '2026-03-01', to: '2026-03-01' })).toEqual({
      body: '{"data":[{"id":"ring","size":9}],"next_token":null}',
      asOf: 4321,
    })
    expect(await readPersonalInfo(user)).toEqual({ body: '{"id":"oura-ann","age":40}', asOf: 4321 })
    expect(await readPersonalInfo('bob')).toBeNull()
  })

  test('one document, unless Oura removed it or it is somebody else’s', async () => {
    await upsertDocuments(db, user, 'sleep', [{ id: 'x', day: '2026-03-01', body: '{"id":"x"}' }], 1)
    expect(await readDocument(user, 'sleep', 'x')).toEqual({ body: '{"id":"x"}', asOf: null })
    expect(await readDocument('bob', 'sleep', 'x')).toBeNull()
    expect(await readDocument(user, 'workout', 'x')).toBeNull()
    await tombstoneDocuments(db, user, 'sleep', ['x'], 2)
    expect(await readDocument(user, 'sleep', 'x')).toBeNull()
  })
})
