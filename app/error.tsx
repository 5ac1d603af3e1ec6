'use client'
import { useTranslations } from 'use-intl'

// Loaded anew, not drawn anew: what the server could not send would be as it was, and so would a script that is gone since an upgrade.
export default function ErrorPage() {
  const t = useTranslations('error')
  return (
    <main className="mx-auto flex min-h-dvh max-w-120 flex-col justify-center gap-3 px-4">
      <h1 className="text-title">{t('title')}</h1>
      <p className="text-ink2">{t('body')}</p>
      <button
        type="button"
        onClick={() => window.location.reload()}
        className="mt-2 h-12 rounded-control bg-ink text-body font-semibold text-bg"
      >
        {t('retry')}
      </button>
    </main>
  )
}
