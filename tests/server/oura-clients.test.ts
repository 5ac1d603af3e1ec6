import { NextRequest } from 'next/server'
import { describe, expect, test } from 'vitest'
import { upsertDocuments } from '@/lib/server/db/documents'
import { upsertSamples } from '@/lib/server/db/samples'
import { readDocumentQuery } from '@/lib/server/params'
import { answerCollection } from '@/lib/server/usercollection'
import { DIALECTS, provideDatabase, testDatabase } from '../setup/databases'

// What other people's clients of Oura send, as read from their sources, and what Oura's own specification calls valid.
const NOW = Date.parse('2026-11-20T12:00:00Z')
const asked = (query: Record<string, string>) => readDocumentQuery(new NextRequest(`http://localhost/x?${new URLSearchParams(query)}`))

describe.each(DIALECTS)('clients of Oura on %s', async (dialect) => {
  const db = await testDatabase(dialect, ['ann'])
  const heart = (moment: string) => ({ at: Date.parse(moment), body: `{"timestamp":"${moment}","bpm":60}` })
  await upsertDocuments(
    db,
    'ann',
    'daily_activity',
    [{ id: 'a', day: '2026-11-20', body: '{"id":"a","day":"2026-11-20","timestamp":"2026-11-20T04:00:00+09:00"}' }],
    1,
  )
  // A gap of twelve years, and of more than one page of samples.
  for (const [id, day] of [
    ['r', '2014-03-01'],
    ['s', '2026-11-20'],
  ] as const)
    await upsertDocuments(db, 'ann', 'daily_sleep', [{ id, day, body: `{"id":"${id}","day":"${day}"}` }], 1)
  await upsertSamples(db, 'ann', 'heartrate', [heart('2026-08-01T00:00:00+00:00'), heart('2026-11-19T20:00:00+00:00')], 1)

  const page = async (collection: string, query: Record<string, string>, now = NOW) => {
    provideDatabase(db)
    const { data, next_token }: { data: { timestamp: string }[]; next_token: string | null } = await (
      await answerCollection('ann', collection, asked(query), now)
    ).json()
    return { data, next_token }
  }

  // 2026-11-19T20:00Z is 05:00 of 20 November on the wearer's clock (+09:00).
  test.each([
    ['oura-ring, str(datetime)', '2026-11-20 04:59:59.123456', '2026-11-20 05:00:01'],
    ['oura-ring, an aware one', '2026-11-19 19:59:59.123456+00:00', '2026-11-19 20:00:01+00:00'],
    ['isoformat() without a zone', '2026-11-20T04:59:59', '2026-11-20T05:00:01'],
    ['an offset without a colon', '2026-11-20T04:59:59+0900', '2026-11-20T05:00:01+0900'],
  ])('moments of %s', async (_, start_datetime, end_datetime) => {
    expect((await page('heartrate', { start_datetime, end_datetime })).data.map((row) => row.timestamp)).toEqual([
      '2026-11-19T20:00:00+00:00',
    ])
  })

  test('without an end the answer ends with the wearer’s today, which is tomorrow in UTC for a part of the day', async () => {
    // 08:00 of 20 November on the wearer's clock.
    const morning = Date.parse('2026-11-19T23:00:00Z')
    const days = async (query: Record<string, string>, now: number) =>
      (await page('daily_sleep', query, now)).data.map((row) => (row as unknown as { day: string }).day)
    expect(await days({}, morning)).toEqual(['2026-11-20'])
    expect(await days({ start_date: '2026-11-18' }, morning)).toEqual(['2026-11-20'])
    expect(await days({ start_date: '2026-11-18' }, morning - 9 * 3_600_000)).toEqual([])
    expect((await page('heartrate', { start_date: '2026-11-20' }, morning)).data).toHaveLength(1)
  })

  test('latest=True, as requests of Python write it', async () => {
    expect((await page('heartrate', { latest: 'True' })).data).toHaveLength(1)
  })

  test('a date-time where a date is meant (open-wearables ends a range at 23:59:59)', async () => {
    expect((await page('daily_sleep', { start_date: '2026-11-20T00:00:00', end_date: '2026-11-20T23:59:59' })).data).toHaveLength(1)
  })

  test('fields: those that are, and all where none is (facts of the API)', async () => {
    const day = { start_date: '2026-11-20', end_date: '2026-11-20' }
    expect((await page('daily_activity', { ...day, fields: 'timestamp,nonsense' })).data).toEqual([
      { id: 'a', day: '2026-11-20', timestamp: '2026-11-20T04:00:00+09:00' },
    ])
    expect((await page('daily_activity', { ...day, fields: 'nonsense' })).data).toMatchObject([{ timestamp: '2026-11-20T04:00:00+09:00' }])
    const moments = { start_datetime: '2026-11-19T00:00:00Z', end_datetime: '2026-11-20T12:00:00Z' }
    const row = { timestamp: '2026-11-19T20:00:00+00:00', bpm: 60 }
    expect((await page('heartrate', { ...moments, fields: 'nonsense' })).data).toEqual([row])
    expect((await page('heartrate', { ...moments, fields: 'source,timestamp' })).data).toEqual([{ timestamp: row.timestamp }])
  })

  // open-wearables: `if not data or not next_token: break`
  test.each([
    ['daily_sleep', { start_date: '2013-01-01', end_date: '2026-11-20' }, 2],
    ['heartrate', { start_datetime: '2021-01-01T00:00:00Z', end_datetime: '2026-11-20T12:00:00Z' }, 2],
  ])('%s over years: no page is empty while another follows, and none is lost', async (collection, query, count) => {
    const rows: unknown[] = []
    let token: string | null = null
    for (let pages = 0; pages < 500; pages++) {
      const { data, next_token }: Awaited<ReturnType<typeof page>> = await page(collection, token ? { ...query, next_token: token } : query)
      rows.push(...data)
      token = next_token
      if (data.length === 0 || token === null) break
    }
    expect(rows).toHaveLength(count)
    expect(token).toBeNull()
  })
})
