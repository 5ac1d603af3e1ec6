import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { replaceConnection } from '@/lib/server/db/connections'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { tombstoneDocuments, upsertDocuments } from '@/lib/server/db/documents'
import { insertExperiment, upsertCheck } from '@/lib/server/db/experiments'
import { deleteLocalTag, insertLocalTag } from '@/lib/server/db/local-tags'
import { quarantine } from '@/lib/server/db/quarantine'
import { upsertSamples } from '@/lib/server/db/samples'
import type { Database } from '@/lib/server/db/schema'
import { writeUserSettings } from '@/lib/server/db/user-settings'
import { exportEverything } from '@/lib/server/export'
import { reachOfCollections } from '@/lib/server/reach'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

const textOf = async (stream: ReadableStream<Uint8Array>) => new Response(stream).text()
const linesOf = (text: string) => text.trimEnd().split('\n')
const tag = (id: string, note = 'x') => ({ id, day: '2026-03-01', body: `{"id":"${id}",  "note":"${note}", "n":1.0}` })

describe.each(DIALECTS)('the export from %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob', 'nobody', 'big'])
    provideDatabase(db)
    await upsertDocuments(db, 'ann', 'tag', [tag('b'), tag('a'), tag('gone')], 1)
    await upsertDocuments(db, 'ann', 'tag', [tag('a', 'rewritten')], 2)
    await tombstoneDocuments(db, 'ann', 'tag', ['gone'], 3)
    await upsertDocuments(db, 'ann', 'session', [{ id: 's', day: '2026-03-01', body: '{\n  "id": "s",\n  "t": "ü\\n"\n}' }], 1)
    await upsertDocuments(db, 'ann', 'personal_info', [{ id: 'personal_info', day: null, body: '{"id":"oura-ann"}' }], 1)
    const rows = ['2026-03-01T00:00:00Z', '2026-03-01T01:00:00Z'].map((timestamp) => ({
      at: Date.parse(timestamp),
      body: `{"timestamp":"${timestamp}","bpm":60.0,"source":"rest"}`,
    }))
    await upsertSamples(db, 'ann', 'heartrate', rows, 1)
    await db.updateTable('user').set({ oura_user_id: 'oura-ann' }).where('id', '=', 'ann').execute()
    const known = ['2026-02-28', '2026-03-01', '2026-03-02'].map((day) => ({ day, state: 'none' as const, checked_at: 4 }))
    await upsertCoverage(
      db,
      'ann',
      known.map((day) => ({ ...day, collection: 'session' })),
    )
    await upsertCoverage(
      db,
      'bob',
      known.map((day) => ({ ...day, collection: 'workout' })),
    )
    await quarantine(db, 'ann', 'tag', [{ body: '{"day":\n', reason: 'not JSON' }], 4)
    await quarantine(db, 'bob', 'tag', [{ body: 'of-bob', reason: 'not JSON' }], 4)
    await writeUserSettings(db, 'ann', '{"locale":"ja"}')
    await replaceConnection(db, 'ann', { kind: 'token', access_ct: 'v1.k1.SECRET', token_fingerprint: 'SECRET' }, 1)
    await upsertDocuments(db, 'bob', 'tag', [tag('of-bob')], 1)
    const local = { day: '2026-03-01', at: 5, utc_offset: 540, code: null, name: 'Bath', note: 'two\nlines' }
    await insertLocalTag(db, 'ann', { ...local, id: 'bath' }, 6)
    await insertLocalTag(db, 'ann', { ...local, id: 'undone' }, 6)
    await deleteLocalTag(db, 'ann', 'undone', 7)
    const trial = { id: 'trial', question: 'Tea?', metric: 'average_hrv', design: 'alternating', start_day: '2026-03-01' } as const
    await insertExperiment(db, 'ann', { ...trial, phase_days: 7, phases: 4, end_day: null }, 8)
    await upsertCheck(db, 'ann', { experiment_id: 'trial', day: '2026-03-01', done: 1, checked_at: 9 })
    await insertExperiment(db, 'bob', { ...trial, question: 'of-bob', phase_days: 7, phases: 4, end_day: null }, 8)
    await insertLocalTag(db, 'bob', { ...local, id: 'bath', name: 'of-bob' }, 6)
  })

  test('of some collections alone: their documents and what these said before, nothing that the person wrote or chose here', async () => {
    const text = await textOf(exportEverything('ann', reachOfCollections(['tag', 'heartrate'])))
    const [head, ...lines] = linesOf(text).map((line) => JSON.parse(line))
    expect(head.account).toBeNull()
    expect(head.counts).toEqual({
      settings: 0,
      document: 3,
      revision: 2,
      samples: 1,
      quarantine: 1,
      coverage: 0,
      tag: 0,
      experiment: 0,
      experiment_check: 0,
    })
    expect(lines.map(({ kind, collection = '', id = '' }) => `${kind} ${collection} ${id}`.trim())).toEqual([
      'document tag a',
      'document tag b',
      'document tag gone',
      'revision tag a',
      'revision tag gone',
      'samples',
      'quarantine tag',
      'end',
    ])
    expect(await textOf(exportEverything('ann', reachOfCollections(['workout'])))).not.toMatch(/Bath|Tea|oura-ann|locale/)
  })

  test('six at once are the most, three of each', async () => {
    const people = ['ann', 'ann', 'ann', 'bob', 'bob', 'bob']
    const begun = people.map((id) => exportEverything(id).getReader())
    expect(() => exportEverything('nobody')).toThrow(/still going on/)
    await Promise.all(begun.map((reader) => reader.cancel()))
    expect(await textOf(exportEverything('nobody'))).toContain('"kind":"end"')
  })

  test('one line a document, in order of keys, bodies as sent', async () => {
    const lines = linesOf(await textOf(exportEverything('ann')))
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      kind: 'header',
      format: 'ringside-export',
      version: 1,
      account: 'oura-ann',
      counts: {
        settings: 1,
        document: 5,
        revision: 2,
        samples: 1,
        quarantine: 1,
        coverage: 2,
        tag: 2,
        experiment: 1,
        experiment_check: 1,
      },
    })
    expect(lines[1]).toBe('{"kind":"settings","body":{"locale":"ja"}}')
    expect(lines[4]).toBe(
      '{"kind":"document","collection":"tag","id":"a","day":"2026-03-01","fetched_at":2,"deleted_at":null,"body":{"id":"a",  "note":"rewritten", "n":1.0}}',
    )
    expect(
      lines
        .slice(1, -1)
        .map((line) => JSON.parse(line))
        .map(({ kind, collection, id }) => [kind, collection, id].join(' ').trim()),
    ).toEqual([
      'settings',
      'document personal_info personal_info',
      'document session s',
      'document tag a',
      'document tag b',
      'document tag gone',
      'revision tag a',
      'revision tag gone',
      'samples',
      'quarantine tag',
      'coverage session',
      'coverage session',
      'tag  bath',
      'tag  undone',
      'experiment  trial',
      'experiment_check',
    ])
    expect(JSON.parse(lines[3] ?? '').body_text).toBe('{\n  "id": "s",\n  "t": "ü\\n"\n}')
    expect(JSON.parse(lines.at(-5) ?? '')).toEqual({
      kind: 'tag',
      id: 'bath',
      day: '2026-03-01',
      at: 5,
      utc_offset: 540,
      code: null,
      name: 'Bath',
      note: 'two\nlines',
      created_at: 6,
      updated_at: 6,
      deleted_at: null,
    })
    expect(JSON.parse(lines.at(-4) ?? '').deleted_at).toBe(7)
    expect(JSON.parse(lines.at(-3) ?? '')).toMatchObject({ question: 'Tea?', start_day: '2026-03-01', end_day: null, created_at: 8 })
    expect(JSON.parse(lines.at(-2) ?? '')).toEqual({
      kind: 'experiment_check',
      experiment_id: 'trial',
      day: '2026-03-01',
      done: 1,
      checked_at: 9,
    })
    expect(JSON.parse(lines.at(-6) ?? '')).toEqual({
      kind: 'coverage',
      collection: 'session',
      days: [
        { day: '2026-03-01', state: 'none', checked_at: 4 },
        { day: '2026-03-02', state: 'none', checked_at: 4 },
      ],
    })
    expect(JSON.parse(lines.at(-8) ?? '')).toMatchObject({ at: 4, reason: 'not JSON', body_text: '{"day":\n' })
    expect(lines.at(-9)).toContain('"rows":[{"timestamp":"2026-03-01T00:00:00Z","bpm":60.0,"source":"rest"},{"timestamp"')
  })

  test('the last line proves that nothing is missing', async () => {
    const text = await textOf(exportEverything('ann'))
    const end = text.lastIndexOf('\n', text.length - 2) + 1
    const sha256 = createHash('sha256').update(text.slice(0, end)).digest('hex')
    expect(JSON.parse(text.slice(end))).toEqual({ kind: 'end', lines: linesOf(text).length - 1, sha256 })
    expect(await textOf(exportEverything('ann'))).toBe(text)
  })

  test('nothing of anybody else and nothing secret', async () => {
    const text = await textOf(exportEverything('ann'))
    expect(text).not.toMatch(/of-bob|workout/)
    expect(text).not.toContain('SECRET')
    expect(linesOf(await textOf(exportEverything('nobody')))).toHaveLength(2)
  })

  test('one moment of the archive, in pieces, while it is being written to; the database stays free', async () => {
    const documents = Array.from({ length: 1500 }, (_, index) => tag(`id-${String(index).padStart(5, '0')}`, 'y'.repeat(1000)))
    await upsertDocuments(db, 'big', 'tag', documents, 1)
    const reader = exportEverything('big').getReader()
    const chunks: Uint8Array[] = []
    const first = await reader.read()
    if (first.value) chunks.push(first.value)
    await tombstoneDocuments(db, 'big', 'tag', ['id-01400'], 2)
    await upsertDocuments(db, 'big', 'tag', [tag('id-99999')], 2)
    for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value)
    const lines = linesOf(Buffer.concat(chunks).toString())
    expect(lines).toHaveLength(1502)
    expect(lines.some((line) => line.includes('"deleted_at":2') || line.includes('id-99999'))).toBe(false)
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(200_000)
  })

  test('a reader that goes away leaves nothing open', async () => {
    for (let round = 0; round < 30; round++) {
      const reader = exportEverything('big').getReader()
      await reader.read()
      await reader.cancel()
    }
    await upsertDocuments(db, 'big', 'tag', [tag('after')], 3)
    expect(linesOf(await textOf(exportEverything('big'))).length).toBeGreaterThan(1500)
  })
})
