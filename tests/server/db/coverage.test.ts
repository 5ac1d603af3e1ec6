import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '@/lib/domain/day'
import { METRIC_NAMES, type MetricRow } from '@/lib/domain/metrics'
import { collectionsWithAny, oldestCheck, readCoverage, upsertCoverage } from '@/lib/server/db/coverage'
import { countConfirmedByMonth } from '@/lib/server/db/coverage-months'
import { metricBounds, readMetrics, upsertMetrics } from '@/lib/server/db/metrics'
import { quarantine } from '@/lib/server/db/quarantine'
import type { Database } from '@/lib/server/db/schema'
import { failWindow, finishWindow, planWindows, readWindows } from '@/lib/server/db/sync-windows'
import { DIALECTS, testDatabase } from '../../setup/databases'

const nothing = Object.fromEntries(METRIC_NAMES.map((name) => [name, null])) as MetricRow

describe.each(DIALECTS)('what is known of days, on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob', 'many'])
  })

  test('coverage: the latest word counts; the oldest check dates a range', async () => {
    await upsertCoverage(db, 'ann', [
      { collection: 'sleep', day: '2025-12-31', state: 'none', checked_at: 50 },
      { collection: 'sleep', day: '2026-01-01', state: 'failed', checked_at: null },
      { collection: 'sleep', day: '2026-01-01', state: 'have', checked_at: 100 },
      { collection: 'tag', day: '2026-01-01', state: 'no_scope', checked_at: 1 },
    ])
    await upsertCoverage(db, 'ann', [{ collection: 'sleep', day: '2025-12-31', state: 'have', checked_at: 200 }])
    expect(await readCoverage(db, 'ann', '2025-12-31', '2026-01-01')).toEqual([
      { collection: 'sleep', day: '2025-12-31', state: 'have', checked_at: 200 },
      { collection: 'sleep', day: '2026-01-01', state: 'have', checked_at: 100 },
      { collection: 'tag', day: '2026-01-01', state: 'no_scope', checked_at: 1 },
    ])
    expect(await readCoverage(db, 'ann', '2026-01-01', '2026-01-01', ['tag'])).toHaveLength(1)
    expect(await oldestCheck(db, 'ann', 'sleep', '2025-12-31', '2026-12-31')).toBe(100)
    // A day that was never asked for, and one that is not shared, have never been confirmed.
    expect(await oldestCheck(db, 'ann', 'sleep', '2025-01-01', '2026-12-31')).toBeNull()
    expect(await oldestCheck(db, 'ann', 'tag', '2026-01-01', '2026-01-01')).toBeNull()
    expect(await oldestCheck(db, 'ann', 'sleep', '2024-01-01', '2024-12-31')).toBeNull()
  })

  test('a range whose last day was asked for in vain is not confirmed; one that lies ahead does not count', async () => {
    const days = ['2026-05-01', '2026-05-02', '2026-05-03'] as const
    await upsertCoverage(
      db,
      'bob',
      days.map((day, index) => ({ collection: 'workout', day, state: index === 2 ? 'failed' : 'have', checked_at: 10 + index })),
    )
    const checked = (to: string) => oldestCheck(db, 'bob', 'workout', '2026-05-01', to)
    expect([await checked('2026-05-02'), await checked('2026-05-03'), await checked('2026-05-09')]).toEqual([10, null, null])
    await upsertCoverage(db, 'bob', [{ collection: 'workout', day: '2026-05-03', state: 'none', checked_at: 9 }])
    expect([await checked('2026-05-03'), await checked('2026-05-09')]).toEqual([9, 9])
  })

  test('by month, answers count that were given so long after midnight, to the millisecond', async () => {
    const [first, hour] = [Date.UTC(2024, 1, 28), 3_600_000]
    const rows = [
      { day: '2024-02-28', state: 'have', checked_at: first + 48 * hour },
      { day: '2024-02-29', state: 'none', checked_at: first + 72 * hour - 1 },
      { day: '2024-03-01', state: 'none', checked_at: null },
      { day: '2024-03-02', state: 'failed', checked_at: first + 500 * hour },
    ] as const
    await upsertCoverage(
      db,
      'bob',
      rows.map((row) => ({ ...row, collection: 'session' })),
    )
    const counted = (after: number) => countConfirmedByMonth(db, 'bob', '2024-03-31', after)
    expect(await counted(48 * hour)).toEqual([{ month: '2024-02', collection: 'session', days: 1 }])
    expect(await counted(48 * hour - 1)).toEqual([{ month: '2024-02', collection: 'session', days: 2 }])
    expect(await counted(48 * hour + 1)).toEqual([])
  })

  test('of which collections there is anything at all, whatever the day and whatever others have', async () => {
    expect(await collectionsWithAny(db, 'ann', ['tag', 'sleep', 'workout'])).toEqual(['sleep'])
    expect(await collectionsWithAny(db, 'bob', ['tag', 'sleep'])).toEqual([])
  })

  test('coverage of years at once', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({
      collection: 'sleep' as const,
      day: addDays('2012-01-01', index),
      state: 'have' as const,
      checked_at: index,
    }))
    await upsertCoverage(db, 'many', rows)
    expect(await readCoverage(db, 'many', '2000-01-01', '2099-01-01')).toHaveLength(5000)
  })

  test('numbers: whole days are replaced, fractions and large counts are exact', async () => {
    await upsertMetrics(db, 'ann', [{ ...nothing, day: '2026-01-01', steps: 16_777_217, temperature_deviation: -0.1, sleep_score: 80 }])
    await upsertMetrics(db, 'ann', [
      { ...nothing, day: '2026-01-01', steps: 16_777_217, temperature_deviation: -0.1 },
      { ...nothing, day: '2026-01-03', average_hrv: 1 / 3 },
    ])
    expect(
      await readMetrics(db, 'ann', ['steps', 'temperature_deviation', 'sleep_score', 'average_hrv'], '2026-01-01', '2026-01-31'),
    ).toEqual([
      { day: '2026-01-01', steps: 16_777_217, temperature_deviation: -0.1, sleep_score: null, average_hrv: null },
      { day: '2026-01-03', steps: null, temperature_deviation: null, sleep_score: null, average_hrv: 1 / 3 },
    ])
    expect(await metricBounds(db, 'ann')).toEqual({ first: '2026-01-01', last: '2026-01-03' })
    expect(await metricBounds(db, 'bob')).toBeNull()
    await upsertMetrics(
      db,
      'many',
      Array.from({ length: 400 }, (_, index) => ({ ...nothing, day: addDays('2026-01-01', index), steps: index })),
    )
    expect(await readMetrics(db, 'many', ['steps'], '2026-01-01', '2099-01-01')).toHaveLength(400)
  })

  test('an item that does not fit is kept aside once', async () => {
    for (const now of [1, 2])
      await quarantine(
        db,
        'ann',
        'sleep',
        [
          { body: '{"id":null}', reason: 'id' },
          { body: '{}', reason: 'id' },
        ],
        now,
      )
    await quarantine(db, 'ann', 'heartrate', [{ body: '{}', reason: 'bpm' }], 3)
    const kept = await db.selectFrom('quarantine').select(['collection', 'body', 'at']).orderBy('collection').orderBy('body').execute()
    expect(kept).toEqual([
      { collection: 'heartrate', body: '{}', at: 3 },
      { collection: 'sleep', body: '{"id":null}', at: 1 },
      { collection: 'sleep', body: '{}', at: 1 },
    ])
  })

  test('windows: newest first, what is done stays done, what failed says why', async () => {
    const window = (from_day: string, to_day: string) => ({ collection: 'sleep' as const, from_day, to_day })
    const [old, recent] = [window('2025-01-01', '2025-01-31'), window('2026-01-01', '2026-01-31')]
    await planWindows(db, 'ann', [old, recent])
    expect(await readWindows(db, 'ann')).toMatchObject([recent, old])
    await finishWindow(db, 'ann', recent, 5)
    await planWindows(db, 'ann', [old, recent])
    await failWindow(db, 'ann', { ...old, attempts: 0 }, { reason: 'unreachable', retry_at: 100 })
    expect(await readWindows(db, 'ann')).toMatchObject([
      { ...recent, state: 'done', checked_at: 5, attempts: 0 },
      { ...old, state: 'failed', attempts: 1, reason: 'unreachable', retry_at: 100 },
    ])
    await finishWindow(db, 'ann', old, 9)
    expect(await readWindows(db, 'ann')).toMatchObject([{ state: 'done' }, { state: 'done', retry_at: null, reason: null }])
  })
})
