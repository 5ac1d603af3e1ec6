'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TokenField } from '@/components/ui/token-field'
import { looksLikeToken, tidyToken } from '@/lib/domain/token-text'
import { connectionQueries } from '@/lib/queries/connection'
import { ApiError } from '@/lib/queries/fetch-json'
import { TokenError } from './token-error'
import { useWait } from './wait'

/** A new token in the place of the old one, which stays until Oura has vouched for the new. */
export function ReplaceToken({ onClose }: { onClose: () => void }) {
  const t = useTranslations('data.connection')
  const field = useTranslations('connect.token')
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<Error | null>(null)
  const id = useId()
  const replace = useMutation({ ...connectionQueries.replaceToken(), onSuccess: onClose, onError: setProblem })
  const until = useWait(problem)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const tidy = tidyToken(token)
    setToken(tidy)
    if (replace.isPending || until !== null) return
    setProblem(looksLikeToken(tidy) ? null : new ApiError('invalid', 'Not a bearer token.', 0))
    if (looksLikeToken(tidy)) replace.mutate(tidy)
  }
  return (
    <form method="dialog" onSubmit={submit} className="mt-3.5">
      <TokenField
        label={field('label')}
        placeholder={field('placeholder')}
        words={{ paste: field('paste'), show: field('show'), hide: field('hide') }}
        value={token}
        onChange={(value) => {
          setToken(value)
          setProblem(null)
        }}
        refused={problem !== null}
        {...(problem ? { describedBy: id } : {})}
      />
      {problem && <TokenError id={id} error={problem} token={token} until={until} replaces />}
      <div className="mt-3 grid grid-cols-2 gap-2.5">
        <Button look="primary" size="small" type="submit" busy={replace.isPending} disabled={until !== null}>
          {replace.isPending ? t('saving') : t('save')}
        </Button>
        <Button look="secondary" size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
