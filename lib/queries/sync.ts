import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { SyncBody } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { again, unlessRefused } from './query-client'

const WHILE_RUNNING_MS = 2_500
const WHILE_IDLE_MS = 60_000
/** While a long history comes in, what is on show is asked for again no more often than this. */
const AGAIN_MS = 10_000

/** Whether documents may have arrived between two looks at the sync. */
function broughtSomething(before: SyncBody | undefined, now: SyncBody): boolean {
  return before !== undefined && (before.done !== now.done || before.state !== now.state || before.last_success_at !== now.last_success_at)
}

/** The sync with Oura: looked at often while it runs; whatever it brings is asked for again by those who show it. */
export const syncQueries = {
  all: () => ['sync'] as const,
  /** When something was last asked for again, epoch ms. */
  brought: () => [...syncQueries.all(), 'brought'] as const,
  status: () =>
    queryOptions({
      queryKey: [...syncQueries.all(), 'status'] as const,
      queryFn: async ({ client, signal }) => {
        const before = client.getQueryData<SyncBody>([...syncQueries.all(), 'status'])
        const now = await fetchJson<SyncBody>('/api/sync', { signal })
        const last = client.getQueryData<number>(syncQueries.brought()) ?? 0
        if (broughtSomething(before, now) && (now.state === 'idle' || Date.now() - last >= AGAIN_MS)) {
          client.setQueryData(syncQueries.brought(), Date.now())
          for (const noun of ['oura', 'trends', 'coverage', 'connection', 'tags', 'rhythm', 'trend-marks'])
            void client.invalidateQueries({ queryKey: [noun] })
        }
        return now
      },
      refetchInterval: (query) => again(query.state.data?.state === 'running' ? WHILE_RUNNING_MS : WHILE_IDLE_MS)(query),
    }),
  /** Asks for a sync now. */
  start: () =>
    mutationOptions({
      mutationKey: [...syncQueries.all(), 'start'],
      mutationFn: () => fetchJson<unknown>('/api/sync', { method: 'POST', body: {} }),
      onSettled: (_data, error, _variables, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: syncQueries.all() })),
    }),
}
