import { mutationOptions } from '@tanstack/react-query'
import type { EraseBody } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { forgetHere } from './forget-here'
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
      onSuccess: async (_data, _confirm, _result, { client }) => {
        await forgetHere()
        await endQueries(client)
      },
    }),
}
