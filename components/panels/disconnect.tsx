'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { TypedConfirmation } from '@/components/ui/typed-confirmation'
import type { ConnectionBody, DisconnectBody } from '@/lib/api'
import { connectionQueries } from '@/lib/queries/connection'
import { Refused } from './refused'

type Props = { kind: ConnectionBody['kind']; onDone: (done: DisconnectBody) => void; onClose: () => void }

/** Says what disconnecting does, and does it once the word is typed: a new token or sign-in may be hard to come by. */
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
      <TypedConfirmation
        word="DISCONNECT"
        label={t('disconnectType')}
        action={t('disconnect')}
        cancel={t('cancel')}
        busy={disconnect.isPending}
        onConfirm={disconnect.mutate}
        onCancel={onClose}
      />
    </section>
  )
}
