import { randomUUID } from 'node:crypto'
import { deflateRawSync, gzipSync } from 'node:zlib'
import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { upsertCoverage } from '@/lib/server/db/coverage'
import type { Database } from '@/lib/server/db/schema'
import { cancelImport, forgetImports, importSchema, readImport, takeImport } from '@/lib/server/import'
import { DIALECTS, testDatabase } from '../setup/databases'
import { bring, DAY, ended, exported, fetched, fileOf, rowsOf, someone, vo2 } from './import-bench'

vi.stubEnv('LOG_LEVEL', 'silent')

const T = Date.UTC(2026, 2, 2)
const HOUR = 3_600_000
const head = { kind: 'document', collection: 'vO2_max', id: 'a', day: DAY, fetched_at: T, deleted_at: null }
const line = (more: object = {}, body: string = vo2('a', 40).body) => `${JSON.stringify({ ...head, ...more }).slice(0, -1)},"body":${body}}`
const tag = {
  kind: 'tag',
  id: 'bath-one',
  day: DAY,
  at: T,
  utc_offset: 0,
  code: null,
  name: 'Bath',
  note: null,
  created_at: T,
  updated_at: T,
  deleted_at: null,
}
const check = { kind: 'experiment_check', experiment_id: 'trial-one', day: DAY, done: 1, checked_at: T }
const good = fileOf([line(), tag])
const lines = good.trimEnd().split('\n')
const without = (index: number) => lines.filter((_, at) => at !== index).join('\n')

describe.each(DIALECTS)('a file that is none, brought into %s', (dialect) => {
  let db: Kysely<Database>
  let ann = ''
  let before: unknown
  beforeAll(async () => {
    db = await testDatabase(dialect)
    ann = await someone(db, 'oura-ann')
    await fetched(db, ann, 'vO2_max', [vo2('here', 50)], T)
    before = await rowsOf(db, ann)
  })

  const BAD: readonly (readonly [name: string, file: string | Buffer, code: string, line: number | null])[] = [
    ['cut off in a line', good.slice(0, good.length - 200), 'broken', 3],
    ['cut off behind a line', `${lines.slice(0, 3).join('\n')}\n`, 'cut', 3],
    ['cut off behind its first line', `${lines[0]}\n`, 'cut', 1],
    ['of which a line is missing', without(1), 'changed', 3],
    ['with a changed letter', good.replace('Bath', 'Path'), 'changed', 4],
    ['with a broken line', fileOf([line(), '{"kind":"tag",']), 'broken', 3],
    ['with a body that is no JSON', fileOf([line({}, '{"id":"a","day":}')]), 'broken', 2],
    ['with a line that is no object', fileOf(['[1]']), 'broken', 2],
    ['with an empty line', fileOf(['']), 'broken', 2],
    ['with a line of no kind', fileOf(['{"a":1}']), 'shape', 2],
    ['with a second first line', fileOf([lines[0] ?? '']), 'shape', 2],
    ['with something behind its end', `${good}{"kind":"tag"}\n`, 'after_end', 5],
    ['that is two exports', good + good, 'after_end', 5],
    ['of another program', '{"kind":"header","format":"other","version":1}\n', 'not_export', 1],
    ['of text', 'Dear diary\n', 'not_export', 1],
    ['that begins with a list', '[{"kind":"header"}]', 'not_export', 1],
    ['of a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), 'not_utf8', 1],
    ['in UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), 'not_utf8', null],
    ['in UTF-16, the other way', Buffer.from(`\ufeff${good}`, 'utf16le').swap16(), 'not_utf8', null],
    ['in UTF-16 without a mark', Buffer.from(good, 'utf16le'), 'not_export', 1],
    ['in Latin-1', Buffer.from(fileOf([{ ...tag, name: 'Brühe' }]), 'latin1'), 'not_utf8', 2],
    ['of a later version', fileOf([], { version: 2, more: [] }), 'newer', 1],
    ['with a kind of line of a later version', fileOf([{ kind: 'mood', day: DAY }]), 'newer', 2],
    ['with a field of a later version', fileOf([{ ...tag, mood: 1 }]), 'newer', 2],
    ['with a metric of a later version', fileOf([{ kind: 'experiment', id: 'e', question: '?', metric: 'mood' }]), 'shape', 2],
    ['with an answer to no experiment', fileOf([check]), 'shape', 2],
    ['with a tag of no day', fileOf([{ ...tag, day: '9999-99-99' }]), 'shape', 2],
    ['with a tag whose id no database keeps', fileOf([{ ...tag, id: 'a\0b' }]), 'shape', 2],
    ['with a note that no database keeps', fileOf([{ ...tag, note: 'a\0b' }]), 'shape', 2],
    ['with a moment beyond all time', fileOf([{ ...tag, updated_at: 1e300 }]), 'shape', 2],
    ['with a moment that is a text', fileOf([line({ fetched_at: 'now' })]), 'shape', 2],
    ['with a prototype', fileOf(['{"kind":"tag","__proto__":{"id":"x"},"constructor":{}}']), 'newer', 2],
    [
      'with days known of the year 0001',
      fileOf([{ kind: 'coverage', collection: 'sleep', days: [{ day: '0001-01-01', state: 'none', checked_at: 1 }] }]),
      'shape',
      2,
    ],
    ['with days known of an unknown collection', fileOf([{ kind: 'coverage', collection: 'mood', days: [] }]), 'shape', 2],
    [
      'with samples that are no list',
      fileOf([`{"kind":"samples","series":"heartrate","utc_day":"${DAY}","fetched_at":1,"rows":{}}`]),
      'shape',
      2,
    ],
    ['whose collection is no name', fileOf([line({ collection: '../x' })]), 'shape', 2],
    ['with a line of 20 MB', gzipSync(fileOf([{ ...tag, note: 'x'.repeat(20e6) }])), 'long_line', 2],
    ['that never has a line', gzipSync(Buffer.alloc(20e6, 'x')), 'long_line', 1],
    [
      'packed and cut off',
      gzipSync(fileOf(Array.from({ length: 3000 }, (_, at) => ({ ...tag, id: `tag-${at}`, note: randomUUID() })))).subarray(0, 60_000),
      'cut',
      expect.any(Number) as unknown as number,
    ],
    ['packed and cut off at once', gzipSync(good).subarray(0, 20), 'packed', null],
    ['packed and damaged', Buffer.concat([gzipSync(good).subarray(0, 10), deflateRawSync(good).fill(7, 3, 40)]), 'packed', null],
    ['in a zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), deflateRawSync(good)]), 'packed', null],
  ]

  test.each(BAD)('%s', async (_, file, code, at) => {
    const end = await bring(db, ann, file, { word: true })
    expect(end).toMatchObject({ state: 'refused', outcome: null, problem: { code, line: at } })
    expect(end.problem?.detail).toMatch(/^(Line \d+:? |The |This )[^\n]+\.$/)
    expect(await rowsOf(db, ann)).toEqual(before)
  })

  test('that hardly ends when unpacked is given up at once, with little memory', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, 'x'))
    const rss = process.memoryUsage.rss()
    const begun = performance.now()
    expect(await bring(db, ann, bomb)).toMatchObject({ state: 'refused', problem: { code: 'long_line', line: 1 } })
    expect(performance.now() - begun).toBeLessThan(2000)
    expect(process.memoryUsage.rss() - rss).toBeLessThan(100e6)
  })

  test('what fits no schema is set aside, line by line, and never costs its neighbours', async () => {
    const bob = await someone(db, `oura-${randomUUID()}`)
    const aside = [
      line({ id: 'proto' }, `{"__proto__":{"x":1},${vo2('proto', 1).body.slice(1)}`),
      line({ id: 'nul\0' }, vo2('nul\\u0000', 1).body),
      line({ id: 'b' }, vo2('another', 1).body),
      line({ id: 'day', day: '9999-99-99' }, vo2('day', 1, '9999-99-99').body),
      line({ id: 'far', day: '9999-12-31' }, vo2('far', 1, '9999-12-31').body),
      line({ id: 'old', day: '2005-12-31' }, vo2('old', 1, '2005-12-31').body),
      line({ id: 'moved' }, vo2('moved', 1, '2026-03-02').body),
      line({ id: 'text' }, `{"id":"text","day":"${DAY}","vo2_max":"high"}`),
      line({ id: 'mood', collection: 'daily_mood' }, '{"id":"mood"}'),
      line({ id: 'beat', collection: 'heartrate' }, '{"id":"beat"}'),
      `{"kind":"revision","collection":"vO2_max","id":"a","day":"${DAY}","replaced_at":1,"body":{"id":"a"}}`,
      `{"kind":"samples","series":"heartrate","utc_day":"${DAY}","fetched_at":1,"rows":[{"bpm":1},{"timestamp":"2026-03-05T00:00:00Z","bpm":2,"source":"x"},{"timestamp":"${DAY}T00:00:00Z","bpm":60,"source":"x"}]}`,
    ]
    const end = await bring(db, bob, fileOf([line(), ...aside, tag], { account: null }), { word: true })
    expect(end).toMatchObject({ state: 'done', outcome: { documents: { added: 1, set_aside: 13 }, sample_days: 1, tags: 1, revisions: 0 } })
    const found = await db.selectFrom('quarantine').select(['collection', 'reason', 'body']).where('user_id', '=', bob).execute()
    expect(found.map(({ collection, reason }) => `${collection} ${reason}`).sort()).toEqual([
      'daily_mood collection: unknown to this version',
      'heartrate collection: unknown to this version',
      'heartrate timestamp: Invalid input: expected string, received undefined',
      'heartrate timestamp: outside of its day',
      ...[
        '__proto__: not a field of a document',
        'day: expected a day of the calendar',
        'day: another one than its line says',
        'day: expected a day of the calendar',
        'day: expected one since there have been rings',
        'id: another one than its line says',
        'id: expected a text without control characters',
        'day: Invalid input: expected string, received undefined',
        'timestamp: Invalid input: expected string, received undefined',
      ]
        .map((reason) => `vO2_max ${reason}`)
        .sort(),
    ])
    // A day whose document was set aside is not called had, nor empty.
    expect(await exported(db, bob)).toContain('"body_text":')
    const again = await bring(db, bob, await exported(db, bob))
    expect(again).toMatchObject({ state: 'done', outcome: { documents: { added: 0, known: 1, set_aside: 0 } } })
  })

  test('parts: one that is sent again is kept once, one that is missing is told, another file waits', async () => {
    const bob = await someone(db, `oura-${randomUUID()}`)
    const bytes = Buffer.from(fileOf([tag], { account: null }))
    const id = randomUUID()
    const part = (from: number, to: number, of = id) => ({ id: of, at: from, data: bytes.subarray(from, to).toString('base64') })
    const now = T
    expect(await takeImport(db, bob, part(0, 100), now)).toMatchObject({ state: 'receiving', received: 100 })
    expect(await takeImport(db, bob, part(0, 100), now)).toMatchObject({ received: 100 })
    await expect(takeImport(db, bob, part(150, 200), now)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('begins at 100'),
    })
    await expect(takeImport(db, bob, { id, size: bytes.length }, now)).rejects.toMatchObject({
      message: expect.stringContaining('100 bytes'),
    })
    const other = randomUUID()
    await expect(takeImport(db, bob, part(0, 100, other), now + HOUR / 60)).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfter: 60,
    })
    await expect(takeImport(db, bob, part(100, 200, other), now)).rejects.toMatchObject({ code: 'invalid' })
    await takeImport(db, bob, part(100, bytes.length), now)
    // Both at once: one run.
    await Promise.all([takeImport(db, bob, { id, size: bytes.length }, now), takeImport(db, bob, { id, size: bytes.length }, now)])
    expect(await ended(db, bob)).toMatchObject({ state: 'unproven', id })
    await expect(takeImport(db, bob, part(0, 100, other), now)).rejects.toMatchObject({ code: 'too_many_requests' })
    // One that nobody goes on with gives way, and is forgotten after a day.
    expect(await takeImport(db, bob, part(0, 100, other), Date.now() + HOUR)).toMatchObject({
      state: 'receiving',
      id: other,
      received: 100,
    })
    await forgetImports(db, Date.now() + 20 * HOUR)
    expect((await readImport(db, bob)).state).toBe('receiving')
    await forgetImports(db, Date.now() + 30 * HOUR)
    expect((await readImport(db, bob)).state).toBe('none')
    expect(await db.selectFrom('import_part').select('at').where('user_id', '=', bob).execute()).toEqual([])
    await takeImport(db, bob, part(0, 100), now)
    await cancelImport(db, bob, id, now)
    expect(await readImport(db, bob)).toEqual({ id: null, state: 'none', received: 0, progress: null, outcome: null, problem: null })
    await expect(takeImport(db, bob, { ...part(0, 100), at: 256 * 1024 * 1024 }, now)).rejects.toMatchObject({ code: 'too_large' })
  })

  test('a day of which something was set aside says so; one whose answer there came later says that answer', async () => {
    const bob = await someone(db, `oura-${randomUUID()}`)
    await upsertCoverage(db, bob, [{ collection: 'vO2_max', day: '2026-03-02', state: 'failed', checked_at: T }])
    const days = [DAY, '2026-03-02'].map((day) => ({ day, state: 'have', checked_at: T + 1 }))
    const aside = line({ id: 'text' }, `{"id":"text","day":"${DAY}","vo2_max":"high"}`)
    const file = fileOf(
      [{ kind: 'coverage', collection: 'vO2_max', days }, aside, line({ id: 'b', day: '2026-03-02' }, vo2('b', 2, '2026-03-02').body)],
      { account: null },
    )
    for (const changed of [2, 0]) expect((await bring(db, bob, file, { word: true })).outcome?.days).toBe(changed)
    expect(
      await db.selectFrom('coverage').select(['day', 'state', 'checked_at']).where('user_id', '=', bob).orderBy('day').execute(),
    ).toEqual([
      { day: DAY, state: 'unreadable', checked_at: T + 1 },
      { day: '2026-03-02', state: 'have', checked_at: T + 1 },
    ])
  })
})

test.each([
  {},
  { id: 'short' },
  { id: randomUUID(), at: -1, data: 'AAAA' },
  { id: randomUUID(), at: 0, data: '' },
  { id: randomUUID(), at: 0, data: '%%%%' },
  { id: randomUUID(), at: 0.5, data: 'AAAA' },
  { id: randomUUID(), size: 0 },
  { id: randomUUID(), confirm: 'import' },
  { id: randomUUID(), size: 1, confirm: 'IMPORT' },
])('%o is nothing that can be sent', (sent) => {
  expect(importSchema.safeParse(sent).success).toBe(false)
})
