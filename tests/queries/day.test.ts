import { expect, test, vi } from 'vitest'
import { trendChoice } from '@/lib/domain/trend-choice'
import { dayQueries, nightQueries, prefetchDay, prefetchNight } from '@/lib/queries/day'
import { makeQueryClient } from '@/lib/queries/query-client'
import { trendPageQueries } from '@/lib/queries/trend-page'

test('a night is of its own day, and what was tagged of the day before it', () => {
  const { sleep, tags, enhancedTags, localTags } = nightQueries('2026-03-01')
  expect(sleep.queryKey).toEqual(dayQueries('2026-03-01').sleep.queryKey)
  expect(tags.queryKey[2]).toEqual({ start_date: '2026-02-28', end_date: '2026-03-01' })
  expect(enhancedTags.queryKey).toEqual(dayQueries('2026-02-28').enhancedTags.queryKey)
  expect(localTags.queryKey).toEqual(dayQueries('2026-02-28').localTags.queryKey)
})

test('periods of rest are asked for by the day they began, years before the one on show', () => {
  expect(dayQueries('2026-03-01').restMode.queryKey[2]).toEqual({ start_date: '2021-03-02', end_date: '2026-03-01' })
})

test('the year of Trends ends today at the latest', () => {
  const yearOf = (year: string) => {
    const choice = trendChoice(new URLSearchParams({ year }), '2026-11-23', '2022-04-10')
    return trendPageQueries(choice, '2026-11-23', '2022-04-10').year.queryKey[1]
  }
  expect(yearOf('2026')).toMatchObject({ from: '2026-01-01', to: '2026-11-23' })
  expect(yearOf('2025')).toMatchObject({ from: '2025-01-01', to: '2025-12-31' })
})

test('the days beside the one on show are fetched once, and again only after a sync brought something', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json({ data: [], days: [], metrics: {}, next_token: null })
  })
  vi.useFakeTimers()
  try {
    const client = makeQueryClient()
    await prefetchDay(client, '2026-03-01')
    expect(asked.length).toBeGreaterThan(10)
    await prefetchNight(client, '2026-03-01')
    asked.length = 0
    // A page that lies there asks for its neighbours after every look at the sync, which is once a minute.
    for (let minute = 0; minute < 5; minute++) {
      vi.advanceTimersByTime(61_000)
      await prefetchDay(client, '2026-03-01')
      await prefetchNight(client, '2026-03-01')
    }
    expect(asked).toEqual([])
    await client.invalidateQueries({ queryKey: ['oura', 'sleep'] })
    await prefetchDay(client, '2026-03-01')
    expect(asked).toHaveLength(1)
  } finally {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  }
})
