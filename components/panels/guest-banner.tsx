'use client'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import type { GuestBody } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'
import { actAs } from '@/lib/queries/fetch-json'
import { sessionQueries } from '@/lib/queries/session'

/** Whose pages a guest looks at and until when, on every one of them; and the way out. */
export function GuestBanner({ account, guest: { name, until } }: { account: string; guest: GuestBody }) {
  const t = useTranslations('guest')
  const format = useFormat()
  const { zone } = useNow()
  const end = Date.parse(until)
  useEffect(() => actAs(account), [account])
  const leave = useMutation({ ...sessionQueries.signOut(), onSuccess: () => window.location.replace('/connect') })
  return (
    <div className="mx-3 mt-2.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-control bg-raised px-3.5 py-1 text-secondary lg:mx-6">
      <Icon name="eye" className="size-5 text-ink2" />
      <p className="min-w-48 flex-1 py-1.5">{t('looking', { name, date: format.dateWithYear(localDay(end, zoneOffset(zone, end))) })}</p>
      <button
        type="button"
        disabled={leave.isPending}
        onClick={() => leave.mutate()}
        className="min-h-11 font-semibold underline decoration-control underline-offset-3"
      >
        {t('leave')}
      </button>
    </div>
  )
}
