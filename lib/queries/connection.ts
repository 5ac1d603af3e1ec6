import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { ConnectionBody, DisconnectBody } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { again, unlessRefused } from './query-client'
import { syncQueries } from './sync'

/** How this account is connected with Oura, and whether that still works. */
export const connectionQueries = {
  all: () => ['connection'] as const,
  current: () =>
    queryOptions({
      queryKey: connectionQueries.all(),
      queryFn: ({ signal }) => fetchJson<ConnectionBody>('/api/connection', { signal }),
      refetchInterval: again(5 * 60_000),
    }),
  /** Puts a new token in the place of the old one; rejects with `token_rejected` when Oura does not know it. */
  replaceToken: () =>
    mutationOptions({
      mutationKey: [...connectionQueries.all(), 'replace-token'],
      mutationFn: (token: string) => fetchJson<ConnectionBody | null>('/api/connection', { method: 'PUT', body: { token } }),
      onSettled: (_data, error, _token, _result, { client }) =>
        unlessRefused(
          error,
          Promise.all([
            client.invalidateQueries({ queryKey: connectionQueries.all() }),
            client.invalidateQueries({ queryKey: syncQueries.all() }),
          ]),
        ),
    }),
  /** Forgets the token and keeps everything that was fetched; answers whether Oura took the access back. */
  disconnect: () =>
    mutationOptions({
      mutationKey: [...connectionQueries.all(), 'disconnect'],
      mutationFn: () => fetchJson<DisconnectBody>('/api/connection', { method: 'DELETE', body: {} }),
      onSettled: (_data, error, _variables, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: connectionQueries.all() })),
    }),
}
