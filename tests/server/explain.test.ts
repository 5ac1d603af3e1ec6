import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { METRIC_NAMES, type MetricRow } from '@/lib/domain/metrics'
import { tombstoneDocuments, upsertDocuments } from '@/lib/server/db/documents'
import { upsertMetrics } from '@/lib/server/db/metrics'
import { upsertSamples } from '@/lib/server/db/samples'
import type { Database } from '@/lib/server/db/schema'
import { explainMetric } from '@/lib/server/explain'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

const DAY = '2026-03-10'
const nothing = Object.fromEntries(METRIC_NAMES.map((name) => [name, null])) as MetricRow
const readiness = (score: number) => ({
  id: 'r',
  day: DAY,
  body: `{"id":"r","day":"${DAY}","score":${score},  "contributors":{"hrv_balance":77}}`,
})
const night = (id: string, from: string, to: string, more: object) => ({
  id,
  day: DAY,
  body: JSON.stringify({ id, day: DAY, type: 'long_sleep', bedtime_start: from, bedtime_end: to, time_in_bed: 1, ...more }),
})

describe.each(DIALECTS)('where a number comes from on %s', (dialect) => {
  let db: Kysely<Database>
  beforeAll(async () => {
    db = await testDatabase(dialect, ['ann', 'bob'])
    provideDatabase(db)
    await upsertDocuments(db, 'ann', 'daily_readiness', [readiness(80)], 1000)
    await upsertDocuments(db, 'ann', 'daily_readiness', [readiness(82)], 2000)
    await upsertDocuments(db, 'ann', 'daily_readiness', [readiness(81)], 3000)
    const whole = night('whole', `2026-03-09T23:00:00+01:00`, `${DAY}T07:00:00+01:00`, {
      total_sleep_duration: 27_000,
      lowest_heart_rate: 46,
    })
    const older = night('older', `2026-03-09T23:30:00+01:00`, `${DAY}T06:00:00+01:00`, {
      total_sleep_duration: 20_000,
      lowest_heart_rate: 255,
    })
    const nap = night('nap', `${DAY}T14:00:00+01:00`, `${DAY}T14:30:00+01:00`, { type: 'sleep', total_sleep_duration: 1500 })
    const gone = night('gone', `2026-03-09T22:50:00+01:00`, `${DAY}T06:50:00+01:00`, { total_sleep_duration: 25_000 })
    await upsertDocuments(db, 'ann', 'sleep', [whole, older, nap, gone], 1000)
    await tombstoneDocuments(db, 'ann', 'sleep', ['gone'], 5000)
    await upsertMetrics(db, 'ann', [
      { ...nothing, day: DAY, readiness_score: 81, total_sleep: 28_500, lowest_heart_rate: 46, battery_lowest: 40 },
    ])
    await upsertDocuments(
      db,
      'ann',
      'daily_activity',
      [{ id: 'a', day: DAY, body: `{"id":"a","day":"${DAY}","timestamp":"${DAY}T04:00:00+01:00"}` }],
      1,
    )
    await upsertSamples(
      db,
      'ann',
      'ring_battery_level',
      [{ at: Date.parse(`${DAY}T12:00:00Z`), body: `{"timestamp":"${DAY}T12:00:00Z","level":40}` }],
      1,
    )
  })

  test('its document with its moment, every earlier version, and its text as Oura sent it', async () => {
    const told = await explainMetric('ann', 'readiness_score', DAY, 'whole')
    expect(told).toEqual({
      metric: 'readiness_score',
      day: DAY,
      value: 81,
      collection: 'daily_readiness',
      path: 'score',
      documents: [
        {
          id: 'r',
          counted: true,
          value: 81,
          fetched_at: '1970-01-01T00:00:03.000Z',
          removed_at: null,
          earlier: [
            { value: 82, until: '1970-01-01T00:00:03.000Z' },
            { value: 80, until: '1970-01-01T00:00:02.000Z' },
          ],
          body: readiness(81).body,
        },
      ],
      rows: null,
      withheld: false,
    })
    expect((await explainMetric('ann', 'readiness_score_hrv_balance', DAY, 'whole')).documents[0]).toMatchObject({ value: 77 })
  })

  test('of a night, what adds up, what is left out, and what Oura removed', async () => {
    const said = async (metric: 'total_sleep' | 'lowest_heart_rate' | 'nap_sleep') =>
      (await explainMetric('ann', metric, DAY, 'whole')).documents.map(({ id, counted, value, removed_at }) => [
        id,
        counted,
        value,
        removed_at !== null,
      ])
    expect(await said('total_sleep')).toEqual([
      ['gone', false, 25_000, true],
      ['nap', true, 1500, false],
      ['older', false, 20_000, false],
      ['whole', true, 27_000, false],
    ])
    expect((await said('lowest_heart_rate')).filter(([, counted]) => counted)).toEqual([['whole', true, 46, false]])
    expect((await said('nap_sleep')).filter(([, counted]) => counted)).toEqual([['nap', true, 1500, false]])
  })

  test('for others than the person, nothing that Oura took back or rewrote', async () => {
    const { documents } = await explainMetric('ann', 'readiness_score', DAY, 'present')
    expect(documents).toMatchObject([{ id: 'r', value: 81, earlier: null, body: readiness(81).body }])
    expect(await explainMetric('ann', 'readiness_score', DAY, 'number')).toMatchObject({
      value: 81,
      withheld: true,
      documents: [],
    })
    // Fields that are a whole series or a time with its zone are not told in the number's stead.
    for (const metric of METRIC_NAMES)
      expect(await explainMetric('ann', metric, DAY, 'number')).toMatchObject({ documents: [], rows: null })
    expect(await explainMetric('ann', 'battery_lowest', DAY, 'number')).toMatchObject({
      value: 40,
      withheld: true,
      documents: [],
      rows: null,
    })
    expect((await explainMetric('ann', 'total_sleep', DAY, 'present')).documents.map(({ id }) => id)).toEqual(['nap', 'older', 'whole'])
  })

  test('samples as they are; nothing where there is nothing, and nothing of anybody else', async () => {
    expect(await explainMetric('ann', 'battery_lowest', DAY, 'whole')).toMatchObject({
      value: 40,
      documents: [],
      rows: `[{"timestamp":"${DAY}T12:00:00Z","level":40}]`,
    })
    for (const metric of METRIC_NAMES)
      expect(await explainMetric('bob', metric, DAY, 'whole')).toMatchObject({ value: null, documents: [], rows: null })
  })
})
