'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Card } from '@/components/ui/card'
import { useNow } from '@/components/ui/now'
import { Row } from '@/components/ui/row'
import { useFormat } from '@/components/ui/settings'
import { Skeleton } from '@/components/ui/skeleton'
import { TextButton } from '@/components/ui/text-button'
import type { InviteRow } from '@/lib/api'
import { localDay, zoneOffset } from '@/lib/domain/local-clock'
import { peopleQueries } from '@/lib/queries/people'
import { Loaded } from './loaded'
import { NewInvite } from './new-invite'
import { PersonRow } from './person-row'
import { Refused } from './refused'

/** For the owner: who has an archive here, who is invited, and how both change. Of their data nothing is shown. */
export function PeoplePanel() {
  const t = useTranslations('people')
  const query = useQuery(peopleQueries.list())
  return (
    <Card title={t('title')}>
      <Loaded query={query} name={t('listName')} shapes={<Skeleton className="h-24" />}>
        {({ people, invites, sign_ups }) => (
          <>
            <p className="text-secondary text-ink2">{t(`signUps.${sign_ups}`)}</p>
            <ul className="mt-1">
              {people.map((person) => (
                <PersonRow key={person.id} person={person} />
              ))}
              {invites.map((invite) => (
                <Invite key={invite.id} invite={invite} />
              ))}
            </ul>
            {sign_ups !== 'closed' && <NewInvite />}
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Invite({ invite: { id, name, expires_at } }: { invite: InviteRow }) {
  const t = useTranslations('people')
  const format = useFormat()
  const { zone } = useNow()
  const withdraw = useMutation(peopleQueries.withdraw())
  const end = Date.parse(expires_at)
  return (
    <Row
      name={name}
      notes={[t('invited', { date: format.dateWithYear(localDay(end, zoneOffset(zone, end))) })]}
      action={
        <TextButton aria-label={t('withdrawLabel', { name })} disabled={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
          {t('withdraw')}
        </TextButton>
      }
    >
      <Refused error={withdraw.error}>{t('failed')}</Refused>
    </Row>
  )
}
