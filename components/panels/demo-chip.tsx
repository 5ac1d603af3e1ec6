'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { sessionQueries } from '@/lib/queries/session'

/** Says that the data is made up, and leads out of it with one tap. */
export function DemoChip() {
  const t = useTranslations('demo')
  const client = useQueryClient()
  const leave = useMutation({
    ...sessionQueries.signOut(),
    onSuccess: () => {
      client.clear()
      window.location.assign('/connect')
    },
  })
  return (
    <button
      type="button"
      disabled={leave.isPending}
      onClick={() => leave.mutate()}
      aria-label={t('leaveLabel')}
      className="relative ml-auto inline-flex min-h-7 flex-none items-center gap-1.5 rounded-full bg-raised px-2.5 text-caption font-semibold whitespace-nowrap before:absolute before:-inset-2 lg:ml-1"
    >
      {/* Narrow, or with large text, the name alone is the way out: the line stays one line. */}
      <span className="decoration-control underline-offset-[3px] max-[22.4rem]:underline">{t('chip')}</span>
      <span className="text-ink2 underline decoration-control underline-offset-[3px] max-[22.4rem]:hidden">{t('leave')}</span>
    </button>
  )
}
