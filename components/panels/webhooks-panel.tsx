'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CheckField } from '@/components/ui/check-field'
import { Icon } from '@/components/ui/icon'
import { useNow } from '@/components/ui/now'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import type { WebhooksBody } from '@/lib/api'
import { zoneOffset } from '@/lib/domain/local-clock'
import { webhooksQueries } from '@/lib/queries/webhooks'
import { Loaded } from './loaded'
import { Refused } from './refused'

const WELL = { icon: 'check', colour: 'text-ok' } as const
const WARN = { icon: 'warning', colour: 'text-warn' } as const
const DANGER = { icon: 'error', colour: 'text-danger' } as const
const LOOKS = {
  off: null,
  stopping: null,
  starting: null,
  on: WELL,
  quiet: WARN,
  nobody: WARN,
  elsewhere: WARN,
  later: WARN,
  unreachable: DANGER,
  refused: DANGER,
} as const satisfies Record<WebhooksBody['state'], { icon: string; colour: string } | null>

/** For the owner: whether Oura tells this server by itself that there is something new, and whether that arrives. */
export function WebhooksPanel({ syncMinutes: minutes }: { syncMinutes: number }) {
  const t = useTranslations('webhooks')
  const query = useQuery(webhooksQueries.current())
  return (
    <Card title={t('title')}>
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-24" />}>
        {(webhooks) =>
          webhooks.missing === null ? (
            <Switch webhooks={webhooks} minutes={minutes} />
          ) : (
            <p className="text-secondary text-ink2">{t(`missing.${webhooks.missing}`, { minutes })}</p>
          )
        }
      </Loaded>
    </Card>
  )
}

function Switch({ webhooks, minutes }: { webhooks: WebhooksBody; minutes: number }) {
  const t = useTranslations('webhooks')
  // Shown at the touch; a mutation is told of only afterwards.
  const [wished, setWished] = useState<boolean | null>(null)
  const turn = useMutation({ ...webhooksQueries.turn(), onSettled: () => setWished(null) })
  const set = (on: boolean) => {
    setWished(on)
    turn.mutate(on)
  }
  const isOn = wished ?? (webhooks.state !== 'off' && webhooks.state !== 'stopping')
  return (
    <>
      <CheckField label={t('label')} note={t('note', { minutes })} checked={isOn} onChange={set} />
      <State webhooks={webhooks} minutes={minutes} />
      <Refused error={turn.error} className="mt-2">
        {t('failed')}
      </Refused>
      {LOOKS[webhooks.state] !== null && webhooks.state !== 'on' && webhooks.state !== 'nobody' && (
        <Button look="secondary" size="small" className="mt-3" busy={turn.isPending} onClick={() => set(true)}>
          {webhooks.state === 'elsewhere' ? t('here') : t('again')}
        </Button>
      )}
    </>
  )
}

function State({ webhooks: { state, url, last_event_at }, minutes }: { webhooks: WebhooksBody; minutes: number }) {
  const t = useTranslations('webhooks')
  const format = useFormat()
  const { now, zone } = useNow()
  const last = last_event_at === null ? null : Date.parse(last_event_at)
  const time = last === null ? null : format.moment(last, { offset: zoneOffset(zone, last), now })
  const look = LOOKS[state]
  const when = time === null ? t('none') : t('last', { time })
  const what = state === 'on' ? when : t(`state.${state}`, { minutes, url, when })
  return (
    <p role="status" className="mt-1 flex gap-1.5 text-secondary text-ink2">
      {look && <Icon name={look.icon} weight={2.4} className={`mt-px size-4 flex-none ${look.colour}`} />}
      <span className="min-w-0 [overflow-wrap:anywhere]">{what}</span>
    </p>
  )
}
