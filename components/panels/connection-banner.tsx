'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Banner } from '@/components/ui/banner'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import type { ConnectionBody } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'
import { connectionQueries } from '@/lib/queries/connection'
import { ouraAppQueries } from '@/lib/queries/oura-app'
import { syncQueries } from '@/lib/queries/sync'
import { useWorksUntil } from './works-until'

/** What is wrong between this server and Oura, and what mends it. Not there while all is well, nor for the demo ring. */
export function ConnectionBanner({ className }: { className: string }) {
  const connection = useQuery(connectionQueries.current()).data
  if (!connection || connection.kind === 'demo') return null
  switch (connection.state) {
    case 'fresh':
      return null
    case 'reconnect':
      return <Stopped connection={connection} className={className} />
    case 'misconfigured':
      return <Misconfigured connection={connection} className={className} />
    case 'limited':
      return <Limited connection={connection} className={className} />
    case 'stale':
      return <Stale connection={connection} className={className} />
  }
}

type Props = { connection: ConnectionBody; className: string }

function Stopped({ connection, className }: Props) {
  const t = useTranslations('banner')
  const until = useWorksUntil(connection)
  const connect = (
    <a href="/connect#oura" className={buttonClass({ look: 'primary', size: 'small' })}>
      {t('connect')}
    </a>
  )
  return (
    <Banner
      tone="danger"
      icon="error"
      title={
        until !== null
          ? t('ends', { date: until })
          : connection.kind === null
            ? t('disconnected')
            : connection.kind === 'oauth'
              ? t('reconnectOura')
              : t('reconnect')
      }
      actions={connect}
      className={className}
    >
      {connection.kind === null ? t('disconnectedBody') : connection.kind === 'oauth' ? t('oauthBody') : t('reconnectBody')}{' '}
      {t('archiveSafe')}
    </Banner>
  )
}

function Misconfigured({ connection, className }: Props) {
  const t = useTranslations('banner')
  if (connection.reason === 'app_refused') return <AppRefused connection={connection} className={className} />
  const again = (
    <a href="/connect" className={buttonClass({ look: 'primary', size: 'small' })}>
      {t('again')}
    </a>
  )
  return (
    <Banner tone="danger" icon="error" title={t('misconfigured')} actions={again} className={className}>
      {t('misconfiguredBody')} {t('archiveSafe')}
    </Banner>
  )
}

/** The way to the application is for who may change it: its owner, where it does not stand in the environment. */
function AppRefused({ connection, className }: Props) {
  const t = useTranslations('banner')
  const until = useWorksUntil(connection)
  const app = useQuery(ouraAppQueries.current()).data
  const check = (
    <a href="/connect#oura" className={buttonClass({ look: 'primary', size: 'small' })}>
      {t('openConnect')}
    </a>
  )
  return (
    <Banner
      tone="danger"
      icon="error"
      title={until === null ? t('misconfigured') : t('ends', { date: until })}
      {...(app?.changeable && app.configured === 'here' ? { actions: check } : {})}
      className={className}
    >
      {t('appRefused')} {t('archiveSafe')}
    </Banner>
  )
}

function Limited({ connection: { reason, retry_at }, className }: Props) {
  const t = useTranslations('banner')
  const format = useFormat()
  const { now, zone } = useNow()
  if (reason === 'membership_lapsed')
    return (
      <Banner tone="warn" icon="warning" title={t('membership')} className={className}>
        {t('membershipBody')}
      </Banner>
    )
  // What was never shared, or refused in part, is told where it would stand; it is no reason to interrupt every day.
  if (retry_at === null) return null
  const until = Date.parse(retry_at)
  return (
    <Banner
      tone="warn"
      icon="clock"
      title={t('limited', { time: format.moment(until, { offset: zoneOffset(zone, until), now }) })}
      className={className}
    >
      {t('limitedBody')}
    </Banner>
  )
}

function Stale({ connection: { reason, last_sync_at }, className }: Props) {
  const t = useTranslations('banner')
  const format = useFormat()
  const { offset } = useNow()
  const isFull = useQuery(syncQueries.status()).data?.error === 'storage_full'
  const day = last_sync_at ? localDay(Date.parse(last_sync_at), offset) : null
  return (
    <Banner
      tone="warn"
      icon="clock"
      title={day ? t('stale', { date: format.date(day) }) : t('staleNever')}
      actions={<SyncNow>{t('syncNow')}</SyncNow>}
      className={className}
    >
      {isFull ? t('staleDiskFull') : reason === 'upstream_unreachable' ? t('unreachableBody') : t('staleBody')}
    </Banner>
  )
}

function SyncNow({ children }: { children: ReactNode }) {
  const start = useMutation(syncQueries.start())
  return (
    <Button look="secondary" size="small" busy={start.isPending} onClick={() => start.mutate()}>
      <Icon name="sync" className="size-[1.0625rem]" />
      {children}
    </Button>
  )
}
