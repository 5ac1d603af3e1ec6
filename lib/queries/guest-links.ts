import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { GuestBody, GuestLinkCreated, GuestLinkRow, GuestPage } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { unlessRefused } from './query-client'

/** What somebody may see who came by a link. */
export type Guest = GuestBody
export type NewGuestLink = { name: string; shown_name: string; pages: GuestPage[]; days: number }

/** Links that show some of this person's pages to somebody else. */
export const guestLinksQueries = {
  all: () => ['guest-links'] as const,
  list: () =>
    queryOptions({
      queryKey: guestLinksQueries.all(),
      queryFn: async ({ signal }) => (await fetchJson<{ data: GuestLinkRow[] }>('/api/guest-links', { signal })).data,
    }),
  /** Makes a link. It is in the answer and never again. */
  create: () =>
    mutationOptions({
      mutationKey: [...guestLinksQueries.all(), 'create'],
      mutationFn: (link: NewGuestLink) => fetchJson<GuestLinkCreated>('/api/guest-links', { method: 'POST', body: link }),
      onSettled: (_data, error, _link, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: guestLinksQueries.all() })),
    }),
  /** Ends a link, and whoever came by it is out. */
  withdraw: () =>
    mutationOptions({
      mutationKey: [...guestLinksQueries.all(), 'withdraw'],
      mutationFn: (id: string) => fetchJson<null>('/api/guest-links', { method: 'DELETE', body: { id } }),
      onSettled: (_data, error, _id, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: guestLinksQueries.all() })),
    }),
}
