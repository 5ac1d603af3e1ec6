'use client'
import { HydrationBoundary } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'

// Whose numbers are in this tab's memory.
let held: string | null = null

/**
 * The queries of a dehydrated state, given as JSON, for everything below. A tab that has been open for long holds one person's numbers, and
 * its browser may be signed in as another by now: their page begins anew.
 */
export function HydratedFrom({ account, state, children }: { account: string | null; state: string; children: ReactNode }) {
  const isOthers = account !== null && held !== null && held !== account
  useEffect(() => {
    if (isOthers) window.location.reload()
    else held ??= account
  }, [account, isOthers])
  const parsed = useMemo(() => JSON.parse(state), [state])
  return isOthers ? null : <HydrationBoundary state={parsed}>{children}</HydrationBoundary>
}
