'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { ApiError } from '@/lib/queries/fetch-json'
import { sessionQueries } from '@/lib/queries/session'

const KNOWN = ['cross_site', 'no_cookie', 'too_many_requests', 'network'] as const

/** One tap into the demo ring. */
export function ConnectDemoPanel({ onConnected }: { onConnected: () => void }) {
  const t = useTranslations('connect.demo')
  const signIn = useMutation({ ...sessionQueries.signIn(), onSuccess: onConnected })
  return (
    <section aria-label={t('title')} className="rounded-card bg-surface p-4">
      <div className="flex gap-3">
        <Icon name="ring" className="mt-px size-5.5 text-ink2" />
        <div>
          <h2 className="font-[650]">{t('title')}</h2>
          <p className="mt-0.5 text-secondary text-ink2">{t('body')}</p>
        </div>
      </div>
      {signIn.isError && (
        <p role="alert" className="mt-3 text-secondary">
          {t(`failed.${KNOWN.find((one) => signIn.error instanceof ApiError && one === signIn.error.code) ?? 'other'}`)}
        </p>
      )}
      <Button look="secondary" size="large" className="mt-3" busy={signIn.isPending} onClick={() => signIn.mutate({ provider: 'demo' })}>
        {t('open')}
      </Button>
    </section>
  )
}
