import { useEffect, useEffectEvent } from 'react'

/** T opens the table from anywhere on the page, except while writing or in a sheet. */
export function useTableKey(open: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (document.querySelector('dialog[open]') || (event.target as Element | null)?.closest?.('input, textarea, select, [contenteditable]'))
      return
    event.preventDefault()
    open()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
