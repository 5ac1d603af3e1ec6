'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CopyLine } from '@/components/ui/copy-line'
import { Icon } from '@/components/ui/icon'
import { QrCode } from '@/components/ui/qr-code'
import { useFormat } from '@/components/ui/settings'
import { type DeviceCode, devicesQueries } from '@/lib/queries/devices'
import { useCountdown } from './countdown'

const LOOK_MS = 2_000

type Props = { code: DeviceCode; address: string; busy: boolean; onAgain: () => void }

/** The code while it is good, how long that still is, and another one after. Meanwhile it is looked at whether the phone has come. */
export function PhoneCode({ code: { url, until }, address, busy, onAgain }: Props) {
  const t = useTranslations('devices.phone')
  const format = useFormat()
  const left = useCountdown(until)
  useQuery({ ...devicesQueries.list(), refetchInterval: left > 0 ? LOOK_MS : false })
  return (
    <>
      <div className="flex gap-4 max-[22rem]:flex-col">
        {left > 0 ? (
          <QrCode text={url} label={t('qr')} className="w-36 flex-none" />
        ) : (
          <div className="grid aspect-square w-36 flex-none place-items-center rounded-control bg-raised text-ink3">
            <Icon name="clock" className="size-8" />
          </div>
        )}
        <div className="min-w-0">
          <h2 className="mb-1 text-card">{t('title')}</h2>
          <p className="text-secondary text-ink2">{left > 0 ? t('scan') : t('over')}</p>
          <p className="mt-1.5 text-secondary font-semibold break-all">{new URL(address).host}</p>
          {left > 0 && (
            <p role="timer" className="mt-1.5 text-secondary text-ink2">
              {t('left', { time: format.countdown(left) })}
            </p>
          )}
        </div>
      </div>
      {left > 0 ? (
        <details className="group mt-2">
          <summary className="flex min-h-11 list-none items-center gap-1.5 text-secondary font-semibold [&::-webkit-details-marker]:hidden">
            <Icon name="chevron-down" className="size-4 -rotate-90 group-open:rotate-0" />
            {t('noCamera')}
          </summary>
          <p className="text-secondary text-ink2">{t('link')}</p>
          <CopyLine text={url} label={t('copyLabel')} words={{ copy: t('copy'), copied: t('copied') }} />
        </details>
      ) : (
        <Button look="secondary" size="large" className="mt-3" busy={busy} onClick={onAgain}>
          {t('again')}
        </Button>
      )}
    </>
  )
}
