import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { readCoverage, upsertCoverage } from '@/lib/server/db/coverage'
import { findDocument, replaceDocuments, tombstoneDocuments, upsertDocuments } from '@/lib/server/db/documents'
import { eraseRows } from '@/lib/server/db/erasing'
import { deleteExperiment, endExperiment, findExperiment, insertExperiment, upsertCheck } from '@/lib/server/db/experiments'
import { deleteLocalTag, insertLocalTag, readLocalTags, updateLocalTag } from '@/lib/server/db/local-tags'
import { readMetrics } from '@/lib/server/db/metrics'
import { quarantine } from '@/lib/server/db/quarantine'
import { readRevisions } from '@/lib/server/db/revisions'
import { readSampleRows, upsertSamples } from '@/lib/server/db/samples'
import type { Database } from '@/lib/server/db/schema'
import { readUserSettings, writeUserSettings } from '@/lib/server/db/user-settings'
import { writing } from '@/lib/server/db/writing'
import { cancelImport, readImport, takeImport } from '@/lib/server/import'
import { resumeImports } from '@/lib/server/import-run'
import { ouraClient } from '@/lib/server/oura-client'
import { DIALECTS, testDatabase } from '../setup/databases'
import { startStandIn } from '../stand-in/stand-in'
import { bring, DAY, exported, fetched, fileOf, rowsOf, someone, vo2 } from './import-bench'
import { NOW, person } from './sync-bench'
import { expectSame, recentStore } from './sync-stand-in'

vi.stubEnv('LOG_LEVEL', 'silent')

const T = Date.UTC(2026, 2, 2)
const HOUR = 3_600_000
const row = (at: number, bpm: number, source = 'rest') => ({
  at,
  body: `{"timestamp":"${new Date(at).toISOString()}","bpm":${bpm}.0,"source":"${source}"}`,
})
const tag = { day: DAY, at: Date.UTC(2026, 2, 1, 12), utc_offset: 540, code: null, name: 'Bath', note: 'two\nlines' }
const trial = {
  id: 'trial-one',
  question: 'Tea?',
  metric: 'average_hrv',
  design: 'alternating',
  start_day: DAY,
  phase_days: 7,
  phases: 4,
} as const

describe.each(DIALECTS)('bringing an export into %s', (dialect) => {
  let here: Kysely<Database>
  let there: Kysely<Database>
  beforeAll(async () => {
    here = await testDatabase(dialect)
    there = await testDatabase('sqlite')
  })
  /** The same person on both servers. */
  const both = async () => {
    const account = `oura-${randomUUID()}`
    return { account, ann: await someone(there, account), anna: await someone(here, account) }
  }

  test('everything of an archive comes into an empty one, and leaves it byte for byte; a second time changes nothing', async () => {
    const { ann, anna } = await both()
    await fetched(there, ann, 'vO2_max', [vo2('a', 40), vo2('b', 41, '2026-03-02'), vo2('gone', 9)], T, [DAY, '2026-03-04'])
    await upsertDocuments(there, ann, 'vO2_max', [vo2('a', 44)], T + 1)
    await tombstoneDocuments(there, ann, 'vO2_max', ['gone'], T + 2)
    await tombstoneDocuments(there, ann, 'vO2_max', ['b'], T + 3)
    await upsertDocuments(there, ann, 'vO2_max', [vo2('b', 41, '2026-03-02')], T + 4)
    await upsertDocuments(
      there,
      ann,
      'tag',
      [
        {
          id: 't',
          day: DAY,
          body: `{\n "id": "t", "day": "${DAY}",\n "timestamp": "${DAY}T08:00:00Z", "text": "ü\\n\\u0000", "tags": [] }`,
        },
      ],
      T,
    )
    await upsertDocuments(there, ann, 'ring_configuration', [{ id: 'ring', day: null, body: '{"id":"ring","size":9.0}' }], T)
    await upsertSamples(there, ann, 'heartrate', [row(T, 60), row(T + HOUR, 61), row(T + HOUR, 62, 'awake')], T)
    await upsertCoverage(there, ann, [
      { collection: 'tag', day: DAY, state: 'have', checked_at: T },
      { collection: 'heartrate', day: '2026-03-02', state: 'have', checked_at: T },
      { collection: 'heartrate', day: '2026-02-28', state: 'no_scope', checked_at: T },
      { collection: 'sleep', day: DAY, state: 'unreadable', checked_at: T },
      { collection: 'session', day: DAY, state: 'failed', checked_at: null },
    ])
    await quarantine(there, ann, 'tag', [{ body: '{"day":\n\0', reason: 'not JSON' }], T)
    await writeUserSettings(there, ann, '{"locale":"ja"}')
    await insertLocalTag(there, ann, { ...tag, id: 'bath-one' }, T)
    await insertLocalTag(there, ann, { ...tag, id: 'undone-one' }, T)
    await deleteLocalTag(there, ann, 'undone-one', T + 1)
    await insertExperiment(there, ann, { ...trial, end_day: null }, T)
    await upsertCheck(there, ann, { experiment_id: 'trial-one', day: DAY, done: 1, checked_at: T })

    const file = await exported(there, ann)
    const end = await bring(here, anna, file, { part: 777 })
    expect(end).toMatchObject({
      state: 'done',
      problem: null,
      outcome: {
        documents: { added: 5, newer: 0, known: 0, set_aside: 1 },
        revisions: 3,
        sample_days: 1,
        days: 9,
        tags: 2,
        experiments: 2,
        settings: true,
      },
    })
    expect(await exported(here, anna)).toBe(file)
    expect(await readMetrics(here, anna, ['vo2_max'], DAY, '2026-03-02')).toEqual([
      { day: DAY, vo2_max: 44 },
      { day: '2026-03-02', vo2_max: 41 },
    ])

    const before = await rowsOf(here, anna)
    expect((await bring(here, anna, file)).outcome).toEqual({
      documents: { added: 0, newer: 0, known: 5, set_aside: 0 },
      revisions: 0,
      sample_days: 0,
      days: 0,
      tags: 0,
      experiments: 0,
      settings: false,
    })
    expect(await rowsOf(here, anna)).toEqual(before)
    const { rows } = await sql<{
      detail: string
    }>`select detail from audit where user_id = ${anna} and event = 'import' order by at`.execute(here)
    expect(rows.map(({ detail }) => JSON.parse(detail).added)).toEqual([5, 0])
    expect((await sql`select at from import_part where user_id = ${anna}`.execute(here)).rows).toEqual([])
  })

  test('weeks that a sync has read, of every kind there is', async () => {
    const store = recentStore(NOW, 40)
    const standIn = await startStandIn({ now: () => NOW, accounts: [{ name: 'ann', tokens: ['token'], store }] })
    try {
      const one = await person(there, ouraClient({ baseUrl: standIn.url, token: async () => 'token' }))
      await one.prepare()
      expect(await one.sync()).toBe('done')
      const account = String(Object(store.personalInfo()).id)
      await there.updateTable('user').set({ oura_user_id: account }).where('id', '=', one.userId).execute()
      const ann = await someone(here, account)
      const file = await exported(there, one.userId)
      for (const sent of [gzipSync(file), `\ufeff${file.replaceAll('\n', '\r\n')}`]) {
        expect(await bring(here, ann, sent, { now: NOW })).toMatchObject({ state: 'done' })
        expect(await exported(here, ann)).toBe(file)
      }
      for (const table of ['daily_metric', 'rhythm_day'] as const) {
        const numbers = (db: Kysely<Database>, id: string) =>
          db.selectFrom(table).selectAll().where('user_id', '=', id).orderBy('day').execute()
        const derived = (await numbers(here, ann)).map((each) => ({ ...each, user_id: '' }))
        expect(derived.length).toBeGreaterThan(10)
        expect(derived).toEqual((await numbers(there, one.userId)).map((each) => ({ ...each, user_id: '' })))
      }
    } finally {
      await standIn.close()
    }
  }, 120_000)

  test('beside a sync that brings what Oura has rewritten since: nothing is lost and nothing is there twice', async () => {
    const store = recentStore(NOW, 12)
    const standIn = await startStandIn({ now: () => NOW, accounts: [{ name: 'ann', tokens: ['token'], store }] })
    const source = ouraClient({ baseUrl: standIn.url, token: async () => 'token' })
    const account = String(Object(store.personalInfo()).id)
    // Only one person of a server has that account.
    await here.updateTable('user').set({ oura_user_id: null }).where('oura_user_id', '=', account).execute()
    await there.updateTable('user').set({ oura_user_id: null }).where('oura_user_id', '=', account).execute()
    try {
      const [one, other] = [await person(there, source), await person(here, source)]
      for (const each of [one, other]) await each.prepare()
      expect(await one.sync()).toBe('done')
      await there.updateTable('user').set({ oura_user_id: account }).where('id', '=', one.userId).execute()
      await here.updateTable('user').set({ oura_user_id: account }).where('id', '=', other.userId).execute()
      const file = await exported(there, one.userId)
      other.clock.now = NOW + HOUR
      const rewritten = store.documents('daily_readiness', '2026-11-12', '2026-11-20').slice(0, 6)
      for (const { body } of rewritten) store.put('daily_readiness', { ...JSON.parse(body), score: 1 })
      for (const { id } of store.documents('daily_spo2', '2026-11-14', '2026-11-16')) store.remove('daily_spo2', id)
      const [end, brought] = await Promise.all([other.sync(), bring(here, other.userId, file, { now: NOW + HOUR })])
      expect([end, brought.state]).toEqual(['done', 'done'])
      // What Oura had nothing in place of is asked for again that night.
      other.clock.now = NOW + 26 * HOUR
      expect(await other.sync()).toBe('done')
      await expectSame(here, other.userId, store, NOW)
      for (const { id, body } of rewritten)
        expect((await readRevisions(here, other.userId, 'daily_readiness', id)).map((revision) => revision.body)).toEqual([body])
    } finally {
      await standIn.close()
    }
  }, 120_000)

  test('an older file into an archive that has grown since: the newer text stands, the older becomes an earlier one, once', async () => {
    const { ann, anna } = await both()
    await fetched(there, ann, 'vO2_max', [vo2('a', 40), vo2('b', 50), vo2('c', 60)], T)
    const file = await exported(there, ann)
    // Here Oura was first asked later: what it had said before, this server has never seen.
    await fetched(here, anna, 'vO2_max', [vo2('a', 41), vo2('b', 50), vo2('c', 60), vo2('d', 70)], T + HOUR)
    await upsertDocuments(here, anna, 'vO2_max', [vo2('b', 51)], T + 2 * HOUR)
    await tombstoneDocuments(here, anna, 'vO2_max', ['c'], T + 2 * HOUR)
    for (const added of [1, 0]) {
      const { outcome } = await bring(here, anna, file)
      expect(outcome).toMatchObject({ documents: { added: 0, newer: 0, known: 3 }, revisions: added, days: 0 })
    }
    expect(JSON.parse((await findDocument(here, anna, 'vO2_max', 'a'))?.body ?? '').vo2_max).toBe(41)
    expect(await readRevisions(here, anna, 'vO2_max', 'a')).toEqual([{ replaced_at: T + HOUR, body: vo2('a', 40).body }])
    expect(await readRevisions(here, anna, 'vO2_max', 'b')).toEqual([{ replaced_at: T + 2 * HOUR, body: vo2('b', 50).body }])
    expect(await findDocument(here, anna, 'vO2_max', 'c')).toBeNull()
    expect(await findDocument(here, anna, 'vO2_max', 'd')).not.toBeNull()
  })

  test('a newer file into an older archive: texts, removals and what comes back, with all that was said in between', async () => {
    const { ann, anna } = await both()
    for (const [db, id] of [
      [there, ann],
      [here, anna],
    ] as const)
      await fetched(db, id, 'vO2_max', [vo2('a', 40), vo2('b', 50), vo2('c', 60)], T)
    await upsertDocuments(there, ann, 'vO2_max', [vo2('a', 41)], T + 1)
    await upsertDocuments(there, ann, 'vO2_max', [vo2('a', 42), vo2('c', 61)], T + 2)
    await tombstoneDocuments(there, ann, 'vO2_max', ['b'], T + 3)
    expect((await bring(here, anna, await exported(there, ann))).outcome).toMatchObject({ documents: { newer: 3 }, revisions: 4 })
    expect(await exported(here, anna)).toBe(await exported(there, ann))
  })

  test('a night that was analysed anew under another id since is not there twice; a day of which Oura has nothing any more is kept', async () => {
    const { ann, anna } = await both()
    const next = '2026-03-02'
    await fetched(there, ann, 'vO2_max', [vo2('old', 40), vo2('only', 45, next)], T, [DAY, next])
    await fetched(here, anna, 'vO2_max', [vo2('anew', 41)], T + HOUR, [DAY, next])
    for (const added of [2, 0]) expect((await bring(here, anna, await exported(there, ann))).outcome?.documents.added).toBe(added)
    expect(await findDocument(here, anna, 'vO2_max', 'old')).toBeNull()
    expect(await readRevisions(here, anna, 'vO2_max', 'old')).toEqual([{ replaced_at: T + HOUR, body: vo2('old', 40).body }])
    expect(await findDocument(here, anna, 'vO2_max', 'only')).not.toBeNull()
    expect((await readCoverage(here, anna, DAY, next)).map(({ state, checked_at }) => [state, checked_at])).toEqual([
      ['have', T + HOUR],
      ['have', T + HOUR],
    ])
  })

  test('what a running day said on the way is not kept beside what it said at its end', async () => {
    const { ann, anna } = await both()
    const met = { interval: 60, items: [], timestamp: `${DAY}T04:00:00+00:00` }
    const contributors = {}
    const zeros = Object.fromEntries(
      'active_calories average_met_minutes equivalent_walking_distance high_activity_met_minutes high_activity_time inactivity_alerts low_activity_met_minutes low_activity_time medium_activity_met_minutes medium_activity_time meters_to_target non_wear_time resting_time sedentary_met_minutes sedentary_time target_calories target_meters total_calories'
        .split(' ')
        .map((name) => [name, 0]),
    )
    const activity = (steps: number) => ({
      id: 'day',
      day: DAY,
      body: JSON.stringify({ id: 'day', day: DAY, timestamp: `${DAY}T04:00:00+00:00`, contributors, met, ...zeros, steps }),
    })
    const noon = Date.parse(`${DAY}T12:00:00Z`)
    await fetched(there, ann, 'daily_activity', [activity(100)], noon)
    await fetched(here, anna, 'daily_activity', [activity(900)], noon + 24 * HOUR)
    expect((await bring(here, anna, await exported(there, ann))).outcome).toMatchObject({ documents: { known: 1 }, revisions: 0 })
    expect((await bring(there, ann, await exported(here, anna))).outcome).toMatchObject({ documents: { newer: 1 }, revisions: 0 })
    expect(await exported(there, ann)).toBe(await exported(here, anna))
    expect(await readMetrics(there, ann, ['steps'], DAY, DAY)).toEqual([{ day: DAY, steps: 900 }])
  })

  test('samples of both stand side by side; of one moment the day that changed last counts', async () => {
    const { ann, anna } = await both()
    await upsertSamples(there, ann, 'heartrate', [row(T, 60), row(T + 1000, 61)], T)
    await upsertSamples(here, anna, 'heartrate', [row(T + 1000, 71, 'awake'), row(T + 2000, 72)], T + 1)
    const file = await exported(there, ann)
    for (const grown of [1, 0]) expect((await bring(here, anna, file)).outcome?.sample_days).toBe(grown)
    expect(await readSampleRows(here, anna, 'heartrate', T, T + HOUR)).toEqual([
      [row(T, 60), row(T + 1000, 71, 'awake'), row(T + 2000, 72)].map(({ body }) => body).join(',\n'),
    ])
    await bring(there, ann, await exported(here, anna))
    expect(await exported(there, ann)).toBe(await exported(here, anna))
  })

  test('no day turns worse, an answer of Oura’s stands before none, and a clock that was ahead keeps nobody from asking', async () => {
    const { ann, anna } = await both()
    const cover = (db: Kysely<Database>, id: string, day: string, state: 'none' | 'failed' | 'no_scope', checked_at: number) =>
      upsertCoverage(db, id, [{ collection: 'sleep', day, state, checked_at }])
    const [a, b, c, d] = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'] as const
    await cover(there, ann, a, 'failed', T + 9)
    await cover(here, anna, a, 'none', T)
    await cover(there, ann, b, 'none', T)
    await cover(here, anna, b, 'no_scope', T + 9)
    await cover(there, ann, c, 'none', T + 5)
    await cover(here, anna, c, 'none', T + 4)
    await cover(there, ann, d, 'none', T + 10 * HOUR)
    expect((await bring(here, anna, await exported(there, ann), { now: T + HOUR })).outcome?.days).toBe(2)
    const known = await readCoverage(here, anna, a, d)
    expect(known.slice(0, 3).map(({ state, checked_at }) => [state, checked_at])).toEqual([
      ['none', T],
      ['none', T],
      ['none', T + 5],
    ])
    // `now` is the server's own clock while it writes.
    expect(known[3]?.checked_at).toBe(T + 10 * HOUR)
    const ahead = fileOf([{ kind: 'coverage', collection: 'sleep', days: [{ day: d, state: 'none', checked_at: 8e15 }] }], {
      account: null,
    })
    await bring(here, anna, ahead, { word: true })
    expect((await readCoverage(here, anna, d, d))[0]?.checked_at).toBeLessThanOrEqual(Date.now())
  })

  test('tags, experiments, answers and settings: what was written last stands', async () => {
    const { ann, anna } = await both()
    for (const [db, id] of [
      [there, ann],
      [here, anna],
    ] as const) {
      for (const one of ['older-here', 'newer-here', 'deleted-here', 'deleted-there']) await insertLocalTag(db, id, { ...tag, id: one }, T)
      await insertExperiment(db, id, { ...trial, end_day: null }, T)
    }
    await updateLocalTag(there, ann, { ...tag, id: 'older-here', note: 'there' }, T + 2)
    await updateLocalTag(here, anna, { ...tag, id: 'older-here', note: 'here' }, T + 1)
    await updateLocalTag(there, ann, { ...tag, id: 'newer-here', note: 'there' }, T + 1)
    await updateLocalTag(here, anna, { ...tag, id: 'newer-here', note: 'here' }, T + 2)
    await deleteLocalTag(here, anna, 'deleted-here', T + 1)
    await deleteLocalTag(there, ann, 'deleted-there', T + 1)
    await endExperiment(here, anna, 'trial-one', '2026-03-05', T + 1)
    await upsertCheck(there, ann, { experiment_id: 'trial-one', day: DAY, done: 1, checked_at: T })
    await upsertCheck(here, anna, { experiment_id: 'trial-one', day: DAY, done: 0, checked_at: T + 1 })
    await upsertCheck(there, ann, { experiment_id: 'trial-one', day: '2026-03-02', done: 1, checked_at: T })
    await writeUserSettings(there, ann, '{"locale":"ja"}')
    await writeUserSettings(here, anna, '{"locale":"en"}')
    const file = await exported(there, ann)
    expect((await bring(here, anna, file)).outcome).toMatchObject({ tags: 2, experiments: 1, settings: false })
    expect((await bring(here, anna, file)).outcome).toMatchObject({ tags: 0, experiments: 0, settings: false })
    expect((await readLocalTags(here, anna, DAY, DAY)).map(({ id, note }) => [id, note]).sort()).toEqual([
      ['newer-here', 'here'],
      ['older-here', 'there'],
    ])
    expect((await findExperiment(here, anna, 'trial-one'))?.end_day).toBe('2026-03-05')
    expect(await readUserSettings(here, anna)).toBe('{"locale":"en"}')
    await bring(there, ann, await exported(here, anna))
    const own = (text: string) => text.split('\n').filter((line) => /"kind":"(tag|experiment)/.test(line))
    expect(own(await exported(there, ann))).toEqual(own(await exported(here, anna)))
    await deleteExperiment(here, anna, 'trial-one')
  })

  test('a file of another account is refused; one that does not say whose it is asks for the word, and waits', async () => {
    const { anna, account } = await both()
    const before = await rowsOf(here, anna)
    const info = (id: string) => ({
      kind: 'document',
      collection: 'personal_info',
      id: 'personal_info',
      day: null,
      fetched_at: T,
      deleted_at: null,
      body: { id },
    })
    for (const file of [
      fileOf([], { account: 'somebody-else' }),
      fileOf([info('somebody-else')], { account: null }),
      fileOf([info('somebody-else')], { account }),
    ])
      expect(await bring(here, anna, file, { word: true })).toMatchObject({
        state: 'refused',
        problem: { code: 'other_account', line: null },
      })
    expect(await rowsOf(here, anna)).toEqual(before)
    expect((await bring(here, anna, fileOf([info(account)], { account: undefined }))).state).toBe('done')
    const silent = fileOf([{ kind: 'tag', ...tag, id: 'of-the-file', created_at: T, updated_at: T, deleted_at: null }], { account: null })
    const waiting = await bring(here, anna, silent)
    expect(waiting).toMatchObject({ state: 'unproven', outcome: null, problem: null })
    expect(await readLocalTags(here, anna, DAY, DAY)).toEqual([])
    await expect(bring(here, anna, silent)).rejects.toMatchObject({ code: 'too_many_requests' })
    await cancelImport(here, anna, waiting.id ?? '', Date.now())
    expect((await readImport(here, anna)).state).toBe('none')
    expect((await bring(here, anna, silent, { word: true })).outcome?.tags).toBe(1)
  })

  test('a file of a server that did not tell yet what is known of days: its days are had, and Oura is asked for the others', async () => {
    const { anna, account } = await both()
    const line = (id: string, day: string, deleted_at: number | null) =>
      `{"kind":"document","collection":"vO2_max","id":"${id}","day":"${day}","fetched_at":${T},"deleted_at":${deleted_at},"body":${vo2(id, 40, day).body}}`
    const samples = `{"kind":"samples","series":"heartrate","utc_day":"2026-03-02","fetched_at":${T},"rows":[${row(T, 60).body}]}`
    const file = fileOf([line('a', DAY, null), line('b', '2026-03-02', T + 1), samples], { account, counts: {} })
    for (const days of [2, 0]) expect((await bring(here, anna, file)).outcome?.days).toBe(days)
    expect(await readCoverage(here, anna, DAY, '2026-03-09')).toEqual([
      { collection: 'heartrate', day: '2026-03-02', state: 'have', checked_at: null },
      { collection: 'vO2_max', day: DAY, state: 'have', checked_at: null },
    ])
  })

  test('a person who erases everything while it is written has nothing left here afterwards', async () => {
    const { ann, anna } = await both()
    const days = Array.from({ length: 60 }, (_, at) => addDays(DAY, at))
    for (const name of ['a', 'b', 'c', 'd'])
      await upsertDocuments(
        there,
        ann,
        'vO2_max',
        days.map((day) => vo2(`${name}-${day}`, 40, day)),
        T,
      )
    const file = await exported(there, ann)
    const brought = bring(here, anna, file)
    await expect.poll(async () => (await readImport(here, anna)).progress ?? 0, { interval: 1 }).toBeGreaterThan(0)
    await writing(here, anna, (transaction) => eraseRows(transaction, anna))
    expect((await brought).state).toBe('none')
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (const name of ['document', 'daily_metric', 'coverage', 'import_run', 'import_part', 'audit'])
      expect((await sql`select user_id from ${sql.table(name)} where user_id = ${anna}`.execute(here)).rows, name).toEqual([])
  })

  test('of two servers on one database one does the work, and the other goes on where that one is gone', async () => {
    const { ann, anna } = await both()
    await fetched(there, ann, 'vO2_max', [vo2('a', 40)], T)
    const silent = (await exported(there, ann)).replace(/"account":"[^"]+"/, '"account":null')
    const lines = silent.trimEnd().split('\n')
    const first = JSON.parse(lines[0] ?? '')
    const waiting = await bring(here, anna, fileOf(lines.slice(1, -1), first))
    expect(waiting.state).toBe('unproven')
    const elsewhere = { owner: 'another machine', until: Date.now() + HOUR }
    await here
      .updateTable('import_run')
      .set({ ...elsewhere, state: 'writing' })
      .where('user_id', '=', anna)
      .execute()
    await resumeImports(here, Date.now)
    expect((await readImport(here, anna)).state).toBe('writing')
    await resumeImports(here, () => Date.now() + 2 * HOUR)
    expect(await readImport(here, anna)).toMatchObject({ state: 'done', outcome: { documents: { added: 1 } } })
  })

  test('another person of this server sees nothing of it, and has the same ids for themself', async () => {
    const { ann, anna, account } = await both()
    const bob = await someone(here, `${account}-bob`)
    await fetched(here, bob, 'vO2_max', [vo2('a', 99)], T)
    await insertLocalTag(here, bob, { ...tag, id: 'bath-one' }, T)
    const before = [await rowsOf(here, bob), await readImport(here, bob)]
    await fetched(there, ann, 'vO2_max', [vo2('a', 40)], T + 1)
    await insertLocalTag(there, ann, { ...tag, id: 'bath-one', note: 'CANARY' }, T + 1)
    const { id } = await bring(here, anna, await exported(there, ann))
    expect([await rowsOf(here, bob), await readImport(here, bob)]).toEqual(before)
    await expect(cancelImport(here, bob, id ?? '', 0)).rejects.toMatchObject({ code: 'not_found' })
    await expect(takeImport(here, bob, { id: id ?? '', size: 3 }, 0)).rejects.toMatchObject({ code: 'not_found' })
    await replaceDocuments(here, bob, 'vO2_max', null, [], T)
  })
})
