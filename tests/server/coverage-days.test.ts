import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CoverageState } from '@/lib/api'
import { METRIC_NAMES, type MetricRow } from '@/lib/domain/metrics'
import { COLLECTION_NAMES, COLLECTIONS } from '@/lib/oura/collections'
import { databaseBytes } from '@/lib/server/about'
import { coverageRows } from '@/lib/server/coverage'
import { readCoverageDays } from '@/lib/server/coverage-days'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { upsertMetrics } from '@/lib/server/db/metrics'
import type { Database } from '@/lib/server/db/schema'
import { DIALECTS, testDatabase } from '../setup/databases'

const DAILY = COLLECTION_NAMES.filter((name) => COLLECTIONS[name].asked !== 'neither')
const nothing = Object.fromEntries(METRIC_NAMES.map((name) => [name, null])) as MetricRow
const NOW = Date.parse('2026-03-06T12:00:00Z')

describe.each(DIALECTS)('how much of each day is held on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob', 'cat'])
    const day = (day: string, states: CoverageState[]) =>
      upsertCoverage(
        db,
        'ann',
        states.flatMap((state, index) => {
          const collection = DAILY[index]
          return collection ? [{ collection, day, state, checked_at: 1 }] : []
        }),
      )
    const all = (first: CoverageState, rest: CoverageState) => DAILY.map((_, index) => (index === 0 ? first : rest))
    await day('2026-02-20', all('none', 'none'))
    await day('2026-03-01', all('have', 'none'))
    await day('2026-03-02', all('have', 'no_scope'))
    await day('2026-03-03', all('have', 'failed'))
    await day('2026-03-05', all('not_worn', 'none'))
  })

  test('from the oldest day with a document to today, a letter each', async () => {
    expect(await readCoverageDays(db, 'ann', NOW)).toEqual({ from: '2026-03-01', days: 'hhpqnq' })
  })

  test('a day is told not worn by days up to a fortnight beside it, though only itself was asked for', async () => {
    const have = (day: string) => ({ collection: 'sleep', day, state: 'have', checked_at: 1 }) as const
    const none = (collection: 'sleep' | 'tag', day: string) => ({ collection, day, state: 'none', checked_at: 1 }) as const
    await upsertCoverage(db, 'bob', [have('2025-05-01'), none('sleep', '2025-05-15'), none('tag', '2025-05-15'), have('2025-05-29')])
    await upsertCoverage(db, 'bob', [have('2025-07-01'), none('sleep', '2025-07-15'), have('2025-07-30')])
    const states = async (day: string) => (await coverageRows(db, 'bob', day, day, ['sleep', 'tag'])).map(({ state }) => state)
    expect(await states('2025-05-15')).toEqual(['not_worn', 'none'])
    expect(await states('2025-07-15')).toEqual(['none'])
    await db.deleteFrom('coverage').where('user_id', '=', 'bob').execute()
  })

  test('only what a ring measures tells that it was worn, and only where Oura had nothing', async () => {
    const word = (collection: 'sleep' | 'tag' | 'daily_stress', day: string, state: CoverageState) => ({
      collection,
      day,
      state,
      checked_at: 1,
    })
    const around = (collection: 'sleep' | 'tag') => ['2024-05-01', '2024-05-03'].map((day) => word(collection, day, 'have'))
    const between = [word('sleep', '2024-05-02', 'none'), word('daily_stress', '2024-05-02', 'no_scope'), word('tag', '2024-05-02', 'none')]
    const states = async () => {
      const rows = await coverageRows(db, 'cat', '2024-05-02', '2024-05-02', ['sleep', 'daily_stress'])
      return rows.map(({ collection, state }) => `${collection} ${state}`)
    }
    await upsertCoverage(db, 'cat', [...around('tag'), ...between])
    expect(await states()).toEqual(['daily_stress no_scope', 'sleep none'])
    await upsertCoverage(db, 'cat', around('sleep'))
    // What was counted for want of anything is not measured.
    await upsertMetrics(db, 'cat', [{ ...nothing, day: '2024-05-02', workouts: 0 }])
    expect(await states()).toEqual(['daily_stress no_scope', 'sleep not_worn'])
    // The activity of the day itself says that the ring was worn.
    const spent = { rest_time: 0, inactive_time: 80_000, low_time: 0, medium_time: 0, high_time: 0, non_wear_time: 6400 }
    await upsertMetrics(db, 'cat', [{ ...nothing, day: '2024-05-02', ...spent }])
    expect(await states()).toEqual(['daily_stress no_scope', 'sleep none'])
  })

  test('nobody sees the days of another', async () => {
    expect(await readCoverageDays(db, 'bob', NOW)).toEqual({ from: null, days: '' })
  })

  test('the size is that of a database with rows in it', async () => {
    expect(await databaseBytes(db)).toBeGreaterThan(20_000)
  })
})
