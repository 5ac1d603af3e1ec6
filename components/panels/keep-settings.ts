import { useMutation, useQuery } from '@tanstack/react-query'
import { useChangeSettings } from '@/components/ui/settings'
import type { Settings } from '@/lib/domain/settings'
import { connectionQueries } from '@/lib/queries/connection'
import { settingsQueries } from '@/lib/queries/settings'

/** Changes some settings at once and, except on the demo ring, has the server remember them for this person's other devices. */
export function useKeepSettings(): (some: Partial<Settings>) => void {
  const change = useChangeSettings()
  const save = useMutation(settingsQueries.save())
  const kind = useQuery(connectionQueries.current()).data?.kind
  return (some) => {
    change(some)
    if (kind && kind !== 'demo') save.mutate(some)
  }
}
