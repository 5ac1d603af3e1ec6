'use client'
import { useEffect, useEffectEvent } from 'react'

type Actions = { previous: () => void; next: () => void; calendar: () => void; list: () => void }

/** The page's keys: `[` and `]` change the day, G opens the calendar, ? the list of keys. Silent while writing or in a sheet. */
export function useDayKeys(actions: Actions): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (document.querySelector('dialog[open]') || (event.target as Element | null)?.closest?.('input, textarea, select, [contenteditable]'))
      return
    const action = { '[': actions.previous, ']': actions.next, g: actions.calendar, G: actions.calendar, '?': actions.list }[event.key]
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
