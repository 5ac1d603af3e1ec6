'use client'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { TypedConfirmation } from '@/components/ui/typed-confirmation'
import type { EraseBody } from '@/lib/api'
import { eraseQueries } from '@/lib/queries/erase'
import { ApiError } from '@/lib/queries/fetch-json'
import { UnsentOfOthers } from './unsent-of-others'

const WORD = 'DELETE'

/** Whether the server said that it did not; after silence, the end of the session, or trouble of a server on the way nobody knows. */
const isRefusal = (error: Error) => error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401

/** Everything of this person off this server, once the word is typed. What was removed is told to whoever put this here. */
export function ErasePanel({ onErased }: { onErased: (erased: EraseBody) => void }) {
  const t = useTranslations('erase')
  const [asking, setAsking] = useState(false)
  const erase = useMutation(eraseQueries.everything())
  return (
    <Card title={t('title')}>
      <p className="mb-3 text-secondary text-ink2">{t('body')}</p>
      <UnsentOfOthers className="mb-3" />
      {asking ? (
        <TypedConfirmation
          word={WORD}
          label={t('type')}
          action={erase.isPending ? t('erasing') : t('action')}
          cancel={t('keep')}
          busy={erase.isPending}
          problem={erase.isError && t(isRefusal(erase.error) ? 'failed' : 'unknown')}
          onConfirm={() => erase.mutate(WORD, { onSuccess: onErased })}
          onCancel={() => setAsking(false)}
        />
      ) : (
        <Button look="danger" size="large" onClick={() => setAsking(true)}>
          {t('action')}
        </Button>
      )}
    </Card>
  )
}
