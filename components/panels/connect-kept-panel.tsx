'use client'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'

const ROWS = [
  ['lock', 'token'],
  ['server', 'data'],
  ['link', 'traffic'],
] as const

/** What this server keeps, where, and whom it talks to. */
export function ConnectKeptPanel() {
  const t = useTranslations('connect.kept')
  return (
    <section aria-label={t('title')} className="rounded-card p-4 inset-ring inset-ring-line">
      <h2 className="mb-1.5 text-card">{t('title')}</h2>
      {ROWS.map(([icon, row]) => (
        <div key={row} className="flex gap-3 py-2">
          <Icon name={icon} className="mt-px size-5 text-ink2" />
          <div>
            <h3 className="text-[0.875rem] leading-5 font-semibold">{t(`name.${row}`)}</h3>
            <p className="text-secondary text-ink2">{t(`body.${row}`)}</p>
          </div>
        </div>
      ))}
      <p className="pt-1.5 text-secondary text-ink2">{t('control')}</p>
    </section>
  )
}
