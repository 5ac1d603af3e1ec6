import { beforeAll, describe, expect, test } from 'vitest'
import { METRIC_NAMES, type Metric, type MetricRow } from '@/lib/domain/metrics'
import { COLLECTION_NAMES } from '@/lib/oura/collections'
import { readCoverage } from '@/lib/server/archive-coverage'
import { readTrends } from '@/lib/server/archive-trends'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { database } from '@/lib/server/db/kysely'
import { upsertMetrics } from '@/lib/server/db/metrics'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

const nothing = Object.fromEntries(METRIC_NAMES.map((name) => [name, null])) as MetricRow

describe.each(DIALECTS)('trends and coverage of the archive on %s', (dialect) => {
  beforeAll(async () => {
    const db = await testDatabase(dialect, ['ann', 'bob', 'eve'])
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

  test('days that have come in part are named, and no part of a mean of what is counted by day', async () => {
    const day = (name: string, inactive_time: number, steps: number) => ({ ...nothing, day: name, inactive_time, steps, average_hrv: 40 })
    const rows = [
      day('2026-05-06', 5000, 100),
      day('2026-05-07', 86_400, 9000),
      day('2026-05-08', 40_000, 3100),
      day('2026-05-09', 9000, 800),
    ]
    await upsertMetrics(await database(), 'eve', rows)
    const read = (metrics: readonly Metric[], bucket: 'day' | 'week', to = '2026-05-10') =>
      readTrends('eve', metrics, '2026-05-04', to, bucket)
    expect((await read(['steps'], 'day')).unfinished).toEqual(['2026-05-08', '2026-05-09'])
    expect((await read(['steps'], 'day')).metrics.steps?.slice(2, 6)).toEqual([100, 9000, 3100, 800])
    expect((await read(['steps'], 'day', '2026-05-08')).unfinished).toEqual(['2026-05-08'])
    expect((await read(['steps', 'average_hrv'], 'week')).metrics).toEqual({ steps: [4550], average_hrv: [40] })
    expect(await read(['average_hrv'], 'day')).not.toHaveProperty('unfinished')
    expect(await read(['steps'], 'day', '2026-05-07')).not.toHaveProperty('unfinished')
    expect(await readTrends('eve', ['steps'], '2026-04-01', '2026-04-02', 'day')).not.toHaveProperty('unfinished')
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
