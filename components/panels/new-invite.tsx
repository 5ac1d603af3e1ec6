'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { ApiError } from '@/lib/queries/fetch-json'
import { peopleQueries } from '@/lib/queries/people'
import { MadeLink } from './made-link'
import { Refused } from './refused'

const DAYS = 7

/** Whom to invite; then the link, once. */
export function NewInvite() {
  const t = useTranslations('people')
  const [name, setName] = useState('')
  const invite = useMutation({ ...peopleQueries.invite(), onSuccess: () => setName('') })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && !invite.isPending) invite.mutate({ name: name.trim(), days: DAYS })
  }
  if (invite.data)
    return (
      <MadeLink
        url={invite.data.url}
        say={t('made', { days: DAYS })}
        words={{ label: t('copyLabel'), copy: t('copy'), copied: t('copied'), done: t('done') }}
        onDone={invite.reset}
      />
    )
  return (
    <form method="dialog" onSubmit={submit} className="mt-2">
      <div className="flex items-end gap-2.5 big-text:flex-wrap">
        <TextField label={t('name')} value={name} onChange={setName} longest={60} className="min-w-0 flex-1 big-text:basis-full" />
        <Button
          look="secondary"
          size="small"
          type="submit"
          busy={invite.isPending}
          disabled={name.trim() === ''}
          className="mb-0.5 flex-none"
        >
          {t('invite')}
        </Button>
      </div>
      <Refused error={invite.error} className="mt-2">
        {t(invite.error instanceof ApiError && invite.error.code === 'invalid' ? 'refused' : 'failed')}
      </Refused>
    </form>
  )
}
