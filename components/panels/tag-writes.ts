import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { useIsGuest } from '@/components/ui/guest'
import type { LocalTag, TagWrite } from '@/lib/api'
import { connectionQueries } from '@/lib/queries/connection'
import { keepWaiting, type Waiting, waitingTags, watchWaiting, withWaiting } from '@/lib/queries/tag-waiting'
import { tagsQueries } from '@/lib/queries/tags'

const none: readonly Waiting[] = []

/** The tags of this device that the server has not confirmed yet. */
export function useWaitingTags(): readonly Waiting[] {
  return useSyncExternalStore(watchWaiting, waitingTags, () => none)
}

/** Whether this person's tags can be changed: those of the demo ring cannot, and no guest changes anything. */
export function useTagsWritable(): boolean {
  const kind = useQuery(connectionQueries.current()).data?.kind
  const guest = useIsGuest()
  return !guest && kind !== undefined && kind !== 'demo'
}

/** Sets, changes and takes away tags: on the page at once, kept on the device, and sent until the server has them. */
export function useTagWrites(): { add: (tag: TagWrite) => void; change: (tag: TagWrite) => void; remove: (tag: TagWrite) => void } {
  const client = useQueryClient()
  const write = useCallback(
    (change: Omit<Waiting, 'refused'>) => {
      keepWaiting(change)
      for (const [key, tags] of client.getQueriesData<LocalTag[]>({ queryKey: [...tagsQueries.all(), 'local'] })) {
        const range = key[2] as { from: string; to: string }
        if (tags) client.setQueryData(key, withWaiting(tags, range.from, range.to))
      }
      void import('@/lib/queries/tag-outbox').then(({ sendWaiting }) => sendWaiting(client)).catch(() => undefined)
    },
    [client],
  )
  return {
    add: useCallback((tag) => write({ tag, fresh: true, deleted: false }), [write]),
    change: useCallback((tag) => write({ tag, fresh: false, deleted: false }), [write]),
    remove: useCallback((tag) => write({ tag, fresh: false, deleted: true }), [write]),
  }
}
