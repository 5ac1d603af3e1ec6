'use client'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useNow } from '@/components/ui/now'
import { Row } from '@/components/ui/row'
import { useFormat } from '@/components/ui/settings'
import { TextButton } from '@/components/ui/text-button'
import { TypedConfirmation } from '@/components/ui/typed-confirmation'
import type { PersonRow as Person } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'
import { peopleQueries } from '@/lib/queries/people'
import { Refused } from './refused'

/** Somebody with an archive here. Kept out, they lose nothing; their archive goes only when the word is typed. */
export function PersonRow({ person }: { person: Person }) {
  const t = useTranslations('people')
  const format = useFormat()
  const { now, zone } = useNow()
  const [task, setTask] = useState<'out' | 'erase' | null>(null)
  const access = useMutation({ ...peopleQueries.setAccess(), onSettled: () => setTask(null) })
  const remove = useMutation(peopleQueries.remove())
  const joined = Date.parse(person.joined_at)
  const date = format.dateWithYear(localDay(joined, zoneOffset(zone, joined)))
  const name = person.role === 'owner' ? t('you') : (person.name ?? t('unnamed', { date }))
  const seen = person.last_seen_at ? t('seen', { ago: format.ago(Math.max(0, now - Date.parse(person.last_seen_at))) }) : t('unseen')
  const out = person.removed_at !== null
  return (
    <Row
      name={name}
      notes={[out ? t('out') : person.role === 'owner' ? t('owner') : seen, t('since', { date })]}
      action={
        person.role !== 'owner' &&
        task === null && (
          <div className="flex flex-wrap justify-end gap-x-3">
            {out ? (
              <>
                <TextButton aria-label={t('letInLabel', { name })} onClick={() => access.mutate({ id: person.id, access: true })}>
                  {t('letIn')}
                </TextButton>
                <TextButton aria-label={t('eraseLabel', { name })} onClick={() => setTask('erase')}>
                  {t('erase')}
                </TextButton>
              </>
            ) : (
              <TextButton aria-label={t('removeLabel', { name })} onClick={() => setTask('out')}>
                {t('remove')}
              </TextButton>
            )}
          </div>
        )
      }
    >
      <Refused error={access.error} className="mb-2">
        {t('failed')}
      </Refused>
      {task === 'out' && (
        <>
          <p className="mb-2 text-secondary text-ink2">{t('sure', { name })}</p>
          <div className="grid grid-cols-2 gap-2.5">
            <Button look="danger" size="small" busy={access.isPending} onClick={() => access.mutate({ id: person.id, access: false })}>
              {t('remove')}
            </Button>
            <Button look="secondary" size="small" onClick={() => setTask(null)}>
              {t('keep')}
            </Button>
          </div>
        </>
      )}
      {task === 'erase' && (
        <>
          <p className="mb-2 text-secondary text-ink2">{t('eraseSure', { name })}</p>
          <TypedConfirmation
            word="DELETE"
            label={t('type')}
            action={t('erase')}
            cancel={t('keep')}
            busy={remove.isPending}
            problem={remove.isError && t('failed')}
            onConfirm={() => remove.mutate({ id: person.id, confirm: 'DELETE' })}
            onCancel={() => setTask(null)}
          />
        </>
      )}
    </Row>
  )
}
