import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/server/db/schema'
import {
  addExperiment,
  checkSchema,
  experimentSchema,
  listExperiments,
  noteCheck,
  removeExperiment,
  stopExperiment,
} from '@/lib/server/experiments'
import { DIALECTS, testDatabase } from '../setup/databases'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const coffee = {
  id: 'coffee-0001',
  question: 'Do I fall asleep sooner without coffee after two?',
  metric: 'sleep_latency',
  design: 'alternating',
  start_day: '2026-11-02',
  phase_days: 7,
  phases: 4,
}
const sent = (some: object = {}) => experimentSchema.parse({ ...coffee, ...some })

describe.each(DIALECTS)('experiments on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob'])
  })

  test('one is kept as it was sent, and once however often it is sent', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => addExperiment(db, 'ann', sent(), NOW)))
    expect(all.filter(({ added }) => added)).toHaveLength(1)
    expect(await listExperiments(db, 'ann')).toEqual([{ ...coffee, end_day: null, created_at: '2026-11-20T12:00:00.000Z', checks: [] }])
    expect(await listExperiments(db, 'bob')).toEqual([])
  })

  test('a day is noted, noted anew, and taken back', async () => {
    const note = (day: string, done: boolean | null) => noteCheck(db, 'ann', { experiment_id: coffee.id, day, done }, NOW)
    const noted = async () => (await listExperiments(db, 'ann'))[0]?.checks
    await note('2026-11-03', true)
    await note('2026-11-02', true)
    await note('2026-11-03', false)
    expect(await noted()).toEqual([
      { day: '2026-11-02', done: true },
      { day: '2026-11-03', done: false },
    ])
    await note('2026-11-02', null)
    expect(await noted()).toEqual([{ day: '2026-11-03', done: false }])
    await expect(note('2026-11-01', true)).rejects.toMatchObject({ code: 'invalid' })
    await expect(note('2026-11-30', true)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('it ends early, takes no notes after that, and can go on', async () => {
    await stopExperiment(db, 'ann', { id: coffee.id, end_day: '2026-11-10' }, NOW)
    const late = { experiment_id: coffee.id, day: '2026-11-11', done: true }
    await expect(noteCheck(db, 'ann', late, NOW)).rejects.toMatchObject({ code: 'invalid' })
    await stopExperiment(db, 'ann', { id: coffee.id, end_day: null }, NOW)
    await noteCheck(db, 'ann', late, NOW)
    await expect(stopExperiment(db, 'ann', { id: coffee.id, end_day: '2027-01-01' }, NOW)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('one that is stopped before it began ends on the day before, and no earlier', async () => {
    const stop = (end_day: string | null) => stopExperiment(db, 'ann', { id: coffee.id, end_day }, NOW)
    await expect(stop('2026-10-31')).rejects.toMatchObject({ code: 'invalid' })
    await stop('2026-11-01')
    expect((await listExperiments(db, 'ann'))[0]?.end_day).toBe('2026-11-01')
    await stop(null)
  })

  test('nobody else ends, notes or deletes it', async () => {
    const note = { experiment_id: coffee.id, day: '2026-11-03', done: true }
    await expect(noteCheck(db, 'bob', note, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await expect(stopExperiment(db, 'bob', { id: coffee.id, end_day: '2026-11-10' }, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await removeExperiment(db, 'bob', coffee.id)
    expect(await listExperiments(db, 'ann')).toHaveLength(1)
  })

  test('deleted it is gone with its notes', async () => {
    await removeExperiment(db, 'ann', coffee.id)
    expect(await listExperiments(db, 'ann')).toEqual([])
    await addExperiment(db, 'ann', sent(), NOW)
    expect((await listExperiments(db, 'ann'))[0]?.checks).toEqual([])
  })

  test('a hundred are enough', async () => {
    for (let index = 0; index < 100; index++) await addExperiment(db, 'bob', sent({ id: `number-${String(index).padStart(3, '0')}` }), NOW)
    await expect(addExperiment(db, 'bob', sent({ id: 'one-too-many' }), NOW)).rejects.toMatchObject({ code: 'invalid' })
    // One of them that is sent again is no new one.
    expect(await addExperiment(db, 'bob', sent({ id: 'number-007' }), NOW)).toEqual({ added: false })
  })
})

test.each([
  ['no question', { question: '  ' }],
  ['too long a question', { question: 'x'.repeat(121) }],
  ['an unknown metric', { metric: 'mood' }],
  ['a day that is none', { start_day: '2026-02-29' }],
  ['an odd phase', { phase_days: 5 }],
  ['before and after in four phases', { design: 'before_after' }],
  ['alternating in one', { phases: 1 }],
  ['a short id', { id: 'x' }],
])('%s is refused', (_name, some) => {
  expect(experimentSchema.safeParse({ ...coffee, ...some }).success).toBe(false)
})

// Signs that are put together of several (with U+200D), a script that needs U+200C, the marks and brackets of right-to-left text, a soft hyphen.
test.each(['👨‍👩‍👧 time after dinner?', 'آیا زودتر می‌خوابم؟', 'קפה\u200f (בלי)?', 'Schlaf\u00adqualität?'])(
  '%s is a question',
  (question) => {
    expect(sent({ question }).question).toBe(question)
  },
)

test('what was pasted with line feeds, or brackets that turn text around, is one line without them', () => {
  expect(sent({ question: ' a\r\nb\u0000 ' }).question).toBe('a b')
  expect(sent({ question: '\u202bקפה?\u202c' }).question).toBe('קפה?')
})

test('a note is yes, no or nothing', () => {
  expect(checkSchema.safeParse({ experiment_id: coffee.id, day: '2026-11-03', done: 1 }).success).toBe(false)
  expect(checkSchema.safeParse({ experiment_id: coffee.id, day: '2026-11-03', done: null }).success).toBe(true)
  expect(experimentSchema.safeParse({ ...coffee, design: 'before_after', phases: 1 }).success).toBe(true)
})
