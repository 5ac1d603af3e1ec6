import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { DayEvent } from '@/lib/domain/day-events'

/** Oura's word made readable, for codes that this version has no translation of: `tag_generic_late_meal` → `Late meal`. */
function plainCode(code: string): string {
  const words = code
    .replace(/^tag_(?:\w+?_)?/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
  return words && words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

/** What an event is called: the wearer's own word, else ours for Oura's code. */
export function useEventName(): (event: DayEvent) => string {
  const t = useTranslations('dayClock')
  return useCallback(
    ({ code, text }) => {
      const key = `event.${code}` as 'event.nap'
      return text ?? (/^\w+$/.test(code) && t.has(key) ? t(key) : plainCode(code) || t('event.tag'))
    },
    [t],
  )
}
