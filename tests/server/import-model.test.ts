import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { addDays, eachDay } from '@/lib/domain/day'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { replaceDocuments, tombstoneDocuments, upsertDocuments } from '@/lib/server/db/documents'
import { insertExperiment, upsertCheck } from '@/lib/server/db/experiments'
import { deleteLocalTag, insertLocalTag, updateLocalTag } from '@/lib/server/db/local-tags'
import { upsertSamples } from '@/lib/server/db/samples'
import type { Database } from '@/lib/server/db/schema'
import { DIALECTS, testDatabase } from '../setup/databases'
import { bring, DAY, exported, fileOf, rowsOf, someone, vo2 } from './import-bench'
import { withoutDisk } from './sync-bench'

vi.stubEnv('LOG_LEVEL', 'silent')

/** One thing that happens to an archive at a moment of its own, as a sync or a person would do it. */
type Step =
  | { kind: 'listed'; from: number; to: number; documents: { id: string; day: number; value: number }[] }
  | { kind: 'told'; id: string; day: number; value: number }
  | { kind: 'gone'; id: string }
  | { kind: 'samples'; at: number; bpm: number }
  | { kind: 'tag'; id: string; note: string | null }
  | { kind: 'experiment'; id: string; done: number }
  | { kind: 'failed'; day: number }

// More of them take a while: IMPORT_RUNS=1000 npx vitest run tests/server/import-model.test.ts
const RUNS = Number(process.env.IMPORT_RUNS ?? 36)

const T = Date.UTC(2026, 2, 20)
const id = fc.constantFrom('one-of-them', 'another-one', 'third-of-all')
const day = fc.integer({ min: 0, max: 3 })
const value = fc.integer({ min: 1, max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('listed' as const),
    from: day,
    to: day,
    documents: fc.array(fc.record({ id, day, value }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('told' as const), id, day, value }),
  fc.record({ kind: fc.constant('gone' as const), id }),
  fc.record({ kind: fc.constant('samples' as const), at: fc.integer({ min: 0, max: 5 }), bpm: value }),
  fc.record({ kind: fc.constant('tag' as const), id, note: fc.option(fc.constantFrom('a', 'b')) }),
  fc.record({ kind: fc.constant('experiment' as const), id, done: fc.constantFrom(0, 1) }),
  fc.record({ kind: fc.constant('failed' as const), day }),
)

const dayOf = (number: number) => addDays(DAY, number)
const documentOf = ({ id: name, day: on, value: of }: { id: string; day: number; value: number }) => vo2(name, of, dayOf(on))

async function isHeld(db: Kysely<Database>, user: string, on: string): Promise<boolean> {
  const found = await db
    .selectFrom('document')
    .select('id')
    .where('user_id', '=', user)
    .where('day', '=', on)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** Says of days what a sync would have said once it had written. */
async function say(db: Kysely<Database>, user: string, days: readonly string[], at: number): Promise<void> {
  for (const on of days)
    await upsertCoverage(db, user, [
      { collection: 'vO2_max', day: on, state: (await isHeld(db, user, on)) ? 'have' : 'none', checked_at: at },
    ])
}

async function apply(db: Kysely<Database>, user: string, move: Step, at: number): Promise<void> {
  if (move.kind === 'listed') {
    const [from, to] = [Math.min(move.from, move.to), Math.max(move.from, move.to)]
    const inside = move.documents.filter((one) => one.day >= from && one.day <= to).map(documentOf)
    const { days } = await replaceDocuments(db, user, 'vO2_max', { from: dayOf(from), to: dayOf(to) }, inside, at)
    await say(db, user, [...new Set([...eachDay(dayOf(from), dayOf(to)), ...days])], at)
  }
  if (move.kind === 'told') {
    const { days } = await upsertDocuments(db, user, 'vO2_max', [documentOf(move)], at)
    await say(db, user, days, at)
  }
  if (move.kind === 'gone') await say(db, user, await tombstoneDocuments(db, user, 'vO2_max', [move.id], at), at)
  if (move.kind === 'samples') {
    const moment = Date.parse(DAY) + move.at * 1000
    const body = `{"timestamp":"${new Date(moment).toISOString()}","bpm":${move.bpm},"source":"rest"}`
    await upsertSamples(db, user, 'heartrate', [{ at: moment, body }], at)
    await upsertCoverage(db, user, [{ collection: 'heartrate', day: DAY, state: 'have', checked_at: at }])
  }
  if (move.kind === 'tag') {
    const tag = { id: move.id, day: DAY, at: T, utc_offset: 0, code: null, name: 'Bath', note: move.note }
    if (move.note === null) await deleteLocalTag(db, user, move.id, at)
    else if (!(await insertLocalTag(db, user, tag, at)).added) await updateLocalTag(db, user, tag, at)
  }
  if (move.kind === 'experiment') {
    const plan = {
      question: '?',
      metric: 'average_hrv',
      design: 'alternating',
      start_day: DAY,
      phase_days: 7,
      phases: 4,
      end_day: null,
    } as const
    await insertExperiment(db, user, { id: move.id, ...plan }, at)
    await upsertCheck(db, user, { experiment_id: move.id, day: DAY, done: move.done, checked_at: at })
  }
  if (move.kind === 'failed')
    await upsertCoverage(db, user, [{ collection: 'sleep', day: dayOf(move.day), state: 'failed', checked_at: at }])
}

/** An export without its last line, whose checksum says the same again. */
const linesOf = (text: string) => text.trimEnd().split('\n').slice(1, -1)
/** The same lines with a right end. */
const unchecked = (text: string) => fileOf(linesOf(text), JSON.parse(text.slice(0, text.indexOf('\n'))))
/** When a server first saw the text that both have remains its own. */
const anytime = (line: string) => line.replace(/"fetched_at":\d+/, '').replace(/"deleted_at":\d+/, '"deleted_at":1')
/** The texts that an archive holds of a document, whenever they were. */
const textsOf = (text: string) =>
  new Set(linesOf(text).flatMap((line) => (/"kind":"(document|revision)"/.test(line) ? [line.slice(line.indexOf('"body":'))] : [])))

describe.each(DIALECTS)('any two archives, %s', (dialect) => {
  let here: Kysely<Database>
  let there: Kysely<Database>
  let people = 0
  beforeAll(async () => {
    here = await testDatabase(dialect)
    there = await testDatabase('sqlite')
    for (const db of [here, there]) withoutDisk(db)
  })

  test('an export comes back byte for byte; two servers that exchange theirs end with the same, lose no text, and change no more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), step), { maxLength: 12 }), async (moves) => {
        people += 1
        const account = `oura-${people}`
        const [ann, anna] = [await someone(there, account), await someone(here, account)]
        for (const [index, [isThere, move]] of moves.entries()) {
          const at = T + index * 1000
          if (isThere) await apply(there, ann, move, at)
          else await apply(here, anna, move, at)
        }
        const [mine, theirs] = [await exported(here, anna), await exported(there, ann)]

        // Into an empty archive.
        const whole = `whole-${people}`
        const empty = await someone(here, whole)
        const copy = theirs.replaceAll(account, whole)
        expect(await bring(here, empty, unchecked(copy))).toMatchObject({ state: 'done' })
        expect(linesOf(await exported(here, empty))).toEqual(linesOf(copy))

        expect((await bring(here, anna, theirs)).state).toBe('done')
        const merged = await exported(here, anna)
        for (const text of [...textsOf(mine), ...textsOf(theirs)]) expect([...textsOf(merged)]).toContain(text)
        const rows = await rowsOf(here, anna)
        await bring(here, anna, theirs)
        await bring(here, anna, mine)
        expect(await rowsOf(here, anna)).toEqual(rows)

        await bring(there, ann, merged)
        expect(linesOf(await exported(there, ann)).map(anytime)).toEqual(linesOf(merged).map(anytime))
        const again = await bring(here, anna, await exported(there, ann))
        expect(again.outcome?.documents).toMatchObject({ added: 0, newer: 0, set_aside: 0 })
        expect(await rowsOf(here, anna)).toEqual(rows)
      }),
      { numRuns: dialect === 'sqlite' ? RUNS : RUNS / 3 },
    )
  }, 300_000)
})
