'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Mark } from '@/components/ui/mark'
import { Skeleton } from '@/components/ui/skeleton'
import type { ConnectionBody, DisconnectBody } from '@/lib/api'
import { connectionQueries } from '@/lib/queries/connection'
import { syncQueries } from '@/lib/queries/sync'
import { ConnectionState } from './connection-state'
import { Disconnect } from './disconnect'
import { Loaded } from './loaded'
import { Refused } from './refused'
import { ReplaceToken } from './replace-token'

/** How this account is connected, whether that works, and everything that can be done about it. */
export function DataConnectionPanel({ syncMinutes }: { syncMinutes: number }) {
  const t = useTranslations('data.connection')
  const query = useQuery(connectionQueries.current())
  return (
    <section aria-label={t('title')} className="rounded-card bg-surface p-4">
      <Loaded query={query} name={t('name')} shapes={<Skeleton className="h-24" />}>
        {(connection) => (
          <>
            <div className="flex items-start gap-3">
              <span className="grid size-10 flex-none place-items-center rounded-control bg-raised">
                <Mark className="size-5.5" />
              </span>
              <div className="min-w-0">
                <h2 className="font-[650]">{isOver(connection) ? t('over') : t(`kind.${connection.kind ?? 'none'}`)}</h2>
                <ConnectionState connection={connection} syncMinutes={syncMinutes} />
              </div>
            </div>
            {connection.kind === 'demo' ? <OwnRing /> : <Actions connection={connection} />}
          </>
        )}
      </Loaded>
    </section>
  )
}

/** Whether there is a connection that brings nothing any more until its owner does something. */
const isOver = ({ kind, state, works_until }: ConnectionBody) =>
  works_until === null && (kind === 'token' || kind === 'oauth') && (state === 'reconnect' || state === 'misconfigured')

function OwnRing() {
  const t = useTranslations('data.connection')
  return (
    <Link href="/connect" className={`mt-3.5 ${buttonClass({ look: 'primary', size: 'large' })}`}>
      {t('connectOwn')}
    </Link>
  )
}

function Actions({ connection: { kind } }: { connection: ConnectionBody }) {
  const t = useTranslations('data.connection')
  const { data: sync } = useQuery(syncQueries.status())
  const start = useMutation(syncQueries.start())
  const [task, setTask] = useState<'replace' | 'disconnect' | null>(null)
  const [left, setLeft] = useState<DisconnectBody | null>(null)
  const busy = start.isPending || sync?.state === 'running'
  const close = () => setTask(null)
  const leave = (done: DisconnectBody) => {
    setLeft(done)
    close()
  }
  if (kind === null)
    return (
      <>
        {left?.oura === false && (
          <p role="status" className="mt-3 text-secondary">
            {t('notHandedBack')}
          </p>
        )}
        <OwnRing />
      </>
    )
  if (task === 'replace') return <ReplaceToken onClose={close} />
  if (task === 'disconnect') return <Disconnect kind={kind} onDone={leave} onClose={close} />
  return (
    <>
      <Refused error={start.error} className="mt-3">
        {t('syncFailed')}
      </Refused>
      <div className="mt-3.5 grid grid-cols-2 gap-2.5">
        <Button look="secondary" size="small" busy={busy} onClick={() => start.mutate()}>
          <Icon name="sync" className="size-[1.0625rem]" />
          {busy ? t('syncing') : t('syncNow')}
        </Button>
        {kind === 'oauth' ? (
          <Link href="/connect#oura" className={buttonClass({ look: 'secondary', size: 'small' })}>
            {t('again')}
          </Link>
        ) : (
          <Button look="secondary" size="small" onClick={() => setTask('replace')}>
            {t('replace')}
          </Button>
        )}
      </div>
      <button
        type="button"
        onClick={() => setTask('disconnect')}
        className="mt-1 -mb-3 min-h-11 text-secondary font-semibold text-ink2 underline decoration-control underline-offset-3"
      >
        {t('disconnect')}
      </button>
    </>
  )
}
