'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { prettyJson } from '@/lib/domain/pretty-json'

type Props = { title: string; text: string; address: string | null }

/** JSON as it is stored, made readable when it is opened; to be copied as it was sent, or opened at its own address. */
export function RawJson({ title, text, address }: Props) {
  const t = useTranslations('explain')
  const [open, setOpen] = useState(false)
  const [copied, setCopied] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 cursor-pointer items-center text-secondary font-semibold underline decoration-control underline-offset-3">
        {title}
      </summary>
      {open && (
        <>
          <textarea
            readOnly
            spellCheck={false}
            rows={12}
            aria-label={title}
            value={prettyJson(text)}
            className="block w-full resize-y rounded-control bg-bg p-3 font-mono text-caption"
          />
          <p className="flex flex-wrap items-center gap-x-4 text-secondary">
            <button
              type="button"
              aria-label={t('copyLabel')}
              className="min-h-11 font-semibold underline decoration-control underline-offset-3"
              onClick={() =>
                navigator.clipboard?.writeText(text).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }
            >
              <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
            </button>
            {address !== null && (
              <a
                href={address}
                target="_blank"
                rel="noreferrer"
                className="inline-flex min-h-11 items-center underline decoration-control underline-offset-3"
              >
                {t('address')}
              </a>
            )}
          </p>
        </>
      )}
    </details>
  )
}
