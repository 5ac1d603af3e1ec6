'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { CheckField } from '@/components/ui/check-field'
import { Segmented } from '@/components/ui/segmented'
import { TextField } from '@/components/ui/text-field'
import type { GuestPage } from '@/lib/api'
import { ApiError } from '@/lib/queries/fetch-json'
import { guestLinksQueries } from '@/lib/queries/guest-links'
import { MadeLink } from './made-link'
import { Refused } from './refused'

const PAGES = ['day', 'night', 'trends'] as const satisfies readonly GuestPage[]
const DAYS = ['7', '30', '90'] as const

/** For whom, what and until when; then the link, once. */
export function NewGuestLink() {
  const t = useTranslations('guestLinks')
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [shownName, setShownName] = useState('')
  const [pages, setPages] = useState<readonly GuestPage[]>(['night', 'trends'])
  const [days, setDays] = useState<(typeof DAYS)[number]>('30')
  const create = useMutation(guestLinksQueries.create())
  const ready = name.trim() !== '' && shownName.trim() !== '' && pages.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || create.isPending) return
    create.mutate({ name: name.trim(), shown_name: shownName.trim(), pages: [...pages], days: Number(days) })
  }
  const close = () => {
    create.reset()
    setName('')
    setOpen(false)
  }
  if (create.data)
    return (
      <MadeLink
        url={create.data.url}
        say={t('made')}
        words={{ label: t('copyLabel'), copy: t('copy'), copied: t('copied'), done: t('done') }}
        onDone={close}
      />
    )
  if (!open)
    return (
      <Button look="secondary" size="large" onClick={() => setOpen(true)}>
        {t('new')}
      </Button>
    )
  return (
    <form method="dialog" onSubmit={submit} className="grid gap-3">
      <TextField label={t('name')} value={name} onChange={setName} longest={60} />
      <TextField label={t('shownName')} value={shownName} onChange={setShownName} longest={60} />
      <fieldset>
        <legend className="mb-1 text-[0.875rem] leading-5 font-[650]">{t('pages')}</legend>
        {PAGES.map((page) => (
          <CheckField
            key={page}
            label={t(`page.${page}`)}
            note={t(`holds.${page}`)}
            checked={pages.includes(page)}
            onChange={(checked) => setPages(PAGES.filter((one) => (one === page ? checked : pages.includes(one))))}
          />
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span aria-hidden="true">{t('until')}</span>
        <Segmented
          label={t('until')}
          value={days}
          options={DAYS.map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
          onChange={setDays}
        />
      </div>
      <Refused error={create.error}>
        {t(create.error instanceof ApiError && create.error.code === 'invalid' ? 'refused' : 'failed')}
      </Refused>
      <div className="grid grid-cols-2 gap-2.5">
        <Button look="primary" size="small" type="submit" busy={create.isPending} disabled={!ready}>
          {t('make')}
        </Button>
        <Button look="secondary" size="small" onClick={close}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
