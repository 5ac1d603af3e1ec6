'use client'
import { useTranslations } from 'use-intl'

export function ConnectView() {
  const t = useTranslations('connect')
  return (
    <main className="mx-auto max-w-120 px-4 pt-8">
      <h1 className="text-title">{t('title')}</h1>
      <p className="mt-2 text-ink2">{t('intro')}</p>
    </main>
  )
}
