import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { EraseBody, InviteCreated, PeopleBody } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { unlessRefused } from './query-client'

/** Everybody with an archive on this server and who is invited, for its owner; others hear `forbidden`. */
export const peopleQueries = {
  all: () => ['people'] as const,
  list: () =>
    queryOptions({
      queryKey: peopleQueries.all(),
      queryFn: ({ signal }) => fetchJson<PeopleBody>('/api/people', { signal }),
    }),
  /** Makes an invitation. Its link is in the answer and never again. */
  invite: () =>
    mutationOptions({
      mutationKey: [...peopleQueries.all(), 'invite'],
      mutationFn: (invite: { name: string; days: number }) => fetchJson<InviteCreated>('/api/invites', { method: 'POST', body: invite }),
      onSettled: (_data, error, _invite, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: peopleQueries.all() })),
    }),
  withdraw: () =>
    mutationOptions({
      mutationKey: [...peopleQueries.all(), 'withdraw'],
      mutationFn: (id: string) => fetchJson<null>('/api/invites', { method: 'DELETE', body: { id } }),
      onSettled: (_data, error, _id, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: peopleQueries.all() })),
    }),
  /** Keeps a person out, or lets them in again; nothing of theirs is lost. */
  setAccess: () =>
    mutationOptions({
      mutationKey: [...peopleQueries.all(), 'set-access'],
      mutationFn: (of: { id: string; access: boolean }) => fetchJson<PeopleBody>('/api/people', { method: 'PUT', body: of }),
      onSuccess: (people, _of, _result, { client }) => client.setQueryData(peopleQueries.all(), people),
    }),
  /** Removes a person with everything of theirs. `confirm` has to be DELETE. */
  remove: () =>
    mutationOptions({
      mutationKey: [...peopleQueries.all(), 'remove'],
      mutationFn: (of: { id: string; confirm: string }) => fetchJson<EraseBody>('/api/people', { method: 'DELETE', body: of }),
      onSettled: (_data, error, _of, _result, { client }) =>
        unlessRefused(error, client.invalidateQueries({ queryKey: peopleQueries.all() })),
    }),
}
