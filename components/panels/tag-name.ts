import { useCallback } from 'react'
import type { TagDays } from '@/lib/api'
import { useEventName } from './event-name'

/** What a tag of `/api/tag-days` is called: ours for Oura's code in the reader's language, else the person's own word. */
export function useTagName(): (tag: Pick<TagDays, 'key' | 'name'>) => string {
  const nameOf = useEventName()
  return useCallback(({ key, name }) => (key.startsWith('name:') ? name : nameOf({ code: key, text: null })), [nameOf])
}
