'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CopyLine } from '@/components/ui/copy-line'
import { Icon } from '@/components/ui/icon'
import { TextField } from '@/components/ui/text-field'
import type { OuraAppBody } from '@/lib/api'
import { ouraAppQueries } from '@/lib/queries/oura-app'

type Props = {
  app: OuraAppBody
  /** Whether Oura's page is open and its answer has to be brought here by hand. */
  waiting: boolean
  onOtherServer: () => void
  onProblem: (problem: string) => void
  onConnected: () => void
}

/** For what only the person sees, on Oura's own page: another server, another address, or an answer that leads nowhere. */
export function ConnectOuraHelp({ app, waiting, onOtherServer, onProblem, onConnected }: Props) {
  const t = useTranslations('connect.help')
  return (
    <details open={waiting} className="group mt-3">
      <summary className="flex min-h-11 list-none items-center gap-1.5 text-[0.875rem] font-semibold [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-down" className="size-4 -rotate-90 group-open:rotate-0" />
        {waiting ? t('waiting') : t('title')}
      </summary>
      <div className="grid gap-4 text-secondary text-ink2">
        <PasteAddress onProblem={onProblem} onConnected={onConnected} />
        <div>
          <p>{t('redirect')}</p>
          <CopyLine text={app.redirect_uri} label={t('copyLabel')} words={{ copy: t('copy'), copied: t('copied') }} />
        </div>
        <div>
          <p>{t('unknown')}</p>
          <Button look="secondary" size="small" className="mt-2" onClick={onOtherServer}>
            {t('otherServer', { host: app.server === 'moi' ? 'cloud.ouraring.com' : 'moi.ouraring.com' })}
          </Button>
        </div>
      </div>
    </details>
  )
}

/** The answer of Oura, out of the address bar of a page that did not open. */
function PasteAddress({ onProblem, onConnected }: Pick<Props, 'onProblem' | 'onConnected'>) {
  const t = useTranslations('connect.help')
  const id = useId()
  const [address, setAddress] = useState('')
  const finish = useMutation({
    ...ouraAppQueries.finish(),
    onSuccess: (problem) => (problem === null ? onConnected() : onProblem(problem)),
    onError: (error) => onProblem('code' in error ? String(error.code) : 'other'),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!finish.isPending && address.trim() !== '') finish.mutate(address.trim())
  }
  return (
    <form method="dialog" onSubmit={submit}>
      <p id={id}>{t('paste')}</p>
      <TextField label={t('address')} value={address} onChange={setAddress} describedBy={id} className="mt-2" />
      <Button look="secondary" size="small" type="submit" className="mt-2" busy={finish.isPending} disabled={address.trim() === ''}>
        {finish.isPending ? t('finishing') : t('finish')}
      </Button>
    </form>
  )
}
