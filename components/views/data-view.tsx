'use client'
import { useTranslations } from 'use-intl'
import { ApiKeysPanel } from '@/components/panels/api-keys-panel'
import { ArchivePanel } from '@/components/panels/archive-panel'
import { DataConnectionPanel } from '@/components/panels/data-connection-panel'
import { ExportPanel } from '@/components/panels/export-panel'
import { SettingsPanel } from '@/components/panels/settings-panel'
import { SignOutPanel } from '@/components/panels/sign-out-panel'
import { useFormat } from '@/components/ui/settings'

type Props = {
  demo: boolean
  version: string
  syncMinutes: number
  /** Null where it is nobody's business: for visitors of the demo ring. */
  databaseBytes: number | null
}

/** The connection, the archive and how to read it: in one column on a phone, what is kept beside what is chosen on a desk. */
export function YourDataView({ demo, version, syncMinutes, databaseBytes }: Props) {
  const t = useTranslations('data')
  const format = useFormat()
  const size = databaseBytes === null ? null : t('database', { size: format.fileSize(databaseBytes) })
  return (
    <main className="mx-auto w-full max-w-140 pb-4 lg:max-w-none lg:px-2 lg:pt-2">
      <h1 className="px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-3.5 text-title">{t('title')}</h1>
      <div className="grid grid-cols-1 gap-3 px-3 lg:grid-cols-[1fr_22rem] lg:items-start lg:gap-4 lg:px-4">
        <div className="grid grid-cols-1 gap-3 lg:gap-4">
          <DataConnectionPanel syncMinutes={syncMinutes} />
          <ArchivePanel />
          <ExportPanel />
          {!demo && <ApiKeysPanel />}
        </div>
        <div className="grid grid-cols-1 gap-3 lg:gap-4">
          <SettingsPanel keep={!demo} />
          <SignOutPanel />
        </div>
      </div>
      <p className="px-4 pt-4 text-caption text-ink3 lg:px-8">
        {[t('version', { version }), size].filter((part) => part !== null).join(' · ')}
      </p>
    </main>
  )
}
