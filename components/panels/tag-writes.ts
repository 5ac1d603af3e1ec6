import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useIsGuest } from '@/components/ui/guest'
import type { LocalTag, TagWrite } from '@/lib/api'
import { connectionQueries } from '@/lib/queries/connection'
import { tagsQueries, withWaitingTags } from '@/lib/queries/tags'
import { isWaitingTag, type WaitingTag } from '@/lib/queries/waiting'
import { useKeptWrite, useWaiting } from './waiting-changes'

/** The tags of this device that the server has not confirmed yet. */
export function useWaitingTags(): readonly WaitingTag[] {
  return useWaiting().filter(isWaitingTag)
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
  const keep = useKeptWrite()
  const write = useCallback(
    (change: Omit<WaitingTag, 'refused'>) =>
      keep(change, () => {
        for (const [key, tags] of client.getQueriesData<LocalTag[]>({ queryKey: [...tagsQueries.all(), 'local'] })) {
          const range = key[2] as { from: string; to: string }
          if (tags) client.setQueryData(key, withWaitingTags(tags, range.from, range.to))
        }
      }),
    [client, keep],
  )
  return {
    add: useCallback((tag) => write({ tag, fresh: true, deleted: false }), [write]),
    change: useCallback((tag) => write({ tag, fresh: false, deleted: false }), [write]),
    remove: useCallback((tag) => write({ tag, fresh: false, deleted: true }), [write]),
  }
}
