'use client'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import type { ConnectionBody } from '@/lib/api'
import { zoneOffset } from '@/lib/domain/local-clock'
import type { Collection } from '@/lib/oura/collections'
import { useWorksUntil } from './works-until'

const REASONS = [
  'upstream_limited',
  'upstream_refused',
  'upstream_unreachable',
  'token_rejected',
  'membership_lapsed',
  'missing_scope',
  'misconfigured',
  'grant_revoked',
  'refresh_interrupted',
  'app_changed',
  'app_refused',
] as const
const LOOKS = {
  fresh: { icon: 'check', colour: 'text-ok' },
  stale: { icon: 'warning', colour: 'text-warn' },
  limited: { icon: 'warning', colour: 'text-warn' },
  reconnect: { icon: 'error', colour: 'text-danger' },
  misconfigured: { icon: 'error', colour: 'text-danger' },
} as const

/** In one sentence: when the last sync was, or what keeps it from working and what mends it; then what Oura was not told to share. */
export function ConnectionState({ connection, syncMinutes }: { connection: ConnectionBody; syncMinutes: number }) {
  const t = useTranslations('data.connection')
  const say = useSentence(connection, syncMinutes)
  const until = useWorksUntil(connection)
  const look = LOOKS[connection.state]
  if (connection.kind === 'demo') return <p className="text-secondary text-ink2">{t('demo')}</p>
  return (
    <>
      <p className="flex gap-1.5 text-secondary text-ink2">
        <Icon name={look.icon} weight={2.4} className={`mt-px size-4 ${look.colour}`} />
        {until === null ? say : `${t('worksUntil', { date: until })} ${say}`}
      </p>
      {connection.token && (
        <p className="mt-1 text-secondary text-ink2">
          {t('token', { end: connection.token.last4 })} <span className="whitespace-nowrap">{connection.token.fingerprint}</span>
        </p>
      )}
      {connection.left_out.map((left) => (
        <LeftOut key={left.collection} left={left} />
      ))}
      {connection.missing_scopes.map((scope) => (
        <NotShared key={scope} scope={scope} />
      ))}
    </>
  )
}

/** A collection that does not come for a while, though others do. */
function LeftOut({ left: { collection, reason, retry_at } }: { left: ConnectionBody['left_out'][number] }) {
  const t = useTranslations('data.connection.leftOut')
  const names = useTranslations('data.keys.collection')
  const format = useFormat()
  const { now, zone } = useNow()
  const again = Date.parse(retry_at)
  const name = names(`${collection as Collection}`)
  return (
    <p className="mt-1 text-secondary text-ink2">
      {t(`${reason}`, { name, time: format.moment(again, { offset: zoneOffset(zone, again), now }) })}
    </p>
  )
}

const SCOPES = ['daily', 'heart_health', 'heartrate', 'ring_configuration', 'session', 'spo2', 'stress', 'tag', 'workout'] as const

/** What stays empty because it was not shared at Oura. */
function NotShared({ scope }: { scope: string }) {
  const t = useTranslations('data.connection')
  const known = SCOPES.find((one) => one === scope)
  return <p className="mt-1 text-secondary text-ink2">{known ? t(`notShared.${known}`) : t('scopes', { scopes: scope })}</p>
}

function useSentence({ kind, state, reason, last_sync_at, since, retry_at, left_out }: ConnectionBody, minutes: number): string {
  const t = useTranslations('data.connection')
  const format = useFormat()
  const { now, zone } = useNow()
  const told = (moment: string) => {
    const instant = Date.parse(moment)
    return format.moment(instant, { offset: zoneOffset(zone, instant), now })
  }
  if (kind === null) return t('none')
  const known = REASONS.find((one) => one === reason)
  if (kind === 'oauth' && known === 'token_rejected') return t('oura_rejected')
  if (retry_at) return t('waiting', { time: told(retry_at) })
  // All the rest came: what did not is told below, each with its own time.
  const isPart = state === 'limited' && left_out.some((left) => left.reason === reason)
  if (isPart && last_sync_at) return t('fresh', { time: told(last_sync_at), minutes })
  if (state !== 'fresh' && known) return t(`${known}`, { minutes })
  const last = last_sync_at ?? since
  if (state === 'stale' && last) return t('not_synced', { time: told(last) })
  if (state !== 'fresh') return t('other')
  return last_sync_at ? t('fresh', { time: told(last_sync_at), minutes }) : t('first', { minutes })
}
