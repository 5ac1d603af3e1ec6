'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useNow } from '@/components/ui/now'
import { Row } from '@/components/ui/row'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { TextButton } from '@/components/ui/text-button'
import type { DeviceRow } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'
import { devicesQueries } from '@/lib/queries/devices'
import { useDeviceName } from './device-words'
import { Loaded } from './loaded'
import { Refused } from './refused'
import { UnsentOfOthers } from './unsent-of-others'
import { useWaiting } from './waiting-changes'

/** Where this person is signed in, and the way out of each. */
export function DevicesPanel() {
  const t = useTranslations('devices')
  const query = useQuery(devicesQueries.list())
  return (
    <Card title={t('title')}>
      <p className="text-secondary text-ink2">{t('body')}</p>
      <Loaded query={query} name={t('phone.listName')} shapes={<Skeleton className="mt-3 h-24" />}>
        {({ data }) => (
          <>
            <ul className="mt-2">
              {data.map((device) => (
                <Device key={device.id} device={device} />
              ))}
            </ul>
            <Everywhere others={data.some(({ current }) => !current)} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

const WAYS = ['token', 'oura', 'device'] as const

function Device({ device }: { device: DeviceRow }) {
  const t = useTranslations('devices')
  const format = useFormat()
  const { now, zone } = useNow()
  const nameOf = useDeviceName()
  const signOut = useMutation(devicesQueries.signOut())
  const name = nameOf(device)
  const way = WAYS.find((one) => one === device.provider) ?? 'other'
  const since = Date.parse(device.created_at)
  return (
    <Row
      name={name}
      notes={[
        device.current ? t('this') : t('seen', { ago: format.ago(Math.max(0, now - Date.parse(device.last_seen_at))) }),
        t(`way.${way}`, { date: format.dateWithYear(localDay(since, zoneOffset(zone, since))) }),
      ]}
      action={
        !device.current && (
          <TextButton
            aria-label={t('signOutLabel', { name })}
            disabled={signOut.isPending}
            onClick={() => signOut.mutate({ id: device.id })}
          >
            {t('signOut')}
          </TextButton>
        )
      }
    >
      <Refused error={signOut.error}>{t('failed')}</Refused>
    </Row>
  )
}

function Everywhere({ others }: { others: boolean }) {
  const t = useTranslations('devices')
  const unsent = useWaiting().length
  const signOut = useMutation({
    ...devicesQueries.signOut(),
    // A page of its own, so that nothing of the archive stays in memory.
    onSuccess: (_data, which) => {
      if ('all' in which) window.location.replace('/connect')
    },
  })
  return (
    <div className="mt-3 grid gap-2.5">
      <Refused error={signOut.error}>{t('failed')}</Refused>
      {others && (
        <Button look="secondary" size="small" busy={signOut.isPending} onClick={() => signOut.mutate({ others: true })}>
          {t('others')}
        </Button>
      )}
      {unsent > 0 && <p className="text-secondary">{t('unsent', { count: unsent })}</p>}
      <UnsentOfOthers />
      <Button look="secondary" size="small" busy={signOut.isPending} onClick={() => signOut.mutate({ all: true })}>
        {t('everywhere')}
      </Button>
    </div>
  )
}
