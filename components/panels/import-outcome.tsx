'use client'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/ui/settings'
import type { ImportOutcome } from '@/lib/api'

/** What an import did, in numbers; kinds of which there was nothing are left out. */
export function ImportOutcomeRows({ outcome: { documents, settings, ...rest } }: { outcome: ImportOutcome }) {
  const t = useTranslations('data.import')
  const format = useFormat()
  const counts = [
    ['added', documents.added],
    ['newer', documents.newer],
    ['known', documents.known],
    ['set_aside', documents.set_aside],
    ['revisions', rest.revisions],
    ['sample_days', rest.sample_days],
    ['days', rest.days],
    ['tags', rest.tags],
    ['experiments', rest.experiments],
  ] as const
  const rows = counts.filter(([, count]) => count > 0)
  const isNothingNew = !settings && rows.every(([kind]) => kind === 'known')
  return (
    <>
      <p className="font-semibold">{t('doneTitle')}</p>
      {isNothingNew && <p className="text-secondary text-ink2">{t('nothingNew')}</p>}
      <dl>
        {rows.map(([kind, count]) => (
          <div key={kind} className="flex min-h-9 items-center justify-between gap-3 border-line py-1 text-secondary not-first:border-t">
            <dt>{t(`outcome.${kind}`)}</dt>
            <dd className="text-ink2">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {settings && <p className="text-secondary text-ink2">{t('settings')}</p>}
    </>
  )
}
