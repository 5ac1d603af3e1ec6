import { queryOptions } from '@tanstack/react-query'
import type { LocalTag, TagDays } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { fetchJson } from './fetch-json'
import { withWaiting } from './tag-waiting'

/** Tags: the person's own with all they say, and of every tag, Oura's too, the activity days it was set on. */
export const tagsQueries = {
  all: () => ['tags'] as const,
  /** The person's own tags and notes of the activity days `from` … `to`, both included, with those that still wait to be saved. */
  local: (from: Day, to: Day) =>
    queryOptions({
      queryKey: [...tagsQueries.all(), 'local', { from, to }] as const,
      queryFn: async ({ signal }) => {
        const { data } = await fetchJson<{ data: LocalTag[] }>(`/api/tags?${new URLSearchParams({ from, to })}`, { signal })
        return withWaiting(data, from, to)
      },
    }),
  /** The days of every tag within `from` … `to`, both included, the most frequent tag first. */
  days: (from: Day, to: Day) =>
    queryOptions({
      queryKey: [...tagsQueries.all(), 'days', { from, to }] as const,
      queryFn: async ({ signal }) =>
        (await fetchJson<{ data: TagDays[] }>(`/api/tag-days?${new URLSearchParams({ from, to })}`, { signal })).data,
    }),
}
