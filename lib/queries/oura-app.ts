import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { OuraAppBody, SignInProblem } from '@/lib/api'
import { fetchJson } from './fetch-json'
import { type Entry, sendWithCsrf } from './session'

export type OuraServer = OuraAppBody['server']
export type AppEntry = { client_id: string; client_secret: string; server: OuraServer; setup_code?: string }

/** The application at Oura that people sign in with, and the way through it. */
export const ouraAppQueries = {
  all: () => ['oura-app'] as const,
  current: () =>
    queryOptions({
      queryKey: ouraAppQueries.all(),
      queryFn: ({ signal }) => fetchJson<OuraAppBody>('/api/oura-app', { signal }),
      staleTime: 60_000,
    }),
  /** Enters the application: who may not hears `forbidden`. */
  save: () =>
    mutationOptions({
      mutationKey: [...ouraAppQueries.all(), 'save'],
      mutationFn: (entry: AppEntry) => fetchJson<OuraAppBody>('/api/oura-app', { method: 'PUT', body: entry }),
      onSuccess: (body, _entry, _result, { client }) => client.setQueryData(ouraAppQueries.all(), body),
    }),
  /** Where at Oura the person says yes. */
  start: () =>
    mutationOptions({
      mutationKey: [...ouraAppQueries.all(), 'start'],
      mutationFn: ({ server, entry }: { server: OuraServer | null; entry: Entry }) =>
        sendWithCsrf(
          { ...entry, ...(server ? { server } : {}) },
          async (body) => (await fetchJson<{ url: string }>('/api/auth/signin/oura', { method: 'POST', body })).url,
        ),
    }),
  /** Finishes with the address that Oura sent the browser to and that it could not open; answers what kept it from signing in. */
  finish: () =>
    mutationOptions({
      mutationKey: [...ouraAppQueries.all(), 'finish'],
      mutationFn: async (address: string) =>
        (await fetchJson<{ problem: SignInProblem | null }>('/api/auth/callback/oura', { method: 'POST', body: { address } })).problem,
    }),
}
