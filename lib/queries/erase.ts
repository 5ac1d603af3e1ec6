import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { EraseBody } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { endQueries } from './query-client'

/** What was removed. */
export type Erased = EraseBody

/** Everything of this person, gone for good. */
export const eraseQueries = {
  all: () => ['erase'] as const,
  /** `confirm` has to be DELETE. Whatever this browser kept goes too. */
  everything: () =>
    mutationOptions({
      mutationKey: [...eraseQueries.all(), 'everything'],
      mutationFn: (confirm: string) => fetchJson<EraseBody>('/api/erase', { method: 'POST', body: { confirm } }),
      onSuccess: (_data, _confirm, _result, { client }) => forgetHere(client),
    }),
}

// Browsers heed Clear-Site-Data over https alone.
async function forgetHere(client: QueryClient): Promise<void> {
  try {
    localStorage.clear()
    sessionStorage.clear()
    if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name)
  } catch {
    // A browser that keeps nothing, as some do in a private window, has nothing to forget; what was erased stays so.
  }
  await endQueries(client)
}
