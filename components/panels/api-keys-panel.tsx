'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { useNow } from '@/components/ui/now'
import { Row } from '@/components/ui/row'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { TextButton } from '@/components/ui/text-button'
import type { KeyRow } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'
import { keysQueries } from '@/lib/queries/keys'
import { Loaded } from './loaded'
import { NewApiKey } from './new-api-key'
import { Refused } from './refused'

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

function Key({ row: { id, name, created_at, last_used_at, ends_at, collections, per_minute } }: { row: KeyRow }) {
  const t = useTranslations('data.keys')
  const format = useFormat()
  const { now, zone } = useNow()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(keysQueries.revoke())
  const end = ends_at === null ? null : Date.parse(ends_at)
  const dateOf = (at: number) => format.dateWithYear(localDay(at, zoneOffset(zone, at)))
  const date = end === null ? '' : dateOf(end)
  const used = last_used_at ? t('used', { ago: format.ago(Math.max(0, now - Date.parse(last_used_at))) }) : t('unused')
  const reach = collections === null ? t('everything') : t('collections', { count: collections.length })
  const limits = [
    reach,
    end === null ? null : end <= now ? t('ended', { date }) : t('until', { date }),
    per_minute === null ? null : t('perMinute', { count: format.number(per_minute) }),
  ]
  return (
    <Row
      name={name}
      notes={[`${t('madeOn', { date: dateOf(Date.parse(created_at)) })} · ${used}`, limits.filter((limit) => limit !== null).join(' · ')]}
      action={
        !asking && (
          <TextButton aria-label={t('revokeLabel', { name })} onClick={() => setAsking(true)}>
            {t('revoke')}
          </TextButton>
        )
      }
    >
      {asking && (
        <>
          <p className="mb-2 text-secondary text-ink2">{t('sure', { name })}</p>
          <Refused error={revoke.error} className="mb-2">
            {t('revokeFailed')}
          </Refused>
          <div className="grid grid-cols-2 gap-2.5">
            <Button look="danger" size="small" busy={revoke.isPending} onClick={() => revoke.mutate(id)}>
              {t('revoke')}
            </Button>
            <Button look="secondary" size="small" onClick={() => setAsking(false)}>
              {t('keep')}
            </Button>
          </div>
        </>
      )}
    </Row>
  )
}
