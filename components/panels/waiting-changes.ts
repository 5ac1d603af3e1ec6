import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { showWaiting } from '@/lib/queries/show-waiting'
import { keepWaiting, type Waiting, waitingChanges, watchWaiting } from '@/lib/queries/waiting'

const none: readonly Waiting[] = []

/** What was written on this device and the server has not confirmed yet. */
export function useWaiting(): readonly Waiting[] {
  return useSyncExternalStore(watchWaiting, waitingChanges, () => none)
}

/** Keeps a change on the device, shows it meanwhile, and sends it until the server has it. */
export function useKeptWrite(): typeof keepWaiting {
  const client = useQueryClient()
  return useCallback(
    (change) => {
      keepWaiting(change)
      showWaiting(client)
      void import('@/lib/queries/outbox').then(({ sendWaiting }) => sendWaiting(client)).catch(() => undefined)
    },
    [client],
  )
}
