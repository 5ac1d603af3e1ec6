'use client'
import { useTranslations } from 'use-intl'
import { useChangeSettings, useSettings } from '@/components/ui/settings'

// Each language by its own name, whatever the page speaks.
export const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'ja', label: '日本語' },
] as const

/** The languages in a row, for pages without settings. */
export function LanguageSwitch() {
  const t = useTranslations('connect')
  const { locale } = useSettings()
  const change = useChangeSettings()
  return (
    <fieldset className="-mx-2 inline-flex items-center">
      <legend className="sr-only">{t('language')}</legend>
      {LANGUAGES.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          lang={value}
          aria-pressed={value === locale}
          onClick={() => change({ locale: value })}
          className="min-h-11 px-2 text-ink2 underline-offset-3 aria-pressed:text-ink aria-pressed:underline"
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}
