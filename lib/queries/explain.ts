import { queryOptions } from '@tanstack/react-query'
import type { ExplainBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import type { Metric } from '@/lib/domain/metrics'
import { fetchJson } from './fetch-json'

/** Where a number comes from. Under the key of the documents, so that it is asked for again when a sync brings new ones. */
export const explainQueries = {
  metric: (metric: Metric, day: Day) =>
    queryOptions({
      queryKey: ['oura', 'explain', { metric, day }] as const,
      queryFn: ({ signal }) => fetchJson<ExplainBody>(`/api/explain?${new URLSearchParams({ metric, day })}`, { signal }),
    }),
}
