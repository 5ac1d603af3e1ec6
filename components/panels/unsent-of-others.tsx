'use client'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { watchWaiting } from '@/lib/queries/waiting'
import { waitingOfOthers } from '@/lib/queries/waiting-of-others'

/** Beside what empties this browser: that it takes what somebody else wrote here and the server does not have. */
export function UnsentOfOthers({ className = '' }: { className?: string }) {
  const t = useTranslations('data.signOut')
  const count = useSyncExternalStore(watchWaiting, waitingOfOthers, () => 0)
  return count > 0 && <p className={`text-secondary ${className}`}>{t('unsentOfOthers', { count })}</p>
}
