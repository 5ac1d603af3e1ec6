'use client'
import { type QueryClient, useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { addDays, type Day } from '@/lib/domain/day'

const QUIET_MS = 1_500

/** Fetches the days beside the one on show once the page has come to rest, so that a step shows them at once. */
export function useNeighbours(day: Day, newest: Day, prefetch: (client: QueryClient, day: Day) => Promise<void>): void {
  const client = useQueryClient()
  const busy = useIsFetching() > 0
  useEffect(() => {
    if (busy) return
    const timer = setTimeout(() => {
      void prefetch(client, addDays(day, -1))
      if (day < newest) void prefetch(client, addDays(day, 1))
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [client, day, newest, busy, prefetch])
}
