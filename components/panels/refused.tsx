import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { ApiError } from '@/lib/queries/fetch-json'

type Props = { error: Error | null; children: ReactNode; className?: string }

/** Why a press came to nothing: that this page is signed out, where it is, else the sentence within. Nothing without an error. */
export function Refused({ error, children, className = '' }: Props) {
  const t = useTranslations('states')
  if (!error) return null
  const isSignedOut = error instanceof ApiError && error.status === 401
  return (
    <p role="alert" className={`text-secondary ${className}`}>
      {isSignedOut ? t('signedOut') : children}
    </p>
  )
}
