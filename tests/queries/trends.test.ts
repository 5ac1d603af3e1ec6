import { expect, test } from 'vitest'
import type { Metric } from '@/lib/domain/metrics'
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
