'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { TokenField } from '@/components/ui/token-field'
import { looksLikeToken, tidyToken } from '@/lib/domain/token-text'
import { ApiError } from '@/lib/queries/fetch-json'
import { type Entry, sessionQueries } from '@/lib/queries/session'
import { TokenError } from './token-error'
import { useWait } from './wait'

/** Paste a token, agree, connect. Whatever is wrong with it is said here, and the token stays in the field to be mended. */
export function ConnectTokenPanel({ address, entry, onConnected }: { address: string; entry: Entry; onConnected: () => void }) {
  const t = useTranslations('connect.token')
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<Error | null>(null)
  const errorId = useId()
  const signIn = useMutation({ ...sessionQueries.signIn(), onSuccess: onConnected, onError: setProblem })
  const until = useWait(problem)

  const change = (value: string) => {
    setToken(value)
    setProblem(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const tidy = tidyToken(token)
    setToken(tidy)
    if (signIn.isPending || until !== null) return
    if (!looksLikeToken(tidy)) setProblem(new ApiError('invalid', 'Not a bearer token.', 0))
    else {
      setProblem(null)
      signIn.mutate({ provider: 'token', token: tidy, ...entry })
    }
  }
  return (
    // Sent before its script is here, a form with this method does nothing; any other would load the page anew, and what was pasted be lost.
    <form method="dialog" onSubmit={submit} className="rounded-card bg-surface p-4">
      <TokenField
        label={t('label')}
        placeholder={t('placeholder')}
        words={{ paste: t('paste'), show: t('show'), hide: t('hide') }}
        value={token}
        onChange={change}
        refused={problem !== null}
        {...(problem ? { describedBy: errorId } : {})}
      />
      {problem && <TokenError id={errorId} error={problem} token={token} until={until} address={address} />}
      {!problem && <p className="mt-3 text-secondary text-ink2">{t('consent')}</p>}
      <div className="mt-3 flex gap-2.5">
        <Button look="primary" size="large" type="submit" busy={signIn.isPending} disabled={until !== null}>
          {signIn.isPending ? t('connecting') : problem ? t('tryAgain') : t('connect')}
        </Button>
        {problem && (
          <Button look="secondary" size="large" onClick={() => change('')}>
            {t('clear')}
          </Button>
        )}
      </div>
      {!problem && <WhereToFindIt />}
    </form>
  )
}

function WhereToFindIt() {
  const t = useTranslations('connect.token')
  return (
    <>
      <details open className="group mt-3">
        <summary className="flex min-h-11 list-none items-center gap-1.5 text-[0.875rem] font-semibold [&::-webkit-details-marker]:hidden">
          <Icon name="chevron-down" className="size-4 -rotate-90 group-open:rotate-0" />
          {t('where')}
        </summary>
        <ol className="grid list-decimal gap-1.5 pl-5.5 text-secondary text-ink2">
          <li>{t.rich('step1', { page: (chunks) => <span className="text-ink wrap-anywhere">{chunks}</span> })}</li>
          <li>{t('step2')}</li>
          <li>{t('step3')}</li>
        </ol>
      </details>
      <p className="mt-3.5 flex gap-2.5 rounded-segment bg-raised px-3 py-2.5 text-secondary">
        <Icon name="warning" className="mt-px size-4.5 text-warn" weight={2} />
        {t('warning')}
      </p>
    </>
  )
}
