import type { useTranslations } from 'use-intl'
import { ApiError } from '@/lib/queries/fetch-json'

/** Why a read came to nothing, as a sentence in the page's language (`t`: of `states`). */
export function failureOf(error: Error, t: ReturnType<typeof useTranslations<'states'>>): string {
  if (!(error instanceof ApiError)) return t('failed')
  if (error.code === 'network') return t('noAnswer')
  if (error.status === 401) return t('signedOut')
  return t('status', { status: error.status })
}
