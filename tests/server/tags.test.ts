import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { upsertDocuments } from '@/lib/server/db/documents'
import type { Database } from '@/lib/server/db/schema'
import { readTagDays } from '@/lib/server/tag-days'
import { addTag, changeTag, listTags, removeTag, tagSchema } from '@/lib/server/tags'
import { DIALECTS, testDatabase } from '../setup/databases'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const bath = { id: 'bath-0001', at: '2026-11-02T01:30:00+09:00', code: null, name: 'Cold bath', note: null }
const sent = (tag: object = {}) => tagSchema.parse({ ...bath, ...tag })

describe.each(DIALECTS)('tags of one’s own on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob'])
  })
  const list = () => listTags(db, 'ann', '2026-11-01', '2026-11-01')

  test('one set after midnight belongs to the evening before, and comes back as it was sent', async () => {
    const { tag, added } = await addTag(db, 'ann', sent(), NOW)
    expect(added).toBe(true)
    expect(tag).toEqual({
      ...bath,
      day: '2026-11-01',
      created_at: '2026-11-20T12:00:00.000Z',
      updated_at: '2026-11-20T12:00:00.000Z',
    })
    expect(await list()).toEqual([tag])
    expect(await listTags(db, 'ann', '2026-11-02', '2026-11-02')).toEqual([])
  })

  test('sent again it is not there twice, and a later change stands', async () => {
    await changeTag(db, 'ann', sent({ note: 'ten minutes' }), NOW + 1)
    const { tag, added } = await addTag(db, 'ann', sent(), NOW + 2)
    expect(added).toBe(false)
    expect(tag.note).toBe('ten minutes')
    expect(await list()).toHaveLength(1)
  })

  test('twenty at the same moment are one', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => addTag(db, 'bob', sent(), NOW)))
    expect(all.filter(({ added }) => added)).toHaveLength(1)
    expect(await listTags(db, 'bob', '2026-11-01', '2026-11-01')).toHaveLength(1)
  })

  test('deleted it is gone, a late second sending does not bring it back, putting it back does', async () => {
    await removeTag(db, 'ann', bath.id, NOW + 3)
    expect(await list()).toEqual([])
    await addTag(db, 'ann', sent(), NOW + 4)
    expect(await list()).toEqual([])
    await removeTag(db, 'ann', 'never-there', NOW + 4)
    await changeTag(db, 'ann', sent({ at: '2026-11-02T00:10:00+09:00' }), NOW + 5)
    expect(await list()).toMatchObject([{ id: bath.id, at: '2026-11-02T00:10:00+09:00', note: null }])
  })

  test('what never was cannot be changed, and what is yet to come cannot be set', async () => {
    await expect(changeTag(db, 'ann', sent({ id: 'never-there' }), NOW)).rejects.toMatchObject({ code: 'not_found' })
    const tomorrow = sent({ id: 'tomorrow', at: '2026-11-21T12:00:00Z' })
    await expect(addTag(db, 'ann', tomorrow, NOW)).rejects.toMatchObject({ code: 'invalid' })
    expect((await addTag(db, 'ann', { ...tomorrow, id: 'a-clock-ahead', at: '2026-11-20T12:05:00Z' }, NOW)).added).toBe(true)
    await expect(addTag(db, 'ann', { ...tomorrow, at: '2026-11-20T12:10:01Z' }, NOW)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('ten thousand characters, emoji and line feeds are kept to the last', async () => {
    const note = `${'🌧️'.repeat(4_998)}\nx日`
    await addTag(db, 'ann', sent({ id: 'long-note', note, at: '2026-05-01T10:00:00Z' }), NOW)
    const [kept] = await listTags(db, 'ann', '2026-05-01', '2026-05-01')
    expect(kept?.note).toBe(note)
  })

  test('the days of tags: Oura’s in both forms and one’s own together', async () => {
    const enhanced = (id: string, day: string, more: object) => ({
      id,
      day,
      body: JSON.stringify({
        id,
        start_day: day,
        tag_type_code: 'tag_generic_coffee',
        end_time: null,
        end_day: null,
        comment: null,
        ...more,
      }),
    })
    await upsertDocuments(
      db,
      'ann',
      'enhanced_tag',
      [
        enhanced('a', '2026-10-04', { start_time: '2026-10-04T00:44:00+09:00' }),
        enhanced('b', '2026-09-28', {
          tag_type_code: 'tag_generic_sick',
          start_time: '2026-09-28T09:00:00+09:00',
          end_time: '2026-10-02T09:00:00+09:00',
          end_day: '2026-10-02',
        }),
        enhanced('c', '2026-10-05', { tag_type_code: 'custom', custom_name: 'Podcast', start_time: '2026-10-05T20:00:00+09:00' }),
      ],
      1,
    )
    const old = {
      id: 'o',
      day: '2026-10-03',
      text: null,
      timestamp: '2026-10-03T22:00:00+09:00',
      tags: ['tag_generic_coffee', 'tag_generic_tea'],
    }
    await upsertDocuments(db, 'ann', 'tag', [{ id: 'o', day: '2026-10-03', body: JSON.stringify(old) }], 1)
    await addTag(db, 'ann', sent({ id: 'own-podcast', name: 'podcast', at: '2026-10-02T21:00:00+09:00' }), NOW)
    await addTag(db, 'ann', sent({ id: 'only-a-note', name: null, note: 'rain', at: '2026-10-02T21:00:00+09:00' }), NOW)
    expect(await readTagDays(db, 'ann', '2026-10-01', '2026-10-05')).toEqual([
      { key: 'name:podcast', name: 'Podcast', source: 'oura', days: ['2026-10-02', '2026-10-05'] },
      { key: 'tag_generic_sick', name: 'Sick', source: 'oura', days: ['2026-10-01', '2026-10-02'] },
      { key: 'tag_generic_coffee', name: 'Coffee', source: 'oura', days: ['2026-10-03'] },
      { key: 'tag_generic_tea', name: 'Tea', source: 'oura', days: ['2026-10-03'] },
    ])
    expect(await readTagDays(db, 'bob', '2026-10-01', '2026-10-05')).toEqual([])
  })
})

describe('what is taken as a tag', () => {
  const problem = (tag: object) => tagSchema.safeParse({ ...bath, ...tag }).error?.issues[0]?.message
  test.each([
    ['an id that is none', { id: 'a b' }, /^id: /],
    ['a time without an offset', { at: '2026-11-02T01:30:00' }, /^at: /],
    ['a day that does not exist', { at: '2026-02-29T01:30:00Z' }, /^at: /],
    ['an offset nobody lives in', { at: '2026-02-28T01:30:00+23:00' }, /^at: /],
    ['a long name', { name: 'x'.repeat(61) }, /^name: write 60/],
    ['a longer note', { note: 'x'.repeat(10_001) }, /^note: write 10000/],
    ['a code that is none', { code: 'tag generic' }, /^code: /],
    ['a code that says nothing', { code: 'custom' }, /^code: /],
    ['nothing at all', { name: ' \u0000 ', note: '' }, /needs a name or a note/],
    ['a number for a name', { name: 7 }, /^name: write text/],
  ])('%s is refused with a sentence', (_what, tag, message) => expect(problem(tag)).toMatch(message))

  test('what is left out is null, control characters are gone', () => {
    const { code, note, ...rest } = bath
    expect([code, note]).toEqual([null, null])
    expect(tagSchema.parse({ ...rest, name: 'Bath\u0000 👩‍👩‍👧' })).toEqual({ ...bath, name: 'Bath 👩‍👩‍👧' })
  })
})
