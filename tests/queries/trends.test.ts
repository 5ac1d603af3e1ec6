import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { isDay } from '@/lib/domain/day'
import { METRIC_NAMES, type Metric } from '@/lib/domain/metrics'
import { readReport } from '@/lib/domain/report'
import { trendChoice } from '@/lib/domain/trend-choice'
import { linkQueries } from '@/lib/queries/links'
import { rhythmPageQueries } from '@/lib/queries/rhythm'
import { trendPageQueries } from '@/lib/queries/trend-page'
import { type TrendRange, trendsQueries, zoomedFrom } from '@/lib/queries/trends'

const key = (from: string, to: string, metrics: Metric[] = ['steps'], bucket: TrendRange['bucket'] = 'day') =>
  trendsQueries.series(metrics, { from, to, bucket }).queryKey

test('while a range is fetched the one before stands in only where they overlap, of the same metrics in the same steps', () => {
  const stands = zoomedFrom(key('2026-02-01', '2026-02-28'))
  const before = (queryKey: readonly unknown[]) => stands('before', { queryKey })
  expect(before(key('2026-01-01', '2026-03-31'))).toBe('before')
  expect(before(key('2026-02-10', '2026-02-20'))).toBe('before')
  expect(before(key('2026-01-01', '2026-02-20'))).toBe('before')
  expect(before(key('2026-01-01', '2026-01-31'))).toBeUndefined()
  expect(before(key('2026-01-01', '2026-03-31', ['steps', 'spo2']))).toBeUndefined()
  expect(before(key('2026-01-01', '2026-03-31', ['steps'], 'week'))).toBeUndefined()
  expect(before([])).toBeUndefined()
  expect(stands('before', undefined)).toBeUndefined()
})

test('what looks back from the first days that there are asks for none before them: the server knows no such day', () => {
  const today = '2026-11-23'
  const days = (queries: Record<string, { queryKey: readonly unknown[] }>) => JSON.stringify(queries).match(/\b\d{4}-\d\d-\d\d\b/g) ?? []
  for (const search of [
    'from=2000-01-01&to=2000-01-05',
    'from=2008-01-01&compare=previous',
    'from=2000-03-01&to=2000-04-01&compare=last-year',
  ]) {
    const asked = days(trendPageQueries(trendChoice(new URLSearchParams(search), today, '2024-01-31'), today, '2024-01-31'))
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.filter((day) => !isDay(day))).toEqual([])
  }
  expect(days(rhythmPageQueries('2000-01-05', 90)).filter((day) => !isDay(day))).toEqual([])
  const { metrics, first, to } = readReport(new URLSearchParams('from=2000-01-01&to=2000-01-31'), today)
  expect(days({ report: trendsQueries.series(metrics, { from: first, to, bucket: 'day' }) }).filter((day) => !isDay(day))).toEqual([])
})

test('the first night of a range follows the evening before it: its tags are read too', () => {
  const tagged = (metric: Metric) => linkQueries([metric], { from: '2026-11-01', to: '2026-11-23' }).tags.queryKey.at(-1)
  expect(tagged('average_hrv')).toEqual({ from: '2026-10-31', to: '2026-11-23' })
  expect(tagged('steps')).toEqual({ from: '2026-11-01', to: '2026-11-23' })
})

test('all metrics over ten years come in answers that each stay small, and as one', async () => {
  const asked: string[][] = []
  vi.stubGlobal('fetch', async (path: string) => {
    const params = new URL(path, 'http://localhost').searchParams
    const names = params.get('metrics')?.split(',') ?? []
    asked.push(names)
    const unfinished = names.includes('steps') ? { unfinished: ['2026-11-22'] } : {}
    return Response.json({
      days: [params.get('from')],
      metrics: Object.fromEntries(names.map((name) => [name, [name.length]])),
      ...unfinished,
    })
  })
  const read = async (bucket: TrendRange['bucket'], from: string) => {
    asked.length = 0
    return new QueryClient().fetchQuery(trendsQueries.series(METRIC_NAMES, { from, to: '2026-11-23', bucket }))
  }
  const body = await read('day', '2016-11-23')
  expect(Math.max(...asked.map((names) => names.length))).toBe(7)
  expect(asked.flat()).toEqual(METRIC_NAMES)
  expect(body).toEqual({
    days: ['2016-11-23'],
    metrics: Object.fromEntries(METRIC_NAMES.map((name) => [name, [name.length]])),
    // One part alone says so.
    unfinished: ['2026-11-22'],
  })
  await read('week', '2016-11-23')
  expect(asked).toHaveLength(2)
  await read('day', '2025-11-23')
  expect(asked).toEqual([METRIC_NAMES.slice(0, 73), METRIC_NAMES.slice(73)])
  vi.unstubAllGlobals()
})
