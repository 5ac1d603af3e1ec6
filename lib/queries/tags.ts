import { queryOptions } from '@tanstack/react-query'
import type { LocalTag, TagDays } from '@/lib/api'
import { type Day, sinceFirstDay } from '@/lib/domain/day'
import { activityDay, instantOf, offsetOf } from '@/lib/domain/local-clock'
import { fetchJson } from './fetch-json'
import { isWaitingTag, waitingChanges } from './waiting'

/** The server's tags of the activity days `from` … `to` with what waits put in its place, in order of time. */
export function withWaitingTags(tags: readonly LocalTag[], from: Day, to: Day): LocalTag[] {
  const waiting = waitingChanges().filter(isWaitingTag)
  const ids = new Set(waiting.map(({ tag }) => tag.id))
  const known = new Map(tags.map((tag) => [tag.id, tag]))
  const mine = waiting.flatMap(({ tag, deleted }) => {
    const day = activityDay(instantOf(tag.at), offsetOf(tag.at) ?? 0)
    const { created_at = tag.at, updated_at = tag.at } = known.get(tag.id) ?? {}
    return deleted || day < from || day > to ? [] : [{ ...tag, day, created_at, updated_at }]
  })
  return [...tags.filter(({ id }) => !ids.has(id)), ...mine].sort((a, b) => instantOf(a.at) - instantOf(b.at))
}

/** Tags: the person's own with all they say, and of every tag, Oura's too, the activity days it was set on. */
export const tagsQueries = {
  all: () => ['tags'] as const,
  /** The person's own tags and notes of the activity days `from` … `to`, both included, with those that still wait to be saved. */
  local: (from: Day, to: Day) =>
    queryOptions({
      queryKey: [...tagsQueries.all(), 'local', { from, to }] as const,
      queryFn: async ({ signal }) => {
        const { data } = await fetchJson<{ data: LocalTag[] }>(`/api/tags?${new URLSearchParams({ from, to })}`, { signal })
        return withWaitingTags(data, from, to)
      },
    }),
  /** The days of every tag within `from` … `to`, both included, the most frequent tag first. */
  days: (from: Day, to: Day) => {
    const range = sinceFirstDay({ from, to })
    return queryOptions({
      queryKey: [...tagsQueries.all(), 'days', range] as const,
      queryFn: async ({ signal }) => (await fetchJson<{ data: TagDays[] }>(`/api/tag-days?${new URLSearchParams(range)}`, { signal })).data,
    })
  },
}
