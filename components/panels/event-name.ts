import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { DayEvent } from '@/lib/domain/day-events'
import { plainCode } from '@/lib/domain/tag-key'

/** What an event is called: the wearer's own word, else ours for Oura's code. */
export function useEventName(): (event: Pick<DayEvent, 'code' | 'text'>) => string {
  const t = useTranslations('events')
  return useCallback(
    ({ code, text }) => {
      return text ?? (/^\w+$/.test(code) && t.has(code as 'nap') ? t(`${code as 'nap'}`) : plainCode(code) || t('tag'))
    },
    [t],
  )
}
