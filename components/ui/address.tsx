'use client'
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'

// What was put into the address here and the router has not caught up with, oldest first. Its transition takes a while; a finger does not wait.
let pending: readonly string[] = []
const listeners = new Set<() => void>()

function set(next: readonly string[]): void {
  if (next === pending || (next.length === 0 && pending.length === 0)) return
  pending = next
  for (const listener of listeners) listener()
}

const followBack = () => set([normal(location.search)])

function subscribe(listener: () => void) {
  if (listeners.size === 0) window.addEventListener('popstate', followBack)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('popstate', followBack)
  }
}

const normal = (search: string) => new URLSearchParams(search).toString()
const ahead = () => pending.at(-1) ?? null
const AddressContext = createContext('')

/** Gives everything below the search of the page's address. `search` is where the router is; what was changed here is ahead of it. */
export function AddressProvider({ search, children }: { search: string; children: ReactNode }) {
  useLayoutEffect(() => {
    // An address that nobody here asked for is a navigation, and what was ahead of the router is left behind.
    const reached = pending.indexOf(search)
    set(reached < 0 ? [] : pending.slice(reached + 1))
  }, [search])
  return <AddressContext value={search}>{children}</AddressContext>
}

/** The parameters of the page's address; the server knows them too. A change of them re-renders at once. */
export function useAddress(): URLSearchParams {
  const reached = useContext(AddressContext)
  // Not through the context: a change of that one would wake every part that the server drew and that has not come alive yet.
  const search = useSyncExternalStore(subscribe, ahead, () => null) ?? reached
  return useMemo(() => new URLSearchParams(search), [search])
}

/** The parameters as they are now, for handlers: ahead of what is drawn while somebody steps quickly. */
export function readAddress(): URLSearchParams {
  return new URLSearchParams(ahead() ?? location.search)
}

/**
 * Changes some parameters of this page's address (null takes one away) without asking the server, and re-renders in the same event. `push`
 * is a step that the back button undoes, `replace` is not.
 */
export function changeAddress(some: Readonly<Record<string, string | null>>, how: 'push' | 'replace' = 'push'): void {
  const params = readAddress()
  for (const [name, value] of Object.entries(some)) {
    if (value === null) params.delete(name)
    else params.set(name, value)
  }
  const search = params.toString()
  const url = search ? `${location.pathname}?${search}` : location.pathname
  // Next listens to these two: its links and its reload go on from here.
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  set([...pending, search])
}
