'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { sessionQueries } from '@/lib/queries/session'
import { Refused } from './refused'
import { UnsentOfOthers } from './unsent-of-others'
import { useWaiting } from './waiting-changes'

/** Ends the session on this device, and says beforehand what has not reached the server: the browser forgets it with the session. */
export function SignOutPanel() {
  const t = useTranslations('data.signOut')
  const unsent = useWaiting().length
  const signOut = useMutation({
    ...sessionQueries.signOut(),
    // A page of its own, so that nothing of the archive stays in memory.
    onSuccess: () => window.location.replace('/connect'),
  })
  return (
    <Card title={t('title')}>
      <p className="mb-3 text-secondary text-ink2">{t('body')}</p>
      {unsent > 0 && <p className="mb-3 text-secondary">{t('unsent', { count: unsent })}</p>}
      <UnsentOfOthers className="mb-3" />
      <Refused error={signOut.error} className="mb-3">
        {t('failed')}
      </Refused>
      <Button look="secondary" size="large" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('action')}
      </Button>
    </Card>
  )
}
