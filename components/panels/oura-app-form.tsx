'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, buttonClass } from '@/components/ui/button'
import { CopyLine } from '@/components/ui/copy-line'
import { Segmented } from '@/components/ui/segmented'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import type { OuraAppBody } from '@/lib/api'
import { ApiError } from '@/lib/queries/fetch-json'
import { type OuraServer, ouraAppQueries } from '@/lib/queries/oura-app'

const PORTALS = { moi: 'https://developer.ouraring.com/applications', cloud: 'https://cloud.ouraring.com/oauth/applications' } as const

type FormProps = { app: OuraAppBody; setupCode: string | undefined; onDone: () => void; onSaved: () => void }

/** The guide through the form at Oura, and the place for what it gives: a client id and a secret, once. */
export function OuraAppForm({ app, setupCode, onDone, onSaved }: FormProps) {
  const t = useTranslations('connect.app')
  const field = useTranslations('connect.token')
  const [server, setServer] = useState<OuraServer>(app.server)
  const [clientId, setClientId] = useState(app.client_id ?? '')
  const [secret, setSecret] = useState('')
  const save = useMutation(ouraAppQueries.save())
  const words = { copy: t('copy'), copied: t('copied') }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const known = setupCode === undefined ? {} : { setup_code: setupCode }
    if (!save.isPending) save.mutate({ client_id: clientId.trim(), client_secret: secret.trim(), server, ...known }, { onSuccess: onSaved })
  }
  return (
    <form method="dialog" onSubmit={submit} className="mt-3.5 grid grid-cols-1 gap-4">
      <Segmented
        label={t('where')}
        value={server}
        options={[
          { value: 'moi', label: t('server.moi') },
          { value: 'cloud', label: t('server.cloud') },
        ]}
        onChange={setServer}
      />
      <ol className="grid list-decimal gap-3 pl-5.5 text-secondary text-ink2 marker:text-ink2">
        <Step title={t('open')}>
          <a
            href={PORTALS[server]}
            target="_blank"
            rel="noreferrer noopener"
            className={`mt-2 ${buttonClass({ look: 'secondary', size: 'small' })}`}
          >
            {new URL(PORTALS[server]).host}
          </a>
        </Step>
        <Step title={t('redirect')}>
          <CopyLine text={app.redirect_uri} label={t('copyRedirect')} words={words} />
        </Step>
        <Step title={t('policies')}>
          <CopyLine text={`${new URL(app.redirect_uri).origin}/connect`} label={t('copyPolicies')} words={words} />
        </Step>
        <Step title={t('scopes')} />
        <Step title={t('bring')} />
      </ol>
      <TextField label={t('clientId')} value={clientId} onChange={setClientId} />
      <TokenField
        label={t('clientSecret')}
        placeholder={field('placeholder')}
        words={{ paste: field('paste'), show: t('showSecret'), hide: t('hideSecret') }}
        value={secret}
        onChange={setSecret}
        refused={false}
      />
      {save.isError && <Refusal error={save.error} address={new URL(app.redirect_uri).origin} />}
      <div className="grid grid-cols-2 gap-2.5">
        <Button look="primary" size="small" type="submit" busy={save.isPending} disabled={clientId.trim() === '' || secret.trim() === ''}>
          {save.isPending ? t('saving') : t('save')}
        </Button>
        <Button look="secondary" size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
      <p className="text-secondary text-ink2">{t('kept')}</p>
    </form>
  )
}

function Step({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <li>
      <p>{title}</p>
      {children}
    </li>
  )
}

const KNOWN = ['invalid', 'forbidden', 'setup_code', 'too_many_requests', 'network', 'cross_site'] as const

function Refusal({ error, address }: { error: Error; address: string }) {
  const t = useTranslations('connect.app')
  const code = error instanceof ApiError ? error.code : 'other'
  const known = KNOWN.find((one) => one === code) ?? 'other'
  return (
    <p role="alert" className="text-secondary">
      {t(`refused.${known}`, { address })}
    </p>
  )
}
