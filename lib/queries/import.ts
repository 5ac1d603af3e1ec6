import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ImportBody } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { sendFile, type Upload } from './import-file'
import { again, unlessRefused } from './query-client'

const WHILE_RUNNING_MS = 1_000
const RUNNING: readonly ImportBody['state'][] = ['checking', 'writing', 'deriving']

/** Everything that a page shows may read otherwise now. */
function readAnew(client: QueryClient): void {
  for (const noun of ['oura', 'trends', 'coverage', 'connection', 'tags', 'rhythm', 'trend-marks', 'experiments'])
    void client.invalidateQueries({ queryKey: [noun] })
}

/** An export that is brought back in: sent from here, and then the server's own work, which is looked at while it goes on. */
export const importQueries = {
  all: () => ['import'] as const,
  status: () =>
    queryOptions({
      queryKey: [...importQueries.all(), 'status'] as const,
      queryFn: async ({ client, signal }) => {
        const before = client.getQueryData<ImportBody>([...importQueries.all(), 'status'])
        const now = await fetchJson<ImportBody>('/api/import', { signal })
        if (now.state === 'done' && before !== undefined && before.state !== 'done') readAnew(client)
        return now
      },
      refetchInterval: (query) => RUNNING.includes(query.state.data?.state ?? 'none') && again(WHILE_RUNNING_MS)(query),
    }),
  /** Sends a file; settles when all of it has arrived. */
  send: () =>
    mutationOptions({
      mutationKey: [...importQueries.all(), 'send'],
      mutationFn: (upload: Upload) => sendFile(upload),
      onSettled: (_data, error, _upload, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: importQueries.all() })),
    }),
  /** The word for a file that does not say whose it is. */
  confirm: () =>
    mutationOptions({
      mutationKey: [...importQueries.all(), 'confirm'],
      mutationFn: (id: string) => fetchJson<ImportBody>('/api/import', { method: 'POST', body: { id, confirm: 'IMPORT' } }),
      onSettled: (_data, error, _id, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: importQueries.all() })),
    }),
  /** Gives a file up, or forgets what became of it. */
  forget: () =>
    mutationOptions({
      mutationKey: [...importQueries.all(), 'forget'],
      mutationFn: (id: string) => fetchJson<null>('/api/import', { method: 'DELETE', body: { id } }),
      onSettled: (_data, error, _id, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: importQueries.all() })),
    }),
}
