'use client'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'

/** Everything in one file. A plain link: the browser streams it to the disk and shows how far it is. */
export function ExportPanel() {
  const t = useTranslations('data.export')
  return (
    <Card title={t('title')}>
      <a
        href="/api/export?format=ndjson"
        download="ringside.ndjson"
        className="-mt-1 flex min-h-12 items-center gap-2 border-t border-line font-semibold"
      >
        {t('all')}
        <Icon name="download" className="ml-auto size-5" />
      </a>
      <p className="text-secondary text-ink2">{t('body')}</p>
    </Card>
  )
}
