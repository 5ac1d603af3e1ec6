import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useIsGuest } from '@/components/ui/guest'
import type { TagWrite } from '@/lib/api'
import { connectionQueries } from '@/lib/queries/connection'
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
  const keep = useKeptWrite()
  return {
    add: useCallback((tag) => keep({ tag, fresh: true, deleted: false }), [keep]),
    change: useCallback((tag) => keep({ tag, fresh: false, deleted: false }), [keep]),
    remove: useCallback((tag) => keep({ tag, fresh: false, deleted: true }), [keep]),
  }
}
