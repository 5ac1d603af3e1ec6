'use client'
import { HydrationBoundary } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'

/** The queries of a dehydrated state, given as JSON, for everything below. */
export function HydratedFrom({ state, children }: { state: string; children: ReactNode }) {
  return <HydrationBoundary state={useMemo(() => JSON.parse(state), [state])}>{children}</HydrationBoundary>
}
