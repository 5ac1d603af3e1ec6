'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { sessionQueries } from '@/lib/queries/session'

/** Ends the session on this device. */
export function SignOutPanel() {
  const t = useTranslations('data.signOut')
  const signOut = useMutation({
    ...sessionQueries.signOut(),
    // A page of its own, so that nothing of the archive stays in memory.
    onSuccess: () => window.location.replace('/connect'),
  })
  return (
    <Card title={t('title')}>
      <p className="mb-3 text-secondary text-ink2">{t('body')}</p>
      {signOut.isError && (
        <p role="alert" className="mb-3 text-secondary">
          {t('failed')}
        </p>
      )}
      <Button look="secondary" size="large" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('action')}
      </Button>
    </Card>
  )
}
