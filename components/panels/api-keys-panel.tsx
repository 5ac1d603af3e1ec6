'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { KeyRow } from '@/lib/api'
import { keysQueries } from '@/lib/queries/keys'
import { Loaded } from './loaded'
import { NewApiKey } from './new-api-key'

/** The keys with which other programs read this archive: make, see when last used, revoke. */
export function ApiKeysPanel() {
  const t = useTranslations('data.keys')
  const query = useQuery(keysQueries.list())
  return (
    <Card title={t('title')}>
      <p className="mb-3 text-secondary text-ink2">{t('body')}</p>
      <NewApiKey />
      <Loaded query={query} name={t('listName')} shapes={<Skeleton className="mt-3 h-12" />}>
        {(keys) =>
          keys.length === 0 ? (
            <p className="mt-3 text-secondary text-ink2">{t('none')}</p>
          ) : (
            <ul className="mt-2">
              {keys.map((key) => (
                <Key key={key.id} row={key} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}

function Key({ row: { id, name, last_used_at } }: { row: KeyRow }) {
  const t = useTranslations('data.keys')
  const format = useFormat()
  const { now } = useNow()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(keysQueries.revoke())
  return (
    <li className="border-line py-1 not-first:border-t">
      <div className="flex min-h-12 items-center gap-2">
        <div className="min-w-0">
          <p className="truncate">{name}</p>
          <p className="text-caption text-ink3">
            {last_used_at ? t('used', { ago: format.ago(Math.max(0, now - Date.parse(last_used_at))) }) : t('unused')}
          </p>
        </div>
        {!asking && (
          <button
            type="button"
            aria-label={t('revokeLabel', { name })}
            onClick={() => setAsking(true)}
            className="ml-auto min-h-11 flex-none px-1 text-secondary font-semibold text-ink2 underline decoration-control underline-offset-3"
          >
            {t('revoke')}
          </button>
        )}
      </div>
      {asking && (
        <div className="pb-2">
          <p className="mb-2 text-secondary text-ink2">{t('sure', { name })}</p>
          <div className="grid grid-cols-2 gap-2.5">
            <Button look="danger" size="small" busy={revoke.isPending} onClick={() => revoke.mutate(id)}>
              {t('revoke')}
            </Button>
            <Button look="secondary" size="small" onClick={() => setAsking(false)}>
              {t('keep')}
            </Button>
          </div>
        </div>
      )}
    </li>
  )
}
