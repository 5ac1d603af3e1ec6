'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Segmented } from '@/components/ui/segmented'
import { useChangeSettings, useSettings } from '@/components/ui/settings'
import type { Settings } from '@/lib/domain/settings'
import { settingsQueries } from '@/lib/queries/settings'
import { LANGUAGES } from './language-switch'

/** How this person wants to read. Takes effect at the touch; with `keep` the server remembers it for their other devices. */
export function SettingsPanel({ keep }: { keep: boolean }) {
  const t = useTranslations('data.settings')
  const settings = useSettings()
  const change = useChangeSettings()
  const save = useMutation(settingsQueries.save())
  const set = (some: Partial<Settings>) => {
    change(some)
    if (keep) save.mutate(some)
  }
  const row = <Key extends keyof Settings>(key: Key, label: string, options: readonly { value: Settings[Key]; label: string }[]) => (
    <div className="flex min-h-13 flex-wrap items-center justify-between gap-x-3 border-line py-1 not-first:border-t">
      <span aria-hidden="true">{label}</span>
      <Segmented label={label} value={settings[key]} options={options} onChange={(value) => set({ [key]: value })} />
    </div>
  )
  return (
    <section aria-label={t('title')} className="rounded-card bg-surface px-4 py-2">
      {row('distance', t('distance'), [
        { value: 'km', label: t('km') },
        { value: 'mi', label: t('mi') },
      ])}
      {row('temperature', t('temperature'), [
        { value: 'c', label: t('c') },
        { value: 'f', label: t('f') },
      ])}
      {row('locale', t('language'), LANGUAGES)}
      {row('theme', t('theme'), [
        { value: 'system', label: t('system') },
        { value: 'light', label: t('light') },
        { value: 'dark', label: t('dark') },
      ])}
      {row('clock', t('clock'), [
        { value: '24', label: t('h24') },
        { value: '12', label: t('h12') },
      ])}
      {save.isError && (
        <p role="status" className="pb-2 text-secondary text-ink2">
          {t('notSaved')}
        </p>
      )}
    </section>
  )
}
