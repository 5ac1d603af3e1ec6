'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import type { DeviceRow } from '@/lib/api'
import { type DeviceCode, devicesQueries } from '@/lib/queries/devices'
import { useDeviceName } from './device-words'
import { Loaded } from './loaded'
import { PhoneCode } from './phone-code'
import { Refused } from './refused'

/** A QR code that signs a phone in, when asked for; or why no phone can get here. */
export function PhonePanel() {
  const t = useTranslations('devices.phone')
  const query = useQuery(devicesQueries.list())
  return (
    <section aria-label={t('title')} className="rounded-card bg-surface p-4">
      <Loaded query={query} name={t('listName')} shapes={<Skeleton className="h-28" />}>
        {({ data, address }) => (address === null ? <OutOfReach /> : <Offer devices={data} address={address} />)}
      </Loaded>
    </section>
  )
}

function OutOfReach() {
  const t = useTranslations('devices.phone')
  return (
    <>
      <h2 className="mb-1.5 text-card">{t('title')}</h2>
      <p className="text-secondary text-ink2">
        {t.rich('local', { code: (chunks) => <code className="font-mono text-ink">{chunks}</code> })}
      </p>
    </>
  )
}

function Offer({ devices, address }: { devices: DeviceRow[]; address: string }) {
  const t = useTranslations('devices.phone')
  const nameOf = useDeviceName()
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set())
  const make = useMutation({ ...devicesQueries.makeCode(), onMutate: () => setKnown(new Set(devices.map(({ id }) => id))) })
  const code: DeviceCode | undefined = make.data
  // Whoever signed in by a code since this one was shown.
  const came = code && devices.find(({ id, provider }) => provider === 'device' && !known.has(id))
  if (came)
    return (
      <>
        <h2 className="mb-1.5 text-card">{t('title')}</h2>
        <p role="status" className="mb-3 flex gap-2">
          <Icon name="check" className="mt-px size-5 text-ok" weight={2} />
          {t('came', { name: nameOf(came) })}
        </p>
        <Button look="secondary" size="small" onClick={make.reset}>
          {t('done')}
        </Button>
      </>
    )
  if (code) return <PhoneCode code={code} address={address} busy={make.isPending} onAgain={() => make.mutate()} />
  return (
    <>
      <h2 className="mb-1.5 text-card">{t('title')}</h2>
      <p className="mb-3 text-secondary text-ink2">{t('body')}</p>
      <Refused error={make.error} className="mb-3">
        {t('failed')}
      </Refused>
      <Button look="secondary" size="large" busy={make.isPending} onClick={() => make.mutate()}>
        {t('show')}
      </Button>
    </>
  )
}
