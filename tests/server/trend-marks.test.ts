import { beforeAll, describe, expect, test } from 'vitest'
import { readTrendMarks } from '@/lib/server/archive-trend-marks'
import { tombstoneDocuments, upsertDocuments } from '@/lib/server/db/documents'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

const night = (day: string, offset: string) => ({
  id: `night-${day}`,
  day,
  body: JSON.stringify({
    id: `night-${day}`,
    app_sleep_phase_5_min: '4'.repeat(120),
    average_breath: 14,
    bedtime_end: `${day}T07:00:00${offset}`,
    day,
  }),
})
const rest = (id: string, start: string, end: string | null) => ({
  id,
  day: start,
  body: JSON.stringify({ id, start_day: start, end_day: end, episodes: [] }),
})
const ring = (id: string, at: string | null) => ({ id, day: null, body: JSON.stringify({ id, set_up_at: at }) })

describe.each(DIALECTS)('what explains a range on %s', (dialect) => {
  beforeAll(async () => {
    const db = await testDatabase(dialect, ['ann', 'bob'])
    provideDatabase(db)
    await upsertDocuments(
      db,
      'ann',
      'sleep',
      [night('2026-02-26', '+01:00'), night('2026-03-01', '+09:00'), night('2026-03-02', '+09:00'), night('2026-03-12', '+01:00')],
      1,
    )
    await upsertDocuments(
      db,
      'ann',
      'rest_mode_period',
      [
        rest('a', '2026-02-20', '2026-03-02'),
        rest('b', '2026-03-10', null),
        rest('gone', '2026-03-05', null),
        rest('long', '2018-01-10', '2020-06-01'),
      ],
      1,
    )
    await tombstoneDocuments(db, 'ann', 'rest_mode_period', ['gone'], 2)
    // A night that Oura removed tells of no clock.
    await upsertDocuments(db, 'ann', 'sleep', [night('2026-03-05', '-05:00')], 1)
    await tombstoneDocuments(db, 'ann', 'sleep', ['night-2026-03-05'], 2)
    await upsertDocuments(
      db,
      'ann',
      'ring_configuration',
      [
        ring('first', '2022-04-10T10:00:00+02:00'),
        ring('second', '2026-03-04T23:30:00+01:00'),
        ring('unknown', '1970-01-01T00:00:00+00:00'),
        ring('none', null),
      ],
      1,
    )
  })

  test('rest mode that reaches into it, journeys, and rings after the first, in order of days', async () => {
    expect(await readTrendMarks('ann', '2026-03-01', '2026-03-12')).toEqual({
      data: [
        { kind: 'rest_mode', from: '2026-02-20', to: '2026-03-02' },
        { kind: 'travel', from: '2026-03-01', to: '2026-03-01', minutes: 480 },
        { kind: 'ring', from: '2026-03-04', to: '2026-03-04' },
        { kind: 'rest_mode', from: '2026-03-10', to: '2026-03-12' },
        { kind: 'travel', from: '2026-03-12', to: '2026-03-12', minutes: -480 },
      ],
    })
  })

  test('rest mode of years reaches into their end, as on the page of a day', async () => {
    expect(await readTrendMarks('ann', '2020-05-31', '2020-06-10')).toEqual({
      data: [{ kind: 'rest_mode', from: '2018-01-10', to: '2020-06-01' }],
    })
  })

  test('the ring that the archive begins with is no change, nor is one whose beginning Oura does not know', async () => {
    expect(await readTrendMarks('ann', '1970-01-01', '1970-01-02')).toEqual({ data: [] })
    expect(await readTrendMarks('ann', '2022-04-01', '2022-04-30')).toEqual({ data: [] })
  })

  test('somebody else, and days before all of it, have none', async () => {
    expect(await readTrendMarks('bob', '2026-03-01', '2026-03-12')).toEqual({ data: [] })
    expect(await readTrendMarks('ann', '2021-01-01', '2021-12-31')).toEqual({ data: [] })
  })
})

const sleep = (id: string, day: string, start: string, end: string, type = 'long_sleep') => ({
  id,
  day,
  body: JSON.stringify({ id, bedtime_end: end, bedtime_start: start, day, time_in_bed: 28_800, total_sleep_duration: 26_000, type }),
})

describe.each(DIALECTS)('journeys on %s', (dialect) => {
  beforeAll(async () => {
    const db = await testDatabase(dialect, ['ann', 'bea'])
    provideDatabase(db)
    // Facts §4.5: the same night under two ids, once as +01:00 and once as +02:00.
    await upsertDocuments(
      db,
      'ann',
      'sleep',
      [
        sleep('a', '2026-06-09', '2026-06-08T23:00:00+01:00', '2026-06-09T07:00:00+01:00'),
        sleep('b', '2026-06-10', '2026-06-09T23:00:00+01:00', '2026-06-10T07:00:00+01:00'),
        sleep('c', '2026-06-10', '2026-06-10T00:00:00+02:00', '2026-06-10T08:00:00+02:00'),
        sleep('d', '2026-06-11', '2026-06-10T23:00:00+01:00', '2026-06-11T07:00:00+01:00'),
      ],
      1,
    )
    // A night in Tokyo, a flight, and a nap in London on the same day, whose id comes first.
    await upsertDocuments(
      db,
      'bea',
      'sleep',
      [
        sleep('a', '2026-06-09', '2026-06-08T23:00:00+09:00', '2026-06-09T07:00:00+09:00'),
        sleep('z', '2026-06-10', '2026-06-09T23:00:00+09:00', '2026-06-10T07:00:00+09:00'),
        sleep('c', '2026-06-10', '2026-06-10T15:00:00+01:00', '2026-06-10T16:00:00+01:00', 'sleep'),
        sleep('d', '2026-06-11', '2026-06-10T23:00:00+01:00', '2026-06-11T07:00:00+01:00'),
      ],
      1,
    )
  })

  test('one night analysed twice, in two zones, is no journey there and back', async () => {
    expect(await readTrendMarks('ann', '2026-06-01', '2026-06-30')).toEqual({ data: [] })
  })

  test('a flight between a night and a nap of one day is one journey', async () => {
    expect(await readTrendMarks('bea', '2026-06-01', '2026-06-30')).toEqual({
      data: [{ kind: 'travel', from: '2026-06-10', to: '2026-06-10', minutes: -480 }],
    })
  })
})
