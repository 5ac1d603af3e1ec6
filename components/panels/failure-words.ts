import { useTranslations } from 'use-intl'
import { ApiError } from '@/lib/queries/fetch-json'

/** Why a read came to nothing, as a sentence in the page's language. */
export function useFailureWords(): (error: Error) => string {
  const t = useTranslations('states')
  return (error) => {
    if (!(error instanceof ApiError)) return t('failed')
    if (error.code === 'network') return t('noAnswer')
    if (error.status === 401) return t('signedOut')
    return t('status', { status: error.status })
  }
}
