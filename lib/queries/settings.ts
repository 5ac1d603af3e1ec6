import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { SettingsBody } from '@/lib/api'
import { fetchJson } from './fetch-json'

/** How this person wants to read: language, theme, units, clock. */
export const settingsQueries = {
  all: () => ['settings'] as const,
  current: () =>
    queryOptions({
      queryKey: settingsQueries.all(),
      queryFn: ({ signal }) => fetchJson<SettingsBody>('/api/settings', { signal }),
    }),
  /** Keeps what changed; another device may have changed the rest since this page was made. */
  save: () =>
    mutationOptions({
      mutationKey: [...settingsQueries.all(), 'save'],
      mutationFn: (some: Partial<SettingsBody>) => fetchJson<SettingsBody>('/api/settings', { method: 'PUT', body: some }),
      onSuccess: (saved, _some, _result, { client }) => client.setQueryData(settingsQueries.all(), saved),
    }),
}
