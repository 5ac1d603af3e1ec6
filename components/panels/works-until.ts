import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import type { ConnectionBody } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'

/** The day until which a sign-in that is renewed no more still brings data; null for all others. */
export function useWorksUntil(connection: ConnectionBody | undefined): string | null {
  const format = useFormat()
  const { zone } = useNow()
  if (!connection?.works_until) return null
  const instant = Date.parse(connection.works_until)
  return format.date(localDay(instant, zoneOffset(zone, instant)))
}
