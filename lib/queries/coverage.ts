import { queryOptions } from '@tanstack/react-query'
import type { CoverageBody, CoverageDaysBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { fetchJson } from './fetch-json'

/** Which days of which collection are here, and why the others are not. */
export const coverageQueries = {
  all: () => ['coverage'] as const,
  range: (from: Day, to: Day) =>
    queryOptions({
      queryKey: [...coverageQueries.all(), { from, to }] as const,
      queryFn: ({ signal }) => fetchJson<CoverageBody>(`/api/coverage?${new URLSearchParams({ from, to })}`, { signal }),
    }),
  /** How much of every day is here. */
  days: () =>
    queryOptions({
      queryKey: [...coverageQueries.all(), 'days'] as const,
      queryFn: ({ signal }) => fetchJson<CoverageDaysBody>('/api/coverage/days', { signal }),
    }),
}
