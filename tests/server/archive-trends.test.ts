import { beforeAll, describe, expect, test } from 'vitest'
import { METRIC_NAMES, type MetricRow } from '@/lib/domain/metrics'
import { COLLECTION_NAMES } from '@/lib/oura/collections'
import { readCoverage } from '@/lib/server/archive-coverage'
import { readTrends } from '@/lib/server/archive-trends'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { upsertMetrics } from '@/lib/server/db/metrics'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

const nothing = Object.fromEntries(METRIC_NAMES.map((name) => [name, null])) as MetricRow

describe.each(DIALECTS)('trends and coverage of the archive on %s', (dialect) => {
  beforeAll(async () => {
    const db = await testDatabase(dialect, ['ann', 'bob'])
    provideDatabase(db)
    await upsertMetrics(db, 'ann', [
      { ...nothing, day: '2026-03-01', steps: 1000, sleep_score: 80 },
      { ...nothing, day: '2026-03-02', steps: 3000, temperature_deviation: -0.1 },
      { ...nothing, day: '2026-03-08', steps: 4000 },
      { ...nothing, day: '2026-03-09', steps: 5000 },
    ])
    await upsertCoverage(db, 'ann', [{ collection: 'daily_sleep', day: '2026-03-02', state: 'not_worn', checked_at: 1_000 }])
  })

  test('days, without gaps, null where nothing is known', async () => {
    expect(await readTrends('ann', ['steps', 'temperature_deviation'], '2026-03-01', '2026-03-04', 'day')).toEqual({
      days: ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'],
      metrics: { steps: [1000, 3000, null, null], temperature_deviation: [null, -0.1, null, null] },
    })
  })

  test('weeks from Monday: the mean of the known days inside the range', async () => {
    // 2026-03-01 is a Sunday.
    expect(await readTrends('ann', ['steps', 'sleep_score'], '2026-03-01', '2026-03-08', 'week')).toEqual({
      days: ['2026-02-23', '2026-03-02'],
      metrics: { steps: [1000, 3500], sleep_score: [80, null] },
    })
  })

  test('months by their first day', async () => {
    expect(await readTrends('ann', ['steps'], '2026-02-15', '2026-03-31', 'month')).toEqual({
      days: ['2026-02-01', '2026-03-01'],
      metrics: { steps: [null, 3250] },
    })
  })

  test('somebody else has none', async () => {
    expect((await readTrends('bob', ['steps'], '2026-03-01', '2026-03-02', 'day')).metrics).toEqual({ steps: [null, null] })
  })

  test('coverage names every day of every collection that has days', async () => {
    const { data } = await readCoverage('ann', '2026-03-01', '2026-03-03')
    expect(data).toHaveLength(3 * (COLLECTION_NAMES.length - 1))
    expect(data.filter((row) => row.state !== 'not_asked')).toEqual([
      { day: '2026-03-02', collection: 'daily_sleep', state: 'not_worn', checked_at: '1970-01-01T00:00:01.000Z' },
    ])
    expect((await readCoverage('bob', '2026-03-02', '2026-03-02')).data.every((row) => row.state === 'not_asked')).toBe(true)
  })
})
