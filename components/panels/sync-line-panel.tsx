'use client'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useNow } from '@/components/ui/now'
import { useOnline } from '@/components/ui/online'
import { useFormat } from '@/components/ui/settings'
import { type Status, StatusLine } from '@/components/ui/status-line'
import type { ConnectionBody, SyncBody } from '@/lib/api'
import type { Day } from '@/lib/domain/day'
import { connectionQueries } from '@/lib/queries/connection'
import { dayQueries } from '@/lib/queries/day'
import { syncQueries } from '@/lib/queries/sync'
import { useDayEmpty } from './day-empty'
import { DemoChip } from './demo-chip'
import { useWorksUntil } from './works-until'

type Situation = { status: Status; text: ReactNode }

/** How fresh the day on show is, in one line that never changes height. */
export function SyncLinePanel({ day, today }: { day: Day; today: Day }) {
  const connection = useQuery(connectionQueries.current()).data
  const sync = useQuery(syncQueries.status()).data
  const failed = useFailedPart(day)
  const empty = useDayEmpty(day)
  const { status, text } = useSituation({ connection, sync, failed, empty, isToday: day === today })
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
      <StatusLine status={status}>{text}</StatusLine>
      {connection?.kind === 'demo' && <DemoChip />}
    </div>
  )
}

type DayPart = keyof ReturnType<typeof dayQueries>

/** The first part of the day that could not be read. */
function useFailedPart(day: Day): DayPart | null {
  const queries = dayQueries(day)
  const names = Object.keys(queries) as DayPart[]
  const failed = useQueries({ queries: Object.values(queries), combine: (results) => results.findIndex(({ isError }) => isError) })
  return names[failed] ?? null
}

type Known = {
  connection: ConnectionBody | undefined
  sync: SyncBody | undefined
  failed: DayPart | null
  empty: boolean
  isToday: boolean
}

function useSituation({ connection, sync, failed, empty, isToday }: Known): Situation {
  const t = useTranslations('sync')
  const format = useFormat()
  const { now, offset } = useNow()
  const until = useWorksUntil(connection)
  const online = useOnline()
  const last = connection?.last_sync_at ? Date.parse(connection.last_sync_at) : null
  const at = (instant: number) => format.moment(instant, { offset, now })
  const time = last === null ? null : at(last)
  const ago = last === null ? null : format.ago(now - last)

  if (!online) return { status: 'quiet', text: time ? t('offline', { time }) : t('offlineNever') }
  if (failed) return { status: 'warn', text: t('partFailed', { part: t(`parts.${failed}`) }) }
  // Told early, so that there is time to mend it.
  if (until !== null) return { status: 'warn', text: t('ends', { date: until }) }
  if (connection?.state === 'reconnect')
    return { status: 'danger', text: connection.since ? t('stopped', { time: at(Date.parse(connection.since)) }) : t('stoppedNow') }
  if (connection?.state === 'misconfigured') return { status: 'danger', text: t('misconfigured') }
  if (sync?.error === 'storage_full') return { status: 'danger', text: t('diskFull') }
  if (connection?.retry_at) return { status: 'warn', text: t('waiting', { time: at(Date.parse(connection.retry_at)) }) }
  if (connection?.reason === 'membership_lapsed') return { status: 'warn', text: t('membership') }
  if (connection?.state === 'limited') return { status: 'warn', text: t('limited') }
  if (connection?.state === 'stale' && time && ago) return { status: 'warn', text: t('stale', { time, ago }) }
  if (sync?.state === 'running')
    return { status: 'ok', text: t('running', { share: format.percent(sync.total > 0 ? (sync.done / sync.total) * 100 : 0) }) }
  if (empty && !isToday) return { status: 'quiet', text: t('empty') }
  if (time === null || ago === null) return { status: 'quiet', text: t('never') }
  return { status: 'ok', text: isToday ? t('today', { time, ago }) : t('complete', { time }) }
}
