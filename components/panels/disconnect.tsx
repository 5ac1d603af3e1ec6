'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { ConnectionBody, DisconnectBody } from '@/lib/api'
import { connectionQueries } from '@/lib/queries/connection'
import { Refused } from './refused'

type Props = { kind: ConnectionBody['kind']; onDone: (done: DisconnectBody) => void; onClose: () => void }

/** Says what disconnecting does before it does it. */
export function Disconnect({ kind, onDone, onClose }: Props) {
  const t = useTranslations('data.connection')
  const disconnect = useMutation({ ...connectionQueries.disconnect(), onSuccess: onDone })
  return (
    <section aria-label={t('disconnectTitle')} className="mt-3.5 border-t border-line pt-3.5">
      <h3 className="font-[650]">{t('disconnectTitle')}</h3>
      <p className="mt-1 mb-3 text-secondary text-ink2">{kind === 'oauth' ? t('disconnectBodyOura') : t('disconnectBody')}</p>
      <Refused error={disconnect.error} className="mb-3">
        {t('disconnectFailed')}
      </Refused>
      <div className="grid grid-cols-2 gap-2.5">
        <Button look="danger" size="small" busy={disconnect.isPending} onClick={() => disconnect.mutate()}>
          {t('disconnect')}
        </Button>
        <Button look="secondary" size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </section>
  )
}
