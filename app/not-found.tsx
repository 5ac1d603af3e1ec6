'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'

export default function NotFound() {
  const t = useTranslations('error')
  return (
    <main className="mx-auto flex min-h-dvh max-w-120 flex-col justify-center gap-3 px-4">
      <h1 className="text-title">{t('notFoundTitle')}</h1>
      <p className="text-ink2">{t('notFoundBody')}</p>
      <Link href="/" className="mt-2 grid h-12 place-items-center rounded-control bg-ink font-semibold text-bg">
        {t('toDay')}
      </Link>
    </main>
  )
}
