import { queryOptions } from '@tanstack/react-query'
import type { HealthBody } from '@/lib/api'
import { fetchJson } from './fetch-json'

/** How the server itself is, as far as this visitor is told. */
export const healthQueries = {
  current: () =>
    queryOptions({
      queryKey: ['health'] as const,
      queryFn: ({ signal }) => fetchJson<HealthBody>('/api/health', { signal }),
      refetchInterval: 5 * 60_000,
    }),
}
