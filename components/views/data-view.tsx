'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { later } from '@/components/ui/later'
import { useFormat } from '@/components/ui/settings'
import type { Day } from '@/lib/domain/day'
import type { Erased } from '@/lib/queries/erase'

// In the order in which they come alive.
const DataConnectionPanel = later(async () => (await import('@/components/panels/data-connection-panel')).DataConnectionPanel)
const SettingsPanel = later(async () => (await import('@/components/panels/settings-panel')).SettingsPanel)
const ArchivePanel = later(async () => (await import('@/components/panels/archive-panel')).ArchivePanel)
const ApiKeysPanel = later(async () => (await import('@/components/panels/api-keys-panel')).ApiKeysPanel)
const DevicesPanel = later(async () => (await import('@/components/panels/devices-panel')).DevicesPanel)
const ErasePanel = later(async () => (await import('@/components/panels/erase-panel')).ErasePanel)
const ErasedPanel = later(async () => (await import('@/components/panels/erased-panel')).ErasedPanel)
const ExportPanel = later(async () => (await import('@/components/panels/export-panel')).ExportPanel)
const ImportPanel = later(async () => (await import('@/components/panels/import-panel')).ImportPanel)
const GuestLinksPanel = later(async () => (await import('@/components/panels/guest-links-panel')).GuestLinksPanel)
const PeoplePanel = later(async () => (await import('@/components/panels/people-panel')).PeoplePanel)
const PhonePanel = later(async () => (await import('@/components/panels/phone-panel')).PhonePanel)
const ServerHealthPanel = later(async () => (await import('@/components/panels/server-health-panel')).ServerHealthPanel)
const WebhooksPanel = later(async () => (await import('@/components/panels/webhooks-panel')).WebhooksPanel)
const SignOutPanel = later(async () => (await import('@/components/panels/sign-out-panel')).SignOutPanel)

type Props = {
  demo: boolean
  /** Whether this person owns the server. */
  owner: boolean
  version: string
  syncMinutes: number
  /** Null where it is nobody's business: for visitors of the demo ring. */
  databaseBytes: number | null
  /** Of the newest copy this server made of its database; null where it makes none, or has not yet. */
  backupDay: Day | null
}

/** The connection, the archive and how to read it: in one column on a phone, what is kept beside what is chosen on a desk. */
export function YourDataView({ demo, owner, version, syncMinutes, databaseBytes, backupDay }: Props) {
  const [erased, setErased] = useState<Erased | null>(null)
  const t = useTranslations('data')
  const format = useFormat()
  const size = databaseBytes === null ? null : t('database', { size: format.fileSize(databaseBytes) })
  const copied = backupDay === null ? null : t('copied', { day: format.dateWithYear(backupDay) })
  if (erased) return <ErasedView erased={erased} />
  return (
    <main className="mx-auto w-full max-w-140 pb-4 lg:max-w-none lg:px-2 lg:pt-2">
      <h1 className="px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-3.5 text-title">{t('title')}</h1>
      <div className="grid grid-cols-1 gap-3 px-3 lg:grid-cols-[1fr_22rem] lg:items-start lg:gap-4 lg:px-4">
        <div className="grid grid-cols-1 gap-3 lg:gap-4">
          {!demo && <ServerHealthPanel owner={owner} />}
          <DataConnectionPanel syncMinutes={syncMinutes} />
          <ArchivePanel />
          <ExportPanel />
          {!demo && <ImportPanel />}
          {!demo && <PhonePanel />}
          {!demo && <DevicesPanel />}
          {!demo && <ApiKeysPanel />}
          {!demo && <GuestLinksPanel />}
          {owner && <PeoplePanel />}
          {owner && <WebhooksPanel syncMinutes={syncMinutes} />}
        </div>
        <div className="grid grid-cols-1 gap-3 lg:gap-4">
          <SettingsPanel keep={!demo} />
          <SignOutPanel />
          {!demo && <ErasePanel onErased={setErased} />}
        </div>
      </div>
      <p className="px-4 pt-4 text-caption text-ink3 lg:px-8">
        {[t('version', { version }), size, copied].filter((part) => part !== null).join(' · ')}
      </p>
    </main>
  )
}

/** In place of everything else: nobody is signed in any more, and nothing is left to show but what is gone. */
function ErasedView({ erased }: { erased: Erased }) {
  const t = useTranslations('erase')
  return (
    <main className="mx-auto w-full max-w-140 px-3 pb-4 lg:px-4 lg:pt-2">
      <h1 className="px-1 pt-[max(1rem,env(safe-area-inset-top))] pb-3.5 text-title">{t('gone')}</h1>
      <ErasedPanel erased={erased} />
    </main>
  )
}
