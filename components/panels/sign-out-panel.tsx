'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { sessionQueries } from '@/lib/queries/session'

/** Ends the session on this device and leaves nothing of the archive in its memory. */
export function SignOutPanel() {
  const t = useTranslations('data.signOut')
  const client = useQueryClient()
  const signOut = useMutation({
    ...sessionQueries.signOut(),
    onSuccess: () => {
      client.clear()
      window.location.replace('/connect')
    },
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
