import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { keepWaiting, type Waiting, waitingChanges, watchWaiting } from '@/lib/queries/waiting'

const none: readonly Waiting[] = []

/** What was written on this device and the server has not confirmed yet. */
export function useWaiting(): readonly Waiting[] {
  return useSyncExternalStore(watchWaiting, waitingChanges, () => none)
}

/** Keeps a change on the device and sends it until the server has it; `show` puts it on the page meanwhile. */
export function useKeptWrite(): (change: Parameters<typeof keepWaiting>[0], show: () => void) => void {
  const client = useQueryClient()
  return useCallback(
    (change, show) => {
      keepWaiting(change)
      show()
      void import('@/lib/queries/outbox').then(({ sendWaiting }) => sendWaiting(client)).catch(() => undefined)
    },
    [client],
  )
}
