import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { WebhooksBody } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { again } from './query-client'

const WHILE_CHANGING_MS = 2_500
const WHILE_SETTLED_MS = 60_000
const isChanging = (webhooks: WebhooksBody | undefined) => webhooks?.state === 'starting' || webhooks?.state === 'stopping'

/** Whether Oura announces new data to this server, for its owner; others hear `forbidden`. */
export const webhooksQueries = {
  all: () => ['webhooks'] as const,
  current: () =>
    queryOptions({
      queryKey: webhooksQueries.all(),
      queryFn: ({ signal }) => fetchJson<WebhooksBody>('/api/webhooks', { signal }),
      refetchInterval: (query) => again(isChanging(query.state.data) ? WHILE_CHANGING_MS : WHILE_SETTLED_MS)(query),
    }),
  /** Switched on once more, everything is tried anew. */
  turn: () =>
    mutationOptions({
      mutationKey: [...webhooksQueries.all(), 'turn'],
      mutationFn: (on: boolean) => fetchJson<WebhooksBody>('/api/webhooks', { method: 'PUT', body: { on } }),
      onSuccess: (webhooks, _on, _result, { client }) => client.setQueryData(webhooksQueries.all(), webhooks),
    }),
}
