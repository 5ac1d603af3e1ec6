import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { KeyCreated, KeyRow, NewKey } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { unlessRefused } from './query-client'

/** API keys, with which other programs read this archive. */
export const keysQueries = {
  all: () => ['keys'] as const,
  list: () =>
    queryOptions({
      queryKey: keysQueries.all(),
      queryFn: async ({ signal }) => (await fetchJson<{ data: KeyRow[] }>('/api/keys', { signal })).data,
    }),
  /** Makes a key. Its text is in the answer and never again. */
  create: () =>
    mutationOptions({
      mutationKey: [...keysQueries.all(), 'create'],
      mutationFn: (key: NewKey) => fetchJson<KeyCreated>('/api/keys', { method: 'POST', body: key }),
      onSettled: (_data, error, _key, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: keysQueries.all() })),
    }),
  revoke: () =>
    mutationOptions({
      mutationKey: [...keysQueries.all(), 'revoke'],
      mutationFn: (id: string) => fetchJson<null>('/api/keys', { method: 'DELETE', body: { id } }),
      onSettled: (_data, error, _id, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: keysQueries.all() })),
    }),
}
