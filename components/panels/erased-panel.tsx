'use client'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button'
import { useFormat } from '@/components/ui/settings'
import type { EraseBody } from '@/lib/api'

// What is worth a line of its own, by table; the rest is summed up.
const KINDS = [
  'document',
  'document_revision',
  'sample_day',
  'daily_metric',
  'local_tag',
  'connection',
  'session',
  'api_key',
  'guest_link',
  'invite',
] as const

/** What was removed, kind by kind, and where something may live on for a while. */
export function ErasedPanel({ erased: { removed, oura, copies, remains, owner } }: { erased: EraseBody }) {
  const t = useTranslations('erase')
  const format = useFormat()
  const rows = KINDS.flatMap((kind) => (removed[kind] ? [{ kind, count: removed[kind] }] : []))
  const rest = Object.entries(removed).reduce((all, [kind, count]) => (KINDS.some((one) => one === kind) ? all : all + count), 0)
  const said = [
    oura === true && t('oura.revoked'),
    oura === false && t('oura.refused'),
    copies > 0 && t('copies', { count: copies }),
    remains !== 'nothing' && t(`remains.${remains}`),
    owner !== null && t(`owner.${owner}`),
  ]
  return (
    <div role="status">
      <dl className="rounded-card bg-surface px-4 py-2">
        {[...rows, ...(rest > 0 ? [{ kind: 'other' as const, count: rest }] : [])].map(({ kind, count }) => (
          <div key={kind} className="flex min-h-11 items-center justify-between gap-3 border-line py-1.5 not-first:border-t">
            <dt>{t(`kind.${kind}`)}</dt>
            <dd className="text-ink2">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {said.map(
        (line) =>
          line && (
            <p key={line} className="mt-3 px-4 text-secondary text-ink2">
              {line}
            </p>
          ),
      )}
      <p className="mt-3 px-4 text-secondary text-ink2">{t('atOura')}</p>
      {/* A page of its own: nothing stays in memory. */}
      <a href="/connect" className={`mt-5 ${buttonClass({ look: 'primary', size: 'large' })}`}>
        {t('done')}
      </a>
    </div>
  )
}
