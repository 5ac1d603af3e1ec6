import type { QueryClient } from '@tanstack/react-query'
import type { LocalTag } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { experimentsQueries, withWaitingChecks } from './experiments'
import { tagsQueries, withWaitingTags } from './tags'
import { waitingChanges } from './waiting'

const LOCAL = [...tagsQueries.all(), 'local']

/** Puts what waits to be saved into every list that is here. */
export function showWaiting(client: QueryClient): void {
  // As old as what the server said: it is asked again when its answer is.
  const put = (key: readonly unknown[], list: readonly unknown[]) =>
    client.setQueryData(key, list, { updatedAt: client.getQueryState(key)?.dataUpdatedAt ?? 0 })
  for (const [key, tags] of client.getQueriesData<LocalTag[]>({ queryKey: LOCAL })) {
    const { from, to } = key[2] as { from: Day; to: Day }
    if (tags) put(key, withWaitingTags(tags, from, to))
  }
  const { queryKey } = experimentsQueries.list()
  const experiments = client.getQueryData(queryKey)
  if (experiments) put(queryKey, withWaitingChecks(experiments))
}

/** The same from now on for every list that comes with a page of the server, which knows nothing of what waits. Answers with how to stop. */
export function keepShowingWaiting(client: QueryClient): () => void {
  showWaiting(client)
  return client.getQueryCache().subscribe((event) => {
    const came = event.type === 'added' || (event.type === 'updated' && event.action.type === 'setState')
    if (came && waitingChanges().length > 0) showWaiting(client)
  })
}
