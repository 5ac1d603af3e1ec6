import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROW_BREAK, readSampleRows, sampleBounds, upsertSamples } from '@/lib/server/db/samples'
import type { Database } from '@/lib/server/db/schema'
import { ensureUser } from '@/lib/server/db/users'
import { DIALECTS, testDatabase } from '../../setup/databases'

const HOUR = 3_600_000
const START = Date.UTC(2026, 2, 1)
const heart = (at: number, source = 'rest', bpm = 60) => ({
  at,
  body: `{"timestamp": "${new Date(at).toISOString()}","bpm":${bpm}.50,"source":"${source}"}`,
})

describe.each(DIALECTS)('samples on %s', (dialect) => {
  let db: Kysely<Database>
  let people = 0
  const person = async () => {
    people += 1
    return (await ensureUser(db, { id: `person-${people}`, oura_user_id: null, role: 'member' }, 0)).id
  }
  beforeAll(async () => {
    db = await testDatabase(dialect)
  })
  const read = async (user: string, from = 0, to = Date.UTC(2099, 0, 1)) =>
    (await readSampleRows(db, user, 'heartrate', from, to)).flatMap((day) => day.split(ROW_BREAK))

  test('rows arrive in any order and leave in order of time, as sent, by UTC day', async () => {
    const user = await person()
    const rows = [heart(START + 30 * HOUR), heart(START), heart(START + HOUR, 'awake'), heart(START + HOUR, 'workout')]
    expect((await upsertSamples(db, user, 'heartrate', rows, 1)).sort()).toEqual(['2026-03-01', '2026-03-02'])
    expect(await read(user)).toEqual([rows[1], rows[2], rows[3], rows[0]].map((row) => row?.body))
    expect(await sampleBounds(db, user, 'heartrate')).toEqual({ first: '2026-03-01', last: '2026-03-02' })
    expect(await sampleBounds(db, user, 'ring_battery_level')).toBeNull()
    expect(await readSampleRows(db, user, 'ring_battery_level', 0, START * 2)).toEqual([])
  })

  test('the same rows again change nothing; a row of the same moment and source is replaced', async () => {
    const user = await person()
    await upsertSamples(db, user, 'heartrate', [heart(START), heart(START + HOUR)], 1)
    expect(await upsertSamples(db, user, 'heartrate', [heart(START + HOUR), heart(START)], 2)).toEqual([])
    expect(await upsertSamples(db, user, 'heartrate', [heart(START, 'rest', 99)], 3)).toEqual(['2026-03-01'])
    expect(await read(user)).toEqual([heart(START, 'rest', 99).body, heart(START + HOUR).body])
  })

  test('what is told of a moment takes the place of what was stored of it; what is not told of any more stays', async () => {
    const user = await person()
    const at = (hour: number, source = 'awake') => heart(START + hour * HOUR, source)
    await upsertSamples(db, user, 'heartrate', [at(0), at(1), at(2), at(2, 'rest')], 1)
    expect(await upsertSamples(db, user, 'heartrate', [at(1, 'workout'), at(2, 'rest')], 2)).toEqual(['2026-03-01'])
    expect(await read(user)).toEqual([at(0), at(1, 'workout'), at(2, 'rest')].map(({ body }) => body))
    expect(await upsertSamples(db, user, 'heartrate', [at(1, 'workout')], 3)).toEqual([])
  })

  test('a row written over several lines is kept on one', async () => {
    const user = await person()
    const body = `{\n  "timestamp": "2026-03-01T00:00:00Z",\r\n  "level": 50\n}`
    await upsertSamples(db, user, 'ring_battery_level', [{ at: START, body }], 1)
    const [day] = await readSampleRows(db, user, 'ring_battery_level', START, START + 1)
    expect(day).not.toContain('\n')
    expect(JSON.parse(day ?? '')).toEqual({ timestamp: '2026-03-01T00:00:00Z', level: 50 })
  })

  test('whatever arrives in whatever batches, a range answers as one list of all rows would', async () => {
    const sample = fc.record({
      minute: fc.integer({ min: 0, max: 3 * 1440 }),
      source: fc.constantFrom('awake', 'rest'),
      bpm: fc.integer({ min: 30, max: 200 }),
    })
    const batch = fc.array(sample, { maxLength: 20 })
    const range = fc.tuple(fc.integer({ min: -60, max: 3 * 1440 + 60 }), fc.integer({ min: -60, max: 3 * 1440 + 60 }))
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 4 }), fc.array(range, { minLength: 1, maxLength: 5 }), async (writes, ranges) => {
        const user = await person()
        const model = new Map<string, { at: number; source: string; body: string }>()
        for (const write of writes) {
          const rows = write.map(({ minute, source, bpm }) => ({ ...heart(START + minute * 60_000, source, bpm), source }))
          await upsertSamples(db, user, 'heartrate', rows, 1)
          const told = new Set(rows.map(({ at }) => at))
          for (const [key, { at }] of model) if (told.has(at)) model.delete(key)
          for (const row of rows) model.set(`${row.at} ${row.source}`, row)
        }
        const all = [...model.values()].sort((a, b) => a.at - b.at || (a.source < b.source ? -1 : 1))
        for (const [from, to] of ranges.map((ends) => ends.map((minute) => START + minute * 60_000)))
          expect(await read(user, from, to)).toEqual(
            all.filter((row) => row.at >= (from ?? 0) && row.at < (to ?? 0)).map((row) => row.body),
          )
      }),
      { numRuns: 40 },
    )
  })
})
