import { beforeAll, describe, expect, test } from 'vitest'
import { utcMidnight } from '@/lib/domain/day'
import { activityDaysSpan, readLatestSample, readSamples } from '@/lib/server/archive-samples'
import { upsertCoverage } from '@/lib/server/db/coverage'
import { upsertDocuments } from '@/lib/server/db/documents'
import { upsertSamples } from '@/lib/server/db/samples'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

const heart = (moment: string, bpm: number) => ({
  at: Date.parse(moment),
  body: `{"timestamp":"${moment}", "bpm":${bpm}.0,"source":"rest"}`,
})
const at = (moment: string) => Date.parse(moment)
type Rows = { data: { timestamp: string; bpm: number }[]; next_token: string | null }
const parsed = (answer: { body: string }): Rows => JSON.parse(answer.body)
const ROWS = [
  heart('2026-03-01T00:00:00+00:00', 60),
  heart('2026-03-01T23:59:59+00:00', 61),
  heart('2026-03-02T00:00:00+00:00', 62),
  heart('2026-03-02T12:00:00+00:00', 63),
  heart('2026-04-20T12:00:00+00:00', 70),
]

describe.each(DIALECTS)('samples of the archive on %s', (dialect) => {
  beforeAll(async () => {
    const db = await testDatabase(dialect, ['ann', 'bob'])
    provideDatabase(db)
    const activity = (day: string, timestamp: string) => ({ id: day, day, body: JSON.stringify({ id: day, day, timestamp }) })
    const days = [activity('2026-03-01', '2026-03-01T04:00:00+09:00'), activity('2026-03-02', '2026-03-02T04:00:00-08:00')]
    await upsertDocuments(db, 'ann', 'daily_activity', days, 1)
    await upsertSamples(db, 'ann', 'heartrate', ROWS, 1)
    await upsertCoverage(db, 'ann', [
      { collection: 'heartrate', day: '2026-03-01', state: 'have', checked_at: 300 },
      { collection: 'heartrate', day: '2026-03-02', state: 'have', checked_at: 200 },
    ])
  })
  const read = (from: string, to: string) => readSamples('ann', 'heartrate', { from: at(from), to: at(to) })

  test('rows by instants, the end left out, as sent', async () => {
    const answer = await read('2026-03-01T00:00:00Z', '2026-03-01T23:59:59Z')
    expect(answer).toEqual({ body: `{"data":[${ROWS[0]?.body}],"next_token":null}`, asOf: 300 })
    expect(parsed(await read('2026-03-01T23:59:59Z', '2026-03-02T00:00:01Z')).data.map((row) => row.bpm)).toEqual([61, 62])
    expect((await read('2026-03-01T00:00:01Z', '2026-03-03T00:00:00Z')).asOf).toBe(200)
    expect(await read('2026-03-02T12:00:01Z', '2026-03-03T12:00:00Z')).toMatchObject({ body: '{"data":[],"next_token":null}' })
  })

  test('an empty or inverted span is an empty list', async () => {
    const empty = { body: '{"data":[],"next_token":null}', asOf: null }
    expect(await read('2026-03-02T12:00:00Z', '2026-03-02T12:00:00Z')).toEqual(empty)
    expect(await read('2026-03-03T12:00:00Z', '2026-03-02T12:00:00Z')).toEqual(empty)
  })

  test('fields keep the timestamp', async () => {
    const { body } = await readSamples('ann', 'heartrate', {
      from: at('2026-03-01T00:00:00Z'),
      to: at('2026-03-02T00:00:00Z'),
      fields: ['bpm'],
    })
    expect(JSON.parse(body).data).toEqual([
      { timestamp: '2026-03-01T00:00:00+00:00', bpm: 60 },
      { timestamp: '2026-03-01T23:59:59+00:00', bpm: 61 },
    ])
  })

  test('pages of a month, each row once', async () => {
    let page = parsed(await read('2026-01-15T10:00:00Z', '2026-06-01T00:00:00Z'))
    const seen = page.data.map((row) => row.bpm)
    let pages = 1
    for (; page.next_token !== null; pages++) {
      page = parsed(await readSamples('ann', 'heartrate', { from: 0, to: 0, cursor: page.next_token }))
      seen.push(...page.data.map((row) => row.bpm))
    }
    expect(seen).toEqual([60, 61, 62, 63, 70])
    expect(pages).toBe(2)
  })

  test('the newest row alone', async () => {
    expect(parsed(await readLatestSample('ann', 'heartrate')).data).toEqual([JSON.parse(ROWS[4]?.body ?? '')])
    expect(parsed(await readLatestSample('ann', 'ring_battery_level')).data).toEqual([])
    expect(parsed(await readLatestSample('bob', 'heartrate')).data).toEqual([])
  })

  test('activity days: from their own documents, a journey included', async () => {
    // Tokyo to Los Angeles: the day of the flight has 41 hours.
    const span = await activityDaysSpan('ann', '2026-03-01', '2026-03-01')
    expect(span).toEqual({ from: at('2026-03-01T04:00:00+09:00'), to: at('2026-03-02T04:00:00-08:00') })
    expect((span.to - span.from) / 3_600_000).toBe(41)
  })

  test('activity days without documents: 04:00 where the clock was last known', async () => {
    expect(await activityDaysSpan('ann', '2026-03-02', '2026-03-04')).toEqual({
      from: at('2026-03-02T04:00:00-08:00'),
      to: at('2026-03-05T04:00:00-08:00'),
    })
    expect((await activityDaysSpan('ann', '2026-02-01', '2026-02-01')).from).toBe(at('2026-02-01T04:00:00+09:00'))
    expect((await activityDaysSpan('bob', '2026-02-01', '2026-02-01')).from).toBe(utcMidnight('2026-02-01') + 4 * 3_600_000)
  })
})
