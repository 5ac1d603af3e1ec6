'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CopyLine } from '@/components/ui/copy-line'
import { useNow } from '@/components/ui/now'
import { addDays } from '@/lib/domain/day'
import { activityDay } from '@/lib/domain/local-clock'
import { ApiError } from '@/lib/queries/fetch-json'
import { keysQueries } from '@/lib/queries/keys'
import { ApiKeyLimits, USUAL_LIMITS } from './api-key-limits'
import { Refused } from './refused'

// Two collections are of no day.
const isDated = (name: string) => name !== 'personal_info' && name !== 'ring_configuration'

/** Name a key, make it, copy it: it is in this component's memory until Done, and nowhere else. */
export function NewApiKey() {
  const t = useTranslations('data.keys')
  const id = useId()
  const [name, setName] = useState('')
  const [limits, setLimits] = useState(USUAL_LIMITS)
  const create = useMutation(keysQueries.create())
  const ready = name.trim() !== '' && limits.collections?.length !== 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || create.isPending) return
    const { days, rate, collections } = limits
    create.mutate(
      {
        name: name.trim(),
        days: days === 'never' ? null : Number(days),
        per_minute: rate === 'any' ? null : Number(rate),
        collections: collections && [...collections],
      },
      { onSuccess: () => setName('') },
    )
  }
  if (create.data) return <Made secret={create.data.key} reads={limits.collections?.[0] ?? 'daily_sleep'} onDone={create.reset} />
  return (
    <form method="dialog" onSubmit={submit}>
      <label htmlFor={id} className="mb-1.5 block text-secondary font-semibold">
        {t('label')}
      </label>
      <div className="flex gap-2.5 big-text:flex-wrap">
        <input
          id={id}
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          placeholder={t('placeholder')}
          className="h-11 min-w-0 flex-1 big-text:basis-full rounded-control bg-bg px-3.5 text-value font-normal inset-ring-[1.5px] inset-ring-control placeholder:text-ink3"
        />
        <Button look="secondary" size="small" type="submit" busy={create.isPending} disabled={!ready} className="flex-none">
          {create.isPending ? t('making') : t('make')}
        </Button>
      </div>
      <ApiKeyLimits limits={limits} onChange={setLimits} />
      <Refused error={create.error} className="mt-2">
        {t(create.error instanceof ApiError && create.error.code === 'invalid' ? 'refused' : 'failed')}
      </Refused>
    </form>
  )
}

/** `reads`: a collection that this key reaches, for the example. */
function Made({ secret, reads, onDone }: { secret: string; reads: string; onDone: () => void }) {
  const t = useTranslations('data.keys')
  const { now, offset } = useNow()
  const today = activityDay(now, offset)
  const query = new URLSearchParams({ start_date: addDays(today, -7), end_date: today })
  const address = `${window.location.origin}/api/oura/v2/usercollection/${reads}${isDated(reads) ? `?${query}` : ''}`
  return (
    <div role="status" className="rounded-control bg-bg p-3">
      <p className="mb-2 text-secondary font-semibold">{t('made')}</p>
      <CopyLine text={secret} label={t('copyKey')} words={{ copy: t('copy'), copied: t('copied') }} />
      <p className="mt-3 mb-1 text-secondary text-ink2">{t('try')}</p>
      <CopyLine
        text={`curl -H "Authorization: Bearer ${secret}" "${address}"`}
        label={t('copyCurl')}
        words={{ copy: t('copy'), copied: t('copied') }}
      />
      <Button look="secondary" size="small" className="mt-3 w-full" onClick={onDone}>
        {t('done')}
      </Button>
    </div>
  )
}
